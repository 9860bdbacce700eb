import { averageOf } from '../../../src/domain/statistics/average.ts';
import { figuresFrom } from '../../../src/domain/statistics/figures.ts';
import { mergeBins, twiceMedian, type Bin } from '../../../src/domain/statistics/median.ts';
import { quotient } from '../../../src/domain/statistics/rounding.ts';

const MINUTES = { divisor: 1, decimals: 1 };
const DAYS = { divisor: 1_440, decimals: 1 };
const NO_MEDIANS = { all: null, real: null };

const bins = (...values: readonly number[]): readonly Bin[] =>
  mergeBins(values.map((value) => ({ value, total: 1, real: value % 2 })));

describe('means and medians (D-25)', () => {
  it.each([
    [[60], 60],
    [[60, 61], 60.5],
    [[1, 2, 9], 2],
    [[5, 5, 5, 90], 5],
    [[0, 0, 1, 1], 0.5],
  ])('takes the middle of %j: %d', (values, median) => {
    expect((twiceMedian(bins(...values), 'total') ?? NaN) / 2).toBe(median);
  });

  it('takes only real starts where asked to, and has no median of nothing (D-24)', () => {
    expect(twiceMedian(bins(2, 3, 4, 5, 6), 'real')).toBe(8);
    expect(twiceMedian(bins(2, 4), 'real')).toBeNull();
    expect(twiceMedian([], 'total')).toBeNull();
  });

  it.each([
    [140, 2, 1, 70],
    [1, 20, 1, 0.1],
    [1, 21, 1, 0],
    [121, 20, 1, 6.1],
    [2, 3, 4, 0.6667],
    [1, 3, 4, 0.3333],
    [0, 0, 1, null],
  ])('rounds %d / %d to %d digits half up, once: %j', (numerator, denominator, decimals, expected) => {
    expect(quotient(numerator, denominator, decimals)).toBe(expected);
  });

  it('R1: a missing wire time lowers no mean', () => {
    const figures = figuresFrom({ n: 2, sum: 140, n_real: 2, sum_real: 140, n_missing_end: 1 });
    expect(averageOf(MINUTES, figures, { cases: 3, medians: { all: 140, real: 140 } })).toMatchObject({
      mean: 70,
      median: 70,
      n: 2,
      n_missing: 1,
      n_not_applicable: 0,
    });
  });

  it('R2: a period without cases has no value, and says so', () => {
    expect(averageOf(MINUTES, figuresFrom({}), { cases: 0, medians: NO_MEDIANS })).toMatchObject({
      mean: null,
      median: null,
      n: 0,
      total: 0,
    });
  });

  it('shows minutes of a stay as days, rounded once', () => {
    const figures = figuresFrom({ n: 3, sum: 4_536, n_real: 0 });
    expect(averageOf(DAYS, figures, { cases: 5, medians: { all: 2_232, real: null } })).toMatchObject({
      mean: 1.1,
      median: 0.8,
      n_fallback: 3,
      n_not_applicable: 2,
      mean_real: null,
    });
  });
});
