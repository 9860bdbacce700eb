import { sumOf } from './steps.ts';

export const TI_RANGE = { min: 0, max: 30 } as const;

/** The grades of each category; two variants are in use, and both are accepted (clinical.md 2.6). */
const VARIANTS = [
  [0, 1, 3, 5, 6],
  [0, 1, 3, 4, 6],
] as const satisfies readonly (readonly number[])[];

export interface TraumaIndexInputs {
  readonly region: number;
  readonly type: number;
  readonly circulation: number;
  readonly breathing: number;
  readonly consciousness: number;
}

/** 0 to 30; undefined when the grades are of neither variant, or of both at once. */
export const traumaIndexTotal = (inputs: TraumaIndexInputs): number | undefined => {
  const { region, type, circulation, breathing, consciousness } = inputs;
  const grades = [region, type, circulation, breathing, consciousness];
  const isOfOne = VARIANTS.some((steps: readonly number[]) => grades.every((grade) => steps.includes(grade)));
  return isOfOne ? sumOf(grades) : undefined;
};

/** Light up to 9, moderate 10–16, severe from 17 [S20]. */
export const traumaIndexSeverity = (total: number): 'light' | 'moderate' | 'severe' => {
  if (total <= 9) return 'light';
  return total <= 16 ? 'moderate' : 'severe';
};
