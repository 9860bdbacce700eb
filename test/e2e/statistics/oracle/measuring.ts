import { minuteOf, textAt, type Row } from './row.ts';

/** In the order in which clinical 1.1 rule 2 decides. */
export const STATUSES = [
  'not_applicable',
  'zone_only',
  'missing_start',
  'missing_end',
  'negative',
  'implausible',
  'ok',
] as const;

export type Status = (typeof STATUSES)[number];

/** One end of an interval. */
export interface End {
  readonly time: string;
  readonly isFallback: boolean;
}

export type FindEnd = (row: Row) => End | undefined;

export interface Measured {
  readonly status: Status;
  /** Whole minutes, or the number itself for a quantity; null unless `ok`. */
  readonly value: number | null;
  readonly hasFallbackStart: boolean;
  readonly hasFallbackEnd: boolean;
  readonly isUnticked: boolean;
  readonly isEarly: boolean;
  /** Which the case must reach; null when it has none. */
  readonly target: number | null;
  /** Further ones, of the metric's goals. */
  readonly goals: readonly number[];
}

export interface Metric {
  readonly key: string;
  readonly unit: 'min' | 'h' | 'd' | 'yuan';
  /** What of `value` makes one unit. */
  readonly perUnit: number;
  readonly decimals: number;
  /** Statuses that a case can have. */
  readonly statuses: readonly Status[];
  /** Null when it has none, or when it differs between cases. */
  readonly target: number | null;
  /** The least that still reaches the target. */
  readonly targetFrom: number;
  readonly goals: readonly number[];
  /** Whether figures of many cases have a median. */
  readonly hasMedian: boolean;
  readonly measure: (row: Row) => Measured;
}

export const HOUR = 60;
export const DAY = 24 * HOUR;

/** The first of these paths that is set; all but the first are fallbacks. */
export const firstOf =
  (...paths: readonly string[]): FindEnd =>
  (row) => {
    const index = paths.findIndex((path) => textAt(row, path) !== undefined);
    const time = textAt(row, paths[index] ?? '');
    return time === undefined ? undefined : { time, isFallback: index > 0 };
  };

/** The earliest of those that are set. */
export const earliestOf =
  (...paths: readonly string[]): FindEnd =>
  (row) => {
    const [time] = paths
      .map((path) => textAt(row, path))
      .filter((found) => found !== undefined)
      .sort();
    return time === undefined ? undefined : { time, isFallback: false };
  };

/** The latest, when all are set. */
export const latestOfAll =
  (...paths: readonly string[]): FindEnd =>
  (row) => {
    const times = paths.map((path) => textAt(row, path)).filter((found) => found !== undefined);
    const time = times.sort().at(-1);
    return time === undefined || times.length < paths.length ? undefined : { time, isFallback: false };
  };

export interface Interval {
  readonly key: string;
  readonly start: FindEnd;
  readonly end: FindEnd;
  readonly isEligible?: (row: Row) => boolean;
  /** Let in although nothing was ticked (D-23). */
  readonly isUnticked?: (row: Row) => boolean;
  /** Starts at the onset, which may be known as a part of the day only (D-22). */
  readonly startsAtOnset?: boolean;
  /** A status that its own eligibility rules out. */
  readonly never?: Status;
  /** In minutes; none where the table names none. */
  readonly cap?: number;
  /** How many minutes early still count as 0 (clinical 1.4, eme_get_ready). */
  readonly early?: number;
  readonly unit?: 'min' | 'h' | 'd';
  readonly target?: number | ((row: Row) => number);
  /** Less than this misses the target too. */
  readonly targetFrom?: number;
  readonly goals?: readonly number[];
}

const PER_UNIT = { min: 1, h: HOUR, d: DAY };

type Found = Pick<Measured, 'status' | 'value' | 'isEarly'>;

const without = (status: Status): Found => ({ status, value: null, isEarly: false });

const between = (minutes: number, { cap = Infinity, early = 0 }: Interval): Found => {
  if (minutes < 0 && minutes >= -early) return { status: 'ok', value: 0, isEarly: true };
  if (minutes < 0) return without('negative');
  return minutes > cap ? without('implausible') : { status: 'ok', value: minutes, isEarly: false };
};

const findIn = (interval: Interval, row: Row): Found => {
  const { isEligible = () => true, startsAtOnset = false } = interval;
  if (!isEligible(row)) return without('not_applicable');
  if (startsAtOnset && row.patient?.is_null_attack_detail_time === true) return without('zone_only');
  const [start, end] = [interval.start(row), interval.end(row)];
  if (!start) return without('missing_start');
  if (!end) return without('missing_end');
  return between(minuteOf(end.time) - minuteOf(start.time), interval);
};

const statusesOf = ({ isEligible, startsAtOnset, cap, never }: Interval): readonly Status[] =>
  STATUSES.filter(
    (status) =>
      status !== never &&
      (status !== 'not_applicable' || isEligible) &&
      (status !== 'zone_only' || startsAtOnset) &&
      (status !== 'implausible' || cap !== undefined),
  );

export const interval = (of: Interval): Metric => {
  const { key, unit = 'min', target = null, goals = [], isUnticked = () => false } = of;
  return {
    key,
    unit,
    perUnit: PER_UNIT[unit],
    decimals: 1,
    statuses: statusesOf(of),
    target: typeof target === 'function' ? null : target,
    targetFrom: of.targetFrom ?? 0,
    goals,
    hasMedian: true,
    measure: (row) => {
      const found = findIn(of, row);
      return {
        ...found,
        hasFallbackStart: of.start(row)?.isFallback === true,
        hasFallbackEnd: of.end(row)?.isFallback === true,
        isUnticked: found.status !== 'not_applicable' && isUnticked(row),
        target: typeof target === 'function' ? target(row) : target,
        goals,
      };
    },
  };
};

/** The same metric for some cases only. */
export const restricted = (metric: Metric, key: string, isIn: (row: Row) => boolean): Metric => ({
  ...metric,
  key,
  statuses: STATUSES.filter((status) => status === 'not_applicable' || metric.statuses.includes(status)),
  measure: (row) => {
    const measured = metric.measure(row);
    return isIn(row) ? measured : { ...measured, status: 'not_applicable', value: null, isEarly: false };
  },
});
