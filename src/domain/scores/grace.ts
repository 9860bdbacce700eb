import { pointsOf, sumOf, type Steps } from './steps.ts';

/** GRACE in hospital (clinical.md 2.2): every item at its maximum adds to 372. */
export const GRACE_RANGE = { min: 1, max: 372 } as const;

export interface GraceInputs {
  /** Whole years. */
  readonly age: number;
  /** Beats a minute. */
  readonly heartRate: number;
  /** mmHg. */
  readonly systolic: number;
  /** µmol/L. */
  readonly creatinine: number;
  readonly killip: 1 | 2 | 3 | 4;
  readonly cardiacArrest: boolean;
  readonly stDeviation: boolean;
  readonly raisedMarkers: boolean;
}

const AGE: Steps = [
  [0, 0],
  [30, 8],
  [40, 25],
  [50, 41],
  [60, 58],
  [70, 75],
  [80, 91],
  [90, 100],
];
const HEART_RATE: Steps = [
  [0, 0],
  [50, 3],
  [70, 9],
  [90, 15],
  [110, 24],
  [150, 38],
  [200, 46],
];
const SYSTOLIC: Steps = [
  [0, 58],
  [80, 53],
  [100, 43],
  [120, 34],
  [140, 24],
  [160, 10],
  [200, 0],
];
const CREATININE: Steps = [
  [0, 1],
  [35.4, 4],
  [70.7, 7],
  [106.1, 10],
  [141.4, 13],
  [176.8, 21],
  [353.6, 28],
];
const KILLIP = { 1: 0, 2: 20, 3: 39, 4: 59 } as const;

/** The points of a patient; undefined when a measurement is below zero. */
export const graceTotal = (inputs: GraceInputs): number | undefined =>
  sumOf([
    pointsOf(inputs.age, AGE),
    pointsOf(inputs.heartRate, HEART_RATE),
    pointsOf(inputs.systolic, SYSTOLIC),
    pointsOf(inputs.creatinine, CREATININE),
    KILLIP[inputs.killip],
    inputs.cardiacArrest ? 39 : 0,
    inputs.stDeviation ? 28 : 0,
    inputs.raisedMarkers ? 14 : 0,
  ]);

export type GraceRisk = 'high' | 'intermediate' | 'low';

/** NSTEMI and UA: high above 140, intermediate 109 to 140, low up to 108 [S14]. */
export const graceRisk = (score: number): GraceRisk => {
  if (score > 140) return 'high';
  return score >= 109 ? 'intermediate' : 'low';
};

/** STEMI has other cuts: high from 155, intermediate 126 to 154, low up to 125 [S14]. */
export const graceRiskOfStemi = (score: number): GraceRisk => {
  if (score >= 155) return 'high';
  return score >= 126 ? 'intermediate' : 'low';
};
