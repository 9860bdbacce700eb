import type { Metric } from '../../domain/catalogue/intervals/metric.ts';
import { averageOf, type Average } from '../../domain/statistics/average.ts';
import type { PeriodKind } from '../../domain/statistics/periods.ts';
import { targetsShown } from '../../domain/statistics/targetsShown.ts';
import type { Tally } from '../../projections/statistics/tallies.ts';
import { periodKey } from './periodKey.ts';

export type Shows = 'mean' | 'median';

const compliance = (targets: Average['targets'], place: number) =>
  targets[place] ?? { met: 0, due: 0, compliance: null };

/** One figure with all that it rests on (clinical.md 1.1, E-STAT-07); without a case `count` is 0 and `value` null. */
export const averageItem = (metric: Metric, tally: Tally, shows: Shows) => {
  const { targets, mean_real, median_real, ...average } = averageOf(metric, tally.figures(metric.key), {
    cases: tally.cases,
    medians: tally.medians(metric.key),
  });
  const value = average[shows];
  const [target = null, ...goals] = targetsShown(metric);
  return {
    count: value ?? 0,
    value,
    ...average,
    value_real: shows === 'mean' ? mean_real : median_real,
    unit: metric.unit,
    target,
    ...compliance(targets, 0),
    goals: goals.map((goal, index) => ({ target: goal, ...compliance(targets, index + 1) })),
  };
};

export const averagesOf = (
  { metric, shows }: { readonly metric: Metric; readonly shows: Shows },
  kind: PeriodKind,
  tallies: readonly Tally[],
) => tallies.map((tally) => ({ ...periodKey(kind, tally.period), ...averageItem(metric, tally, shows) }));
