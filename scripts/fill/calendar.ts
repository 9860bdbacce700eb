import { subMonths } from 'date-fns/subMonths';
import { UTCDate } from '@date-fns/utc';
import { localDay, startOfLocalDay } from '../../src/domain/shared/times.ts';
import { seededRandom, seedOf } from './seededRandom.ts';

/** The time over which cases are spread, in milliseconds since 1970. */
export interface Period {
  readonly from: number;
  readonly until: number;
  /** The first instants of the months in between, in the hospital's zone, ascending. */
  readonly months: readonly number[];
}

const KIND = 2;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const SECOND_MS = 1_000;

/** For so long after the last registration things go on happening. */
export const AFTERMATH_MS = 4 * HOUR_MS;

/** How busy each hour of a day is, in the hospital's zone. */
const HOURS = [3, 2, 2, 2, 2, 3, 4, 6, 8, 10, 10, 9, 8, 8, 8, 8, 7, 7, 7, 8, 8, 7, 5, 4];
const BUSY = HOURS.reduce((sum, hour) => sum + hour, 0);

const back = (day: string, months: number): string =>
  subMonths(new UTCDate(`${day}T00:00:00Z`), months)
    .toISOString()
    .slice(0, 10);

/** So many months before the day `until`, which is not part of it any more; both in the hospital's zone. */
export const periodOf = (until: string, months: number, zone: string): Period => {
  const instant = (day: string): number => Date.parse(startOfLocalDay(day, zone));
  const from = instant(back(until, months));
  const firstOfMonth = `${until.slice(0, 7)}-01`;
  const starts = Array.from({ length: months + 1 }, (_, index) => instant(back(firstOfMonth, months - index)));
  return { from, until: instant(until), months: starts.filter((start) => start > from && start < instant(until)) };
};

/** The last day that had begun four hours before `now`: what follows a case of the day before has happened by then. */
export const lastWholeDay = (now: Date, zone: string): string =>
  localDay(new Date(now.getTime() - AFTERMATH_MS).toISOString(), zone);

/** Milliseconds into a day, when so much of its work is done. @param done from 0 to below 1 */
const timeOfDay = (done: number): number => {
  let left = done * BUSY;
  const hour = HOURS.findIndex((weight) => (left -= weight) < 0);
  return (hour + 1 + left / (HOURS[hour] ?? 1)) * HOUR_MS;
};

/** Spread evenly over the days and as busy as a hospital over the hours, in whole seconds, ascending with `index`. */
const spread = ({ from, until }: Period, seed: number, [index, cases]: readonly [number, number]): number => {
  const { fraction } = seededRandom(seedOf(seed, KIND, index));
  const days = ((index + fraction()) / cases) * ((until - from) / DAY_MS);
  const day = Math.floor(days);
  const at = from + day * DAY_MS + timeOfDay(days - day);
  return Math.floor(Math.min(at, until - SECOND_MS) / SECOND_MS) * SECOND_MS;
};

/**
 * When case `index` of so many was registered, ascending. The last of a month comes in its last minute and the first of the
 * next at its first instant, where mistakes about zones and ends of ranges show.
 */
export const createdAt = (period: Period, seed: number, [index, cases]: readonly [number, number]): number => {
  const at = (which: number): number => spread(period, seed, [which, cases]);
  const [before, own, after] = [index > 0 ? at(index - 1) : period.from, at(index), at(index + 1)];
  const next = period.months.find((month) => month > own);
  if (next !== undefined && index + 1 < cases && after >= next) return next - SECOND_MS;
  return period.months.find((month) => month > before && month <= own) ?? own;
};
