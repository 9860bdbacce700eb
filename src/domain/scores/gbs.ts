import { pointsOf, sumOf, type Steps } from './steps.ts';

export const GBS_RANGE = { min: 0, max: 23 } as const;

export interface GbsInputs {
  /** A code of GENDER; the haemoglobin cannot be scored without it. */
  readonly gender: string | undefined;
  /** mmol/L. */
  readonly urea: number;
  /** g/L. */
  readonly haemoglobin: number;
  /** mmHg. */
  readonly systolic: number;
  /** A minute. */
  readonly pulse: number;
  readonly melaena: boolean;
  readonly syncope: boolean;
  readonly hepaticDisease: boolean;
  readonly cardiacFailure: boolean;
}

const UREA: Steps = [
  [0, 0],
  [6.5, 2],
  [8, 3],
  [10, 4],
  [25, 6],
];
const HAEMOGLOBIN: ReadonlyMap<string, Steps> = new Map([
  [
    '1',
    [
      [0, 6],
      [100, 3],
      [120, 1],
      [130, 0],
    ],
  ],
  [
    '2',
    [
      [0, 6],
      [100, 1],
      [120, 0],
    ],
  ],
]);
const SYSTOLIC: Steps = [
  [0, 3],
  [90, 2],
  [100, 1],
  [110, 0],
];
const PULSE: Steps = [
  [0, 0],
  [100, 1],
];

/** Glasgow-Blatchford, 0 to 23; undefined without a gender: refused, not guessed (clinical.md 2.8, S16). */
export const gbsTotal = (inputs: GbsInputs): number | undefined => {
  const steps = HAEMOGLOBIN.get(inputs.gender ?? '');
  return sumOf([
    pointsOf(inputs.urea, UREA),
    steps && pointsOf(inputs.haemoglobin, steps),
    pointsOf(inputs.systolic, SYSTOLIC),
    pointsOf(inputs.pulse, PULSE),
    inputs.melaena ? 1 : 0,
    inputs.syncope ? 2 : 0,
    inputs.hepaticDisease ? 2 : 0,
    inputs.cardiacFailure ? 2 : 0,
  ]);
};

/** Very low 0–1: no need to stay; high from 7: endoscopic treatment is likely. */
export const gbsRisk = (total: number): 'veryLow' | 'intermediate' | 'high' => {
  if (total <= 1) return 'veryLow';
  return total < 7 ? 'intermediate' : 'high';
};
