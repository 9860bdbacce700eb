import { pointsOf, sumOf, type Steps } from './steps.ts';

export interface TrtsInputs {
  /** 3 to 15. */
  readonly gcs: number;
  /** A minute. */
  readonly breaths: number;
  /** mmHg. */
  readonly systolic: number;
}

const GCS: Steps = [
  [3, 0],
  [4, 1],
  [6, 2],
  [9, 3],
  [13, 4],
];
/** Fast breathing has less than normal breathing. */
const BREATHS: Steps = [
  [0, 0],
  [1, 1],
  [6, 2],
  [10, 4],
  [30, 3],
];
const SYSTOLIC: Steps = [
  [0, 0],
  [1, 1],
  [50, 2],
  [76, 3],
  [90, 4],
];

/** Triage revised trauma score, 0 to 12 (clinical.md 2.6); undefined for measurements that cannot be. */
export const trtsTotal = ({ gcs, breaths, systolic }: TrtsInputs): number | undefined =>
  gcs > 15 ? undefined : sumOf([pointsOf(gcs, GCS), pointsOf(breaths, BREATHS), pointsOf(systolic, SYSTOLIC)]);

/** A total of 11 or less goes to a trauma centre. */
export const needsTraumaCentre = (total: number): boolean => total <= 11;
