import { averagesOf } from '../../../src/api/statistics/averages.ts';
import { findCountType } from '../../../src/domain/statistics/countTypes.ts';
import { figuresFrom, type Figure } from '../../../src/domain/statistics/figures.ts';
import type { Tally } from '../../../src/projections/statistics/tallies.ts';
import type { CaseTypeName } from '../../../src/domain/catalogue/caseTypes.ts';

const averageOf = (caseType: CaseTypeName, name: string) => {
  const countType = findCountType(caseType, name);
  if (countType?.kind !== 'average') throw new Error(`${name} is no average`);
  return countType;
};

const tallyOf = (month: string, figures: Partial<Record<Figure, number>>, more: Partial<Tally> = {}): Tally => ({
  period: { key: month, first: `${month}-01`, last: `${month}-28` },
  cases: 5,
  figures: () => figuresFrom(figures),
  medians: () => ({ all: 80, real: 80 }),
  share: () => new Map(),
  ...more,
});

const shown = (name: string, tally: Tally): unknown =>
  JSON.parse(averagesOf(averageOf('apoplexy', name), 'month', [tally]));

describe('items of averages that are kept', () => {
  const two = { n: 2, sum: 80, n_real: 2, sum_real: 80 };

  it('are those of the counters asked for, whatever was shown before', () => {
    const tallies = [
      tallyOf('2026-01', two),
      tallyOf('2026-01', { ...two, sum: 100, sum_real: 100 }),
      tallyOf('2026-01', two, { cases: 7 }),
      tallyOf('2026-01', two, { medians: () => ({ all: 90, real: 80 }) }),
      tallyOf('2026-02', two),
    ];
    const items = tallies.map((tally) => shown('dntmean', tally));
    expect(items).toMatchObject([
      [{ month: '2026-01', value: 40, median: 40, total: 5 }],
      [{ month: '2026-01', value: 50, median: 40, total: 5 }],
      [{ month: '2026-01', value: 40, median: 40, total: 7 }],
      [{ month: '2026-01', value: 40, median: 45, total: 5 }],
      [{ month: '2026-02', value: 40, median: 40, total: 5 }],
    ]);
    expect(tallies.map((tally) => shown('dntmean', tally))).toEqual(items);
  });

  it('are not those of another metric or of the median', () => {
    const tally = tallyOf('2026-03', two, { medians: () => ({ all: 90, real: 80 }) });
    expect(shown('dntmean', tally)).toMatchObject([{ value: 40, target: 60 }]);
    expect(shown('dntmedian', tally)).toMatchObject([{ value: 45, target: 60 }]);
    expect(shown('dptmean', tally)).not.toEqual(shown('dntmean', tally));
  });
});
