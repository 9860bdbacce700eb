import type { Metric } from '../../domain/catalogue/intervals/metric.ts';
import { remembering } from '../../domain/shared/remembering.ts';
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

interface Asked {
  readonly shows: Shows;
  readonly kind: PeriodKind;
  readonly tally: Tally;
}

/** Of each metric. */
const KNOWN_ITEMS = 200;

/** Everything that an item is made of, so that one whose counters changed is another one. */
const nameOf = ({ key }: Metric, { shows, kind, tally }: Asked): string => {
  const { all, real } = tally.medians(key);
  return `${shows} ${kind} ${tally.period.key} ${tally.cases} ${all} ${real} ${tally.figures(key).join()}`;
};

const rememberingItems = (metric: Metric): ((asked: Asked) => string) =>
  remembering(
    KNOWN_ITEMS,
    ({ shows, kind, tally }) =>
      JSON.stringify({ ...periodKey(kind, tally.period), ...averageItem(metric, tally, shows) }),
    (asked) => nameOf(metric, asked),
  );

/** Charts show the same months again and again: their items, as JSON. */
const known = new WeakMap<Metric, (asked: Asked) => string>();

/** JSON of the items of several periods. */
export const averagesOf = (
  { metric, shows }: { readonly metric: Metric; readonly shows: Shows },
  kind: PeriodKind,
  tallies: readonly Tally[],
): string => {
  const itemOf = known.get(metric) ?? rememberingItems(metric);
  known.set(metric, itemOf);
  return `[${tallies.map((tally) => itemOf({ shows, kind, tally })).join(',')}]`;
};
