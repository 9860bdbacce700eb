import { monthBefore, monthEnd, type Days, type PeriodKind } from '../../domain/statistics/periods.ts';
import { localDay } from '../../domain/shared/times.ts';
import { cutDays } from '../cases/createdRange.ts';
import type { CreatedRange } from '../cases/listQuery.ts';

/** The days of a count: those told of by counters, and the parts of days that only the cases can tell of. */
export interface CountRange extends Days {
  /** Undefined when the range holds no whole day. */
  readonly whole: Days | undefined;
  readonly cut: readonly CreatedRange[];
}

const MONTHS = 12;
const SECOND_MS = 1_000;

/** Days and weeks end today, because nobody wants a chart of the future; months and years are whole. */
const lastOf = (today: string, kind: PeriodKind): string =>
  kind === 'day' || kind === 'week' ? today : monthEnd(today);

const lastDayBefore = (before: string, zone: string): string =>
  localDay(new Date(Date.parse(before) - SECOND_MS).toISOString(), zone);

const wholeDays = (first: string | undefined, last: string | undefined, open: Days): Days | undefined => {
  const days = { first: first ?? open.first, last: last ?? open.last };
  return days.first <= days.last ? days : undefined;
};

export interface RangeContext {
  readonly kind: PeriodKind;
  /** The local day of now. */
  readonly today: string;
  readonly zone: string;
  /** The first day with a case; what an open start means. */
  readonly earliest: string | undefined;
}

/** Without a range the last 12 months (E-STAT-01); an open start is the first case, an open end is today. */
export const countRange = (created: CreatedRange | undefined, context: RangeContext): CountRange => {
  const { kind, today, zone, earliest } = context;
  const last = lastOf(today, kind);
  if (!created) {
    const days = { first: monthBefore(today, MONTHS - 1), last };
    return { ...days, whole: days, cut: [] };
  }
  const { from, before, days } = created;
  const first = from === undefined ? (earliest ?? today) : localDay(from, zone);
  const end = before === undefined ? last : lastDayBefore(before, zone);
  const whole = days && wholeDays(days.first, days.last, { first, last: end });
  return { first, last: end, whole, cut: cutDays(created) };
};
