import type { Metric } from '../../domain/catalogue/intervals/metric.ts';
import { remembering } from '../../domain/shared/remembering.ts';
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

interface Asked {
  readonly metric: Metric;
  readonly shows: Shows;
  readonly kind: PeriodKind;
  readonly tally: Tally;
}

/** What an item is made of beside its figures, so that one of which anything changed is another one. */
const nameOf = ({ metric: { key }, shows, kind, tally }: Asked): string => {
  const { all, real } = tally.medians(key);
  return `${key} ${shows} ${kind} ${tally.period.key} ${tally.cases} ${all} ${real}`;
};

const itemJson = ({ metric, shows, kind, tally }: Asked): string =>
  JSON.stringify({ ...periodKey(kind, tally.period), ...averageItem(metric, tally, shows) });

/** Of one month's figures. */
const KNOWN_ITEMS = 200;

/** Charts show the same months again and again, and figures that did not change are the same object: their items, as JSON. */
const known = new WeakMap<Figures, (asked: Asked) => string>();

const itemsOf = (figures: Figures): ((asked: Asked) => string) => {
  const found = known.get(figures);
  if (found) return found;
  const items = remembering(KNOWN_ITEMS, itemJson, nameOf);
  known.set(figures, items);
  return items;
};

/** JSON of the items of several periods. */
export const averagesOf = (
  { metric, shows }: { readonly metric: Metric; readonly shows: Shows },
  kind: PeriodKind,
  tallies: readonly Tally[],
): string => {
  const items = tallies.map((tally) => itemsOf(tally.figures(metric.key))({ metric, shows, kind, tally }));
  return `[${items.join(',')}]`;
};
