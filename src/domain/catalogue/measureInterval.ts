import type { CaseValues, Interval } from './intervals.ts';

export type IntervalStatus =
  'not_applicable' | 'zone_only' | 'missing_start' | 'missing_end' | 'negative' | 'implausible' | 'ok';

export interface Measured {
  readonly status: IntervalStatus;
  /** ISO instants of the ends used; undefined when missing. */
  readonly start?: string;
  readonly end?: string;
  /** Whole minutes, only when `ok`. */
  readonly minutes: number | null;
  /** The raw difference of a negative or implausible case, for the auditor. */
  readonly raw?: number;
  /** The path that stood in for a missing end (clinical.md 1.1 rule 4). */
  readonly fallback?: string;
}

interface End {
  readonly path: string;
  readonly at: string;
}

const MINUTE_MS = 60_000;

const findEnd = (paths: readonly string[], values: CaseValues): End | undefined => {
  for (const path of paths) {
    const at = values[path];
    if (typeof at === 'string') return { path, at };
  }
  return undefined;
};

const wholeMinute = (at: string): number => Math.floor(Date.parse(at) / MINUTE_MS);

const judged = (minutes: number, cap: number): IntervalStatus => {
  if (minutes < 0) return 'negative';
  return minutes > cap ? 'implausible' : 'ok';
};

const fallbackOf = (interval: Interval, start: End, end: End): { fallback?: string } => {
  if (start.path !== interval.start[0]) return { fallback: start.path };
  return end.path === interval.end[0] ? {} : { fallback: end.path };
};

const between = (interval: Interval, start: End, end: End): Measured => {
  const minutes = wholeMinute(end.at) - wholeMinute(start.at);
  const status = judged(minutes, interval.cap);
  const ends = { start: start.at, end: end.at, ...fallbackOf(interval, start, end) };
  return status === 'ok' ? { status, minutes, ...ends } : { status, minutes: null, raw: minutes, ...ends };
};

const isZoneOnly = (interval: Interval, values: CaseValues): boolean =>
  interval.fromOnset === true && values['patient.is_null_attack_detail_time'] === true;

/** One status for each case and interval, decided in the order of clinical.md 1.1 rule 2; seconds are cut (rule 1). */
export const measureInterval = (interval: Interval, values: CaseValues): Measured => {
  const start = findEnd(interval.start, values);
  const end = findEnd(interval.end, values);
  const ends = { ...(start && { start: start.at }), ...(end && { end: end.at }), minutes: null };
  if (!interval.isEligible(values)) return { status: 'not_applicable', ...ends };
  if (isZoneOnly(interval, values)) return { status: 'zone_only', ...ends };
  if (!start) return { status: 'missing_start', ...ends };
  if (!end) return { status: 'missing_end', ...ends };
  return between(interval, start, end);
};
