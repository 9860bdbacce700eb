/** Numbers that are the same in every run. */
export interface SeededRandom {
  /** A whole number from 0 to below `limit`. */
  readonly below: (limit: number) => number;
  /** A number from 0 to below 1. */
  readonly fraction: () => number;
  /** True as often as the share says. */
  readonly chance: (share: number) => boolean;
  /** Between two numbers, nearer to the first: how long things take. */
  readonly skewed: (least: number, most: number) => number;
  readonly pick: <T>(from: readonly T[]) => T | undefined;
  /** A key of the table, as often as its weight says among the others. */
  readonly weighted: (weights: Readonly<Record<string, number>>) => string;
}

const GOLDEN = 0x9e3779b9;

/** Mulberry32, a small generator that is good enough to spread cases. */
const mulberry = (seed: number): (() => number) => {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

const weightedKey = (weights: Readonly<Record<string, number>>, fraction: number): string => {
  const entries = Object.entries(weights);
  let left = fraction * entries.reduce((sum, [, weight]) => sum + weight, 0);
  const found = entries.find(([, weight]) => (left -= weight) < 0);
  return (found ?? entries[0] ?? [''])[0];
};

export const seededRandom = (seed: number): SeededRandom => {
  const fraction = mulberry(seed);
  const below = (limit: number): number => Math.floor(fraction() * limit);
  return {
    below,
    fraction,
    chance: (share) => fraction() < share,
    skewed: (least, most) => least + (most - least) * fraction() ** 2,
    pick: (from) => from[below(from.length)],
    weighted: (weights) => weightedKey(weights, fraction()),
  };
};

/** The seed of one thing among many, so that each is the same whatever was made before it. */
export const seedOf = (seed: number, kind: number, index: number): number => {
  let mixed = Math.imul(seed ^ Math.imul(kind + 1, GOLDEN), 0x85ebca6b) ^ index;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return mixed ^ (mixed >>> 16);
};
