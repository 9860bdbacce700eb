import { figuresFrom } from '../../../src/domain/statistics/figures.ts';
import type { Contribution } from '../../../src/domain/statistics/tally.ts';
import { deltasOf } from '../../../src/projections/statistics/deltas.ts';

const contribution = (day: string, value: number, gender: string): Contribution => ({
  caseType: 'apoplexy',
  day,
  metrics: [{ metric: 'DNT', status: 'ok', figures: figuresFrom({ n: 1, sum: value }), value, isReal: true }],
  shares: [{ share: 'come_from', value: gender }],
});

describe('what a batch changes in the counters (D-27)', () => {
  it('touches nothing for a case that says the same as before', () => {
    const same = contribution('2026-01-31', 50, '1');
    expect(deltasOf([{ before: same, after: contribution('2026-01-31', 50, '1') }])).toEqual({
      figures: [],
      bins: [],
      shares: [],
    });
  });

  it('changes only the sum when a time moves, and the histogram on both sides', () => {
    const { figures, bins, shares } = deltasOf([
      { before: contribution('2026-01-31', 50, '1'), after: contribution('2026-01-31', 60, '1') },
    ]);
    expect(figures.map(({ grain, start, figures: [n, sum] }) => [grain, start, n, sum])).toEqual([
      ['day', '2026-01-31', 0, 10],
      ['month', '2026-01-01', 0, 10],
    ]);
    expect(bins.map(({ grain, value, total }) => [grain, value, total])).toEqual([
      ['day', 50, -1],
      ['month', 50, -1],
      ['day', 60, 1],
      ['month', 60, 1],
    ]);
    expect(shares).toEqual([]);
  });

  it('takes back everything of a case that is deleted, and adds up cases of one day', () => {
    const gone = contribution('2026-01-31', 50, '1');
    const { shares } = deltasOf([
      { before: gone, after: undefined },
      { before: undefined, after: contribution('2026-01-31', 70, '2') },
      { before: undefined, after: contribution('2026-01-31', 80, '2') },
    ]);
    expect(shares.filter(({ grain }) => grain === 'month').map(({ value, total }) => [value, total])).toEqual([
      ['1', -1],
      ['2', 2],
    ]);
  });
});
