import { pointsOf, sumOf, type Steps } from './steps.ts';

export interface MewsInputs {
  /** mmHg. */
  readonly systolic: number;
  /** Beats a minute. */
  readonly heartRate: number;
  /** A minute. */
  readonly breaths: number;
  /** °C. */
  readonly temperature: number;
  /** A code of CONSCIOUS_CHOICES: 1 to 4 are AVPU. */
  readonly conscious: string;
}

const SYSTOLIC: Steps = [
  [0, 3],
  [71, 2],
  [81, 1],
  [101, 0],
  [200, 2],
];
const HEART_RATE: Steps = [
  [0, 2],
  [41, 1],
  [51, 0],
  [101, 1],
  [111, 2],
  [130, 3],
];
const BREATHS: Steps = [
  [0, 2],
  [9, 0],
  [15, 1],
  [21, 2],
  [30, 3],
];
/** A temperature between two steps of the table, such as 38.45, belongs to the lower: the cut is at 38.5. */
const TEMPERATURE: Steps = [
  [0, 2],
  [35, 0],
  [38.5, 2],
];
/** The grades 5 to 8 of stroke centres have no place on the scale of AVPU: missing (D-31). */
const AVPU: ReadonlyMap<string, number> = new Map([
  ['1', 0],
  ['2', 1],
  ['3', 2],
  ['4', 3],
]);

/** 0 to 14; undefined when the level of consciousness is none of AVPU (clinical.md 2.7, S18). */
export const mewsTotal = (inputs: MewsInputs): number | undefined =>
  sumOf([
    pointsOf(inputs.systolic, SYSTOLIC),
    pointsOf(inputs.heartRate, HEART_RATE),
    pointsOf(inputs.breaths, BREATHS),
    pointsOf(inputs.temperature, TEMPERATURE),
    AVPU.get(inputs.conscious),
  ]);

/** Critical from 5 on. */
export const isMewsCritical = (total: number): boolean => total >= 5;
