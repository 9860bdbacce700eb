import type { PeriodKind } from '../../domain/statistics/periods.ts';
import type { Share } from '../../domain/statistics/shares.ts';
import { UNKNOWN } from '../../domain/statistics/unknown.ts';
import type { Tally } from '../../projections/statistics/tallies.ts';
import { periodKey } from './periodKey.ts';

/** Every value that some period has, the listed ones and `unknown` always. */
const valuesOf = (share: Share, tallies: readonly Tally[]): readonly string[] => {
  const listed = share.listed.map(([value]) => value);
  const met = new Set(tallies.flatMap((tally) => [...tally.share(share.name).keys()]));
  const custom = [...met].filter((value) => value !== UNKNOWN && !listed.includes(value)).sort();
  return [...listed, UNKNOWN, ...custom];
};

/** Cases of each period by the values of a share, empty periods with 0 (E-STAT-02, E-STAT-05, A-38). */
export const trendOf = (share: Share, kind: PeriodKind, tallies: readonly Tally[]): readonly object[] => {
  const values = valuesOf(share, tallies);
  return tallies.map((tally) => {
    const counts = tally.share(share.name);
    const detail = Object.fromEntries(values.map((value) => [value, counts.get(value) ?? 0]));
    return { ...periodKey(kind, tally.period), count: tally.cases, detail };
  });
};

/** Severe trauma against all other; who has no score is among the others, and also told of alone (E-STAT-08, D-28). */
export const severityTrendOf = (kind: PeriodKind, tallies: readonly Tally[]): readonly object[] =>
  tallies.map((tally) => {
    const counts = tally.share('critical');
    return {
      ...periodKey(kind, tally.period),
      count: tally.cases,
      detail: { critical: counts.get('True') ?? 0, normal: counts.get('False') ?? 0 },
      unscored: tally.share('unscored').get('True') ?? 0,
    };
  });
