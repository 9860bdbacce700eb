import { sumOf, within } from './steps.ts';

export const NIHSS_RANGE = { min: 0, max: 42 } as const;

/** The fifteen items with the most that each can have (clinical.md 2.3). */
const MAXIMA = {
  consciousness: 3,
  questions: 2,
  commands: 2,
  gaze: 2,
  visual: 3,
  facial: 3,
  leftArm: 4,
  rightArm: 4,
  leftLeg: 4,
  rightLeg: 4,
  ataxia: 2,
  sensory: 2,
  language: 3,
  dysarthria: 2,
  neglect: 2,
} as const;

export type NihssItem = keyof typeof MAXIMA;

/** An amputated or joined limb, an intubated patient: entered as 9, adds nothing. */
const UNTESTABLE = 9;
const MAY_BE_UNTESTABLE: ReadonlySet<NihssItem> = new Set([
  'leftArm',
  'rightArm',
  'leftLeg',
  'rightLeg',
  'ataxia',
  'dysarthria',
]);

const isItem = (name: string): name is NihssItem => Object.hasOwn(MAXIMA, name);

export const NIHSS_ITEMS: readonly NihssItem[] = Object.keys(MAXIMA).filter(isItem);

const pointsOf = (item: NihssItem, entered: number): number | undefined =>
  entered === UNTESTABLE && MAY_BE_UNTESTABLE.has(item) ? 0 : within(entered, MAXIMA[item]);

/** 0 to 42; undefined when an item has a value that it cannot have. */
export const nihssTotal = (items: Readonly<Record<NihssItem, number>>): number | undefined =>
  sumOf(NIHSS_ITEMS.map((item) => pointsOf(item, items[item])));

/** 1 none (0), 2 minor (1–4), 3 moderate (5–15), 4 moderate to severe (16–20), 5 severe (21–42) [S15]. */
export const nihssBand = (score: number): '1' | '2' | '3' | '4' | '5' => {
  if (score <= 0) return '1';
  if (score <= 4) return '2';
  if (score <= 15) return '3';
  return score <= 20 ? '4' : '5';
};
