import { spansOf } from '../../../src/projections/statistics/coverage.ts';
import { countRange } from '../../../src/projections/statistics/countRange.ts';

const ZONE = 'Asia/Shanghai';
const context = { kind: 'month', today: '2026-11-24', zone: ZONE, earliest: '2024-05-01' } as const;

const spans = (first: string, last: string, finest: 'day' | 'month' = 'month') =>
  spansOf({ first, last }, finest).map(({ grain, first: from, last: to }) => `${grain} ${from} ${to}`);

describe('which counters make up a range (D-27)', () => {
  it('takes whole months by the month and what is left by the day', () => {
    expect(spans('2026-01-15', '2026-04-10')).toEqual([
      'day 2026-01-15 2026-01-31',
      'month 2026-02-01 2026-03-01',
      'day 2026-04-01 2026-04-10',
    ]);
    expect(spans('2025-12-01', '2026-11-30')).toEqual(['month 2025-12-01 2026-11-01']);
    expect(spans('2026-02-01', '2026-02-28')).toEqual(['month 2026-02-01 2026-02-01']);
  });

  it('takes days where no month is whole, or where days are asked for', () => {
    expect(spans('2026-01-31', '2026-02-27')).toEqual(['day 2026-01-31 2026-02-27']);
    expect(spans('2026-01-01', '2026-12-31', 'day')).toEqual(['day 2026-01-01 2026-12-31']);
  });

  it('means the last 12 months, this one among them, without a range (E-STAT-01, A-40)', () => {
    expect(countRange(undefined, context)).toMatchObject({ first: '2025-12-01', last: '2026-11-30', cut: [] });
    expect(countRange(undefined, { ...context, kind: 'day' })).toMatchObject({ last: '2026-11-24' });
  });

  it('begins an open range with the first case and ends it today', () => {
    const created = { before: '2026-01-01T00:00:00Z', days: undefined };
    expect(countRange(created, context)).toMatchObject({ first: '2024-05-01', last: '2026-01-01' });
    expect(countRange({ from: '2026-10-31T16:00:00Z' }, context)).toMatchObject({
      first: '2026-11-01',
      last: '2026-11-30',
    });
  });
});
