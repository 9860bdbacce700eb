import { daysLater } from '../../domain/shared/timeBounds.ts';
import { isDate, localDay, startOfLocalDay } from '../../domain/shared/times.ts';
import type { CreatedRange, WholeDays } from './listQuery.ts';

const firstWhole = (from: string, zone: string): string => {
  const day = localDay(from, zone);
  return Date.parse(startOfLocalDay(day, zone)) === Date.parse(from) ? day : daysLater(day, 1);
};

const wholeDays = (from: string | undefined, before: string | undefined, zone: string): WholeDays | undefined => {
  const first = from === undefined ? undefined : firstWhole(from, zone);
  const last = before === undefined ? undefined : daysLater(localDay(before, zone), -1);
  if (first !== undefined && last !== undefined && first > last) return undefined;
  return {
    first,
    last,
    begin: first === undefined ? undefined : startOfLocalDay(first, zone),
    end: last === undefined ? undefined : startOfLocalDay(daysLater(last, 1), zone),
  };
};

const isSameInstant = (a: string | undefined, b: string | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && Date.parse(a) === Date.parse(b));

/** The parts of days at the ends of a range; all of it where it holds no whole day (D-27). */
export const cutDays = ({ from, before, days }: CreatedRange): readonly CreatedRange[] => {
  if (!days) return [{ from, before }];
  return [
    ...(isSameInstant(from, days.begin) ? [] : [{ from, before: days.begin }]),
    ...(isSameInstant(before, days.end) ? [] : [{ from: days.end, before }]),
  ];
};

const latest = (a: string, b: string): string => (Date.parse(a) >= Date.parse(b) ? a : b);
const earliest = (a: string, b: string): string => (Date.parse(a) <= Date.parse(b) ? a : b);

/** What lies after every start and before every end; undefined when there is neither. */
export const createdRange = (
  { starts, ends }: { readonly starts: readonly string[]; readonly ends: readonly string[] },
  zone: string,
): CreatedRange | undefined => {
  const [firstStart, ...moreStarts] = starts;
  const [firstEnd, ...moreEnds] = ends;
  const from = firstStart === undefined ? undefined : moreStarts.reduce(latest, firstStart);
  const before = firstEnd === undefined ? undefined : moreEnds.reduce(earliest, firstEnd);
  return from === undefined && before === undefined ? undefined : { from, before, days: wholeDays(from, before, zone) };
};

const MONTH = /^(\d{4})-(\d\d)(?:-01)?$/;

/** The days of `YYYY-MM-01` (E-GEN-08), first and last. */
export const daysOfMonth = (text: string): readonly [string, string] | undefined => {
  const match = MONTH.exec(text);
  const first = match ? `${match[1]}-${match[2]}-01` : '';
  if (!isDate(first)) return undefined;
  const next = daysLater(first, 31).slice(0, 7);
  return [first, daysLater(`${next}-01`, -1)];
};
