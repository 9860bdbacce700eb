import type { Metric } from '../../domain/catalogue/intervals/metric.ts';
import { averageOf, type Average } from '../../domain/statistics/average.ts';
import type { Figures } from '../../domain/statistics/figures.ts';
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

/**
 * Charts show the same months again and again: their items as JSON, by the counters that they were made of and by
 * everything else that is in them. A month whose counters change is other counters.
 */
const known = new WeakMap<Figures, Map<string, string>>();

const knownOf = (figures: Figures): Map<string, string> => {
  const items = known.get(figures) ?? new Map<string, string>();
  known.set(figures, items);
  return items;
};

/** JSON of the items of several periods. */
export const averagesOf = (
  { metric, shows }: { readonly metric: Metric; readonly shows: Shows },
  kind: PeriodKind,
  tallies: readonly Tally[],
): string => {
  const items = tallies.map((tally) => {
    const remembered = knownOf(tally.figures(metric.key));
    const { all, real } = tally.medians(metric.key);
    const key = `${metric.key} ${shows} ${kind} ${tally.period.key} ${tally.cases} ${all} ${real}`;
    const item =
      remembered.get(key) ?? JSON.stringify({ ...periodKey(kind, tally.period), ...averageItem(metric, tally, shows) });
    remembered.set(key, item);
    return item;
  });
  return `[${items.join(',')}]`;
};
