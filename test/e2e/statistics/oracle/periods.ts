import type { Row } from './row.ts';

export const PERIODS = ['day', 'week', 'month', 'year'] as const;
export type Period = (typeof PERIODS)[number];

/** Both ends inclusive, on the hospital's clocks, to the second. */
export interface Range {
  readonly from: string;
  readonly to: string;
}

const DAY = 86_400_000;
const atNoon = (day: string): number => Date.parse(`${day}T12:00:00Z`);
const dayOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

/** ISO 8601: the week belongs to the year of its Thursday. */
const weekOf = (day: string): string => {
  const weekday = (new Date(atNoon(day)).getUTCDay() + 6) % 7;
  const thursday = dayOf(atNoon(day) + (3 - weekday) * DAY);
  const first = atNoon(`${thursday.slice(0, 4)}-01-01`);
  const number = Math.floor((atNoon(thursday) - first) / (7 * DAY)) + 1;
  return `${thursday.slice(0, 4)}-W${String(number).padStart(2, '0')}`;
};

const KEYS: Readonly<Record<Period, (day: string) => string>> = {
  day: (day) => day,
  week: weekOf,
  month: (day) => day.slice(0, 7),
  year: (day) => day.slice(0, 4),
};

/** The period of a time `2026-05-01 08:00:00`: `2026-05-01`, `2026-W18`, `2026-05`, `2026` (D-27). */
export const periodOf = (period: Period, time: string): string => KEYS[period](time.slice(0, 10));

/** From the first second of one day to the last of another. */
export const wholeDays = (first: string, last: string): Range => ({
  from: `${first} 00:00:00`,
  to: `${last} 23:59:59`,
});

export const lastDayOfMonth = (month: string): string => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return dayOf(Date.UTC(year, number, 0, 12));
};

/** 12 calendar months ending with the one of this day. */
export const lastTwelveMonths = (today: string): Range => {
  const [year = 0, month = 0] = today.split('-').map(Number);
  return wholeDays(dayOf(Date.UTC(year, month - 12, 1, 12)), lastDayOfMonth(today));
};

/** Without a range, days and weeks end with today, months and years with the month of today. */
export const rangeFor = (period: Period, { from, to }: Range, today: string): Range =>
  (period === 'day' || period === 'week') && to > `${today} 23:59:59`
    ? { from, to: `${today} 23:59:59` }
    : { from, to };

const daysOf = ({ from, to }: Range): readonly string[] => {
  const days: string[] = [];
  for (let at = atNoon(from.slice(0, 10)); at <= atNoon(to.slice(0, 10)); at += DAY) days.push(dayOf(at));
  return days;
};

/** A period with the part of the range that lies in it. */
export interface Span extends Range {
  readonly key: string;
}

/** Every period that the range touches, ascending, empty ones included, cut to the range. */
export const spansOf = (period: Period, range: Range): readonly Span[] => {
  const spans = new Map<string, Span>();
  for (const day of daysOf(range)) {
    const key = periodOf(period, day);
    const { from } = spans.get(key) ?? wholeDays(day, day);
    spans.set(key, { key, from, to: `${day} 23:59:59` });
  }
  return [...spans.values()].map(({ key, from, to }) => ({
    key,
    from: from < range.from ? range.from : from,
    to: to > range.to ? range.to : to,
  }));
};

export const isWithin = ({ created_time: created }: Row, { from, to }: Range): boolean =>
  from <= created && created <= to;
