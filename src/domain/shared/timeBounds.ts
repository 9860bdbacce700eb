import { isDate, parseInstant, startOfLocalDay, type TimeProblem } from './times.ts';

/** An end of a range as an instant, or what is wrong with the text. */
export type Bound = { readonly at: string } | { readonly problem: TimeProblem };

const DAY = 86_400_000;
const SECOND = 1_000;

/** @param day `YYYY-MM-DD` */
export const daysLater = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);

const secondLater = (iso: string): string => new Date(Date.parse(iso) + SECOND).toISOString();

const DATE = /^\d{4}-\d\d-\d\d$/;

/** A date that is none is told what is wrong with it as a date, not that it lacks a time of day. */
const readMoment = (text: string, zone: string): Bound =>
  DATE.test(text) ? parseInstant(`${text} 00:00`, 'UTC') : parseInstant(text, zone);

/** The first instant of what the text names: of a day, or of a second. */
export const readStart = (text: string, zone: string): Bound =>
  isDate(text) ? { at: startOfLocalDay(text, zone) } : readMoment(text, zone);

/** The first instant after what the text names, because both ends of a range are inclusive. */
export const readEnd = (text: string, zone: string): Bound => {
  if (isDate(text)) return { at: startOfLocalDay(daysLater(text, 1), zone) };
  const read = readMoment(text, zone);
  return 'at' in read ? { at: secondLater(read.at) } : read;
};
