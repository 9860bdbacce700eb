import { pointsOf, sumOf, within, type Steps } from './steps.ts';

export interface HeartInputs {
  /** 0 to 2, how much the history suspects. */
  readonly history: number;
  /** 0 normal, 1 not specific, 2 deviation of ST. */
  readonly ecg: number;
  /** Whole years. */
  readonly age: number;
  readonly riskFactors: number;
  readonly knownAtherosclerosis: boolean;
  /** As a multiple of the upper limit of normal. */
  readonly troponin: number;
}

const AGE: Steps = [
  [0, 0],
  [45, 1],
  [65, 2],
];
const RISK_FACTORS: Steps = [
  [0, 0],
  [1, 1],
  [3, 2],
];

/** The limits themselves belong to the lower grade. */
const troponinPoints = (multiple: number): number | undefined => {
  if (!(multiple >= 0)) return undefined;
  if (multiple <= 1) return 0;
  return multiple <= 3 ? 1 : 2;
};

/** 0 to 10 (clinical.md 2.9); undefined when an item is outside its scale. */
export const heartTotal = (inputs: HeartInputs): number | undefined =>
  sumOf([
    within(inputs.history, 2),
    within(inputs.ecg, 2),
    pointsOf(inputs.age, AGE),
    inputs.knownAtherosclerosis ? 2 : pointsOf(inputs.riskFactors, RISK_FACTORS),
    troponinPoints(inputs.troponin),
  ]);

/** Low 0–3, moderate 4–6, high 7–10. */
export const heartRisk = (total: number): 'low' | 'moderate' | 'high' => {
  if (total <= 3) return 'low';
  return total <= 6 ? 'moderate' : 'high';
};
