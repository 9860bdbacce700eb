import { memoryResult, resultsOf, tableOf, type Measured } from '../../../scripts/bench/http/report.ts';
import type { Work } from '../../../scripts/bench/http/works.ts';

const work = (more: Partial<Work>): Work => ({ name: 'list', script: 'x.lua', connections: 8, ofPeer: true, ...more });

const measured = (of: Work, who: Measured['who'], [cases, perSecond, p50Ms, p95Ms]: readonly number[]): Measured => ({
  work: of,
  who,
  cases: cases ?? 0,
  rate: { perSecond: perSecond ?? 0, p50Ms: p50Ms ?? 0, p95Ms: p95Ms ?? 0, p99Ms: 4 * (p50Ms ?? 0) },
});

const named = (results: ReturnType<typeof resultsOf>) =>
  results.map(({ name, ratio, reached }) => [name, ratio, reached]);

describe('what the bench reports', () => {
  it('measures greenlane with every number of cases against the peer with the fewest', () => {
    const list = work({ toReach: 20 });
    const all = [
      measured(list, 'greenlane', [100_000, 2_000, 3, 5]),
      measured(list, 'greenlane', [1_000_000, 1_500, 4, 6]),
      measured(list, 'CRUD peer', [100_000, 100, 80, 90]),
    ];
    expect(named(resultsOf(all))).toEqual([
      ['list, 100,000 cases, of the CRUD peer', 20, true],
      ['list, 1,000,000 cases, of the CRUD peer', 15, false],
    ]);
  });

  it('compares the percentile asked for with that of the fewest cases, and reaches it at the limit', () => {
    const list = work({ mostSlower: { of: 'p95Ms', times: 2 } });
    const at = (p95Ms: number) => [
      measured(list, 'greenlane', [100, 10, 1, 5]),
      measured(list, 'greenlane', [1_000, 10, 9, p95Ms]),
    ];
    expect(named(resultsOf(at(10)))).toEqual([['list, p95 with 1,000 cases of that with 100', 2, true]]);
    expect(resultsOf(at(10.1))[0]?.reached).toBe(false);
  });

  it('compares the p99 of a work with its p50', () => {
    const detail = work({ name: 'detail', mostSpread: 3 });
    const all = [measured(detail, 'greenlane', [100, 10, 2, 5])];
    expect(named(resultsOf(all))).toEqual([['detail, 100 cases, p99 of its p50', 4, false]]);
  });

  it('demands nothing of who was not measured', () => {
    const list = work({ toReach: 20, mostSlower: { of: 'p95Ms', times: 2 } });
    expect(resultsOf([measured(list, 'greenlane', [100, 10, 1, 5])])).toEqual([]);
  });

  it('allows 300 MiB of memory', () => {
    expect([300, 300.1].map((mib) => memoryResult({ cases: 5, mib }).reached)).toEqual([true, false]);
  });

  it('prints one table with a row for each contestant, the ratio beside greenlane and beside raw SQL', () => {
    const list = work({ toReach: 20 });
    const all = [
      measured(list, 'greenlane', [100, 2_500, 3, 5]),
      measured(list, 'CRUD peer', [100, 100, 80, 90]),
      measured(list, 'raw SQL', [100, 5_000, 1, 2]),
    ];
    const cells = tableOf(all, [{ cases: 100, mib: 200 }]).map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
    expect(cells.slice(2).map((row) => [row[0], row[2], row[3], row[7], row[8], row[9]])).toEqual([
      ['list', 'greenlane', '2,500', '25.00 ×', '≥ 20', 'reached'],
      ['list', 'CRUD peer', '100', '', '', ''],
      ['list', 'raw SQL', '5,000', '0.50 ×', '', ''],
      ['resident MiB of Node.js, 100 cases', '', '', '200.00', '≤ 300', 'reached'],
    ]);
    expect(new Set(cells.map((row) => row.length))).toEqual(new Set([10]));
  });
});
