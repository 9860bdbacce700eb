import { monthBefore, monthEnd, periodsOf, type PeriodKind } from '../../../src/domain/statistics/periods.ts';

const keys = (kind: PeriodKind, first: string, last: string): unknown =>
  periodsOf(kind, { first, last }, 1_000)?.map((period) => [period.key, period.first, period.last]);

describe('periods of a count (D-27, E-STAT-01)', () => {
  it('cuts the outer months to the range and leaves none out between', () => {
    expect(keys('month', '2025-12-30', '2026-02-01')).toEqual([
      ['2025-12', '2025-12-30', '2025-12-31'],
      ['2026-01', '2026-01-01', '2026-01-31'],
      ['2026-02', '2026-02-01', '2026-02-01'],
    ]);
  });

  it('names weeks as ISO 8601 does: from Monday, in the year of their Thursday', () => {
    expect(keys('week', '2020-12-31', '2021-01-05')).toEqual([
      ['2020-W53', '2020-12-31', '2021-01-03'],
      ['2021-W01', '2021-01-04', '2021-01-05'],
    ]);
    expect(keys('week', '2021-02-03', '2021-02-03')).toEqual([['2021-W05', '2021-02-03', '2021-02-03']]);
  });

  it('knows days across a leap day, years and everything at once', () => {
    expect(keys('day', '2024-02-28', '2024-03-01')).toEqual([
      ['2024-02-28', '2024-02-28', '2024-02-28'],
      ['2024-02-29', '2024-02-29', '2024-02-29'],
      ['2024-03-01', '2024-03-01', '2024-03-01'],
    ]);
    expect(keys('year', '2025-12-31', '2026-01-01')).toEqual([
      ['2025', '2025-12-31', '2025-12-31'],
      ['2026', '2026-01-01', '2026-01-01'],
    ]);
    expect(keys('all', '2025-01-05', '2026-01-01')).toEqual([['', '2025-01-05', '2026-01-01']]);
  });

  it('has none in an inverted range but the whole of it, and gives up beyond what a chart can show', () => {
    expect(keys('day', '2026-01-02', '2026-01-01')).toEqual([]);
    expect(keys('all', '2026-01-02', '2026-01-01')).toEqual([['', '2026-01-02', '2026-01-01']]);
    expect(periodsOf('day', { first: '2026-01-01', last: '2026-01-04' }, 3)).toBeUndefined();
    expect(periodsOf('day', { first: '2026-01-01', last: '2026-01-03' }, 3)).toHaveLength(3);
  });

  it('finds the ends of months', () => {
    expect([monthEnd('2024-02-10'), monthEnd('2026-12-31'), monthBefore('2026-01-31', 11)]).toEqual([
      '2024-02-29',
      '2026-12-31',
      '2025-02-01',
    ]);
  });
});
