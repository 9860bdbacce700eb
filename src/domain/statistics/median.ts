/** How many cases have a value: of all, and of those with a real start (D-24). */
export interface Bin {
  readonly value: number;
  readonly total: number;
  readonly real: number;
}

type Counted = 'total' | 'real';

const valueAt = (ascending: readonly Bin[], rank: number, counted: Counted): number => {
  let passed = 0;
  for (const bin of ascending) {
    passed += bin[counted];
    if (passed >= rank) return bin.value;
  }
  return NaN;
};

/**
 * Twice the median, a whole number: the sum of the two middle values, or the middle one twice (D-25).
 * @param ascending by value, each value once
 * @returns null without a case
 */
export const twiceMedian = (ascending: readonly Bin[], counted: Counted): number | null => {
  const n = ascending.reduce((sum, bin) => sum + bin[counted], 0);
  if (n === 0) return null;
  return valueAt(ascending, Math.ceil(n / 2), counted) + valueAt(ascending, Math.floor(n / 2) + 1, counted);
};

/** Bins of the same value joined, ascending. */
export const mergeBins = (bins: readonly Bin[]): readonly Bin[] => {
  const byValue = new Map<number, Bin>();
  for (const { value, total, real } of bins) {
    const known = byValue.get(value);
    byValue.set(value, { value, total: total + (known?.total ?? 0), real: real + (known?.real ?? 0) });
  }
  return [...byValue.values()].sort((a, b) => a.value - b.value);
};
