import { addDays } from 'date-fns/addDays';
import { addMonths } from 'date-fns/addMonths';
import { addWeeks } from 'date-fns/addWeeks';
import { addYears } from 'date-fns/addYears';
import { format } from 'date-fns/format';
import { parseISO } from 'date-fns/parseISO';
import { startOfISOWeek } from 'date-fns/startOfISOWeek';
import { startOfMonth } from 'date-fns/startOfMonth';
import { startOfYear } from 'date-fns/startOfYear';
import { remembering } from '../shared/remembering.ts';

/** How a chart cuts time; `all` is one piece (E-STAT-01, D-27). */
export type PeriodKind = 'day' | 'week' | 'month' | 'year' | 'all';

/** A piece of time on the hospital's calendar, both days inclusive, written `YYYY-MM-DD`. */
export interface Days {
  readonly first: string;
  readonly last: string;
}

export interface Period extends Days {
  /** `2021-02-03`, `2021-W05`, `2021-02`, `2021`; empty for `all`. */
  readonly key: string;
}

interface Calendar {
  readonly startOf: (date: Date) => Date;
  readonly next: (start: Date) => Date;
  readonly form: string;
}

const CALENDARS: Readonly<Record<Exclude<PeriodKind, 'all'>, Calendar>> = {
  day: { startOf: (date) => date, next: (start) => addDays(start, 1), form: 'yyyy-MM-dd' },
  week: { startOf: startOfISOWeek, next: (start) => addWeeks(start, 1), form: "RRRR-'W'II" },
  month: { startOf: startOfMonth, next: (start) => addMonths(start, 1), form: 'yyyy-MM' },
  year: { startOf: startOfYear, next: (start) => addYears(start, 1), form: 'yyyy' },
};

const textOf = (date: Date): string => format(date, 'yyyy-MM-dd');

const later = (a: string, b: string): string => (a > b ? a : b);
const earlier = (a: string, b: string): string => (a < b ? a : b);

/** The first day of a day's month. */
export const monthOf = (day: string): string => `${day.slice(0, 7)}-01`;

/** Charts ask for the same few years again and again, and calendars are dear. */
const MONTHS = 5_000;
const RANGES = 500;

/** The last day of the month that begins with a day. */
const endOfMonth = remembering(MONTHS, (start: string): string => textOf(addDays(addMonths(parseISO(start), 1), -1)));

/** The last day of a day's month. */
export const monthEnd = (day: string): string => endOfMonth(monthOf(day));

/** The first day of the month that lies so many months before a day's own. */
export const monthBefore = (day: string, months: number): string => textOf(addMonths(parseISO(monthOf(day)), -months));

const cut = (kind: Exclude<PeriodKind, 'all'>, { first, last }: Days, most: number): readonly Period[] | undefined => {
  const { startOf, next, form } = CALENDARS[kind];
  const periods: Period[] = [];
  for (let start = startOf(parseISO(first)); textOf(start) <= last; start = next(start)) {
    if (periods.length === most) return undefined;
    const end = textOf(addDays(next(start), -1));
    periods.push({ key: format(start, form), first: later(textOf(start), first), last: earlier(end, last) });
  }
  return periods;
};

const remembered = (kind: Exclude<PeriodKind, 'all'>) =>
  remembering(RANGES, (range: string) => {
    const [first = '', last = '', most] = range.split(' ');
    return cut(kind, { first, last }, Number(most));
  });

const CUTS = {
  day: remembered('day'),
  week: remembered('week'),
  month: remembered('month'),
  year: remembered('year'),
} as const;

/**
 * The pieces of a range in order, empty ones included; the outer ones are cut to the range. A range that ends before it
 * starts has no days, but all of it is still one piece, in which there is nothing.
 * @returns undefined where there would be more than `most`
 */
export const periodsOf = (kind: PeriodKind, { first, last }: Days, most: number): readonly Period[] | undefined => {
  if (kind === 'all') return [{ key: '', first, last }];
  if (first > last) return [];
  return CUTS[kind](`${first} ${last} ${most}`);
};
