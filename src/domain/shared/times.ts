import { remembering } from './remembering.ts';
import { offsetAt } from './zoneOffset.ts';

/** Why a text is no time that can be recorded (D-04). */
export type TimeProblem = 'time_format' | 'time_impossible' | 'time_gap' | 'time_range';

/** The years that a time may be of. */
export const FIRST_YEAR = 1900;
export const LAST_YEAR = 2100;
const DAY = 86_400_000;
/** Some fifty years. */
const DAYS = 20_000;
const MINUTE = 60_000;
const WIDEST_OFFSET = 14 * 60 * MINUTE;

const FORM = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d)(:\d\d)?(?:[.,]\d+)?(Z|[+-]\d\d(?::?\d\d)?)?$/i;

/** An instant as it is stored, cut to its second (D-04). @param ms since 1970 */
export const isoOf = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** A wall time as if its clock stood in UTC; undefined for one that no calendar or clock shows, such as 24:00. */
const findWall = (day: string, clock: string): number | undefined => {
  const text = `${day}T${clock}Z`;
  const ms = Date.parse(text);
  return Number.isNaN(ms) || isoOf(ms) !== text ? undefined : ms;
};

const isYearAllowed = (day: string): boolean => {
  const year = Number(day.slice(0, 4));
  return year >= FIRST_YEAR && year <= LAST_YEAR;
};

/** A day of the calendar between 1900 and 2100, written `YYYY-MM-DD`. */
export const isDate = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && isYearAllowed(text) && findWall(text, '00:00:00') !== undefined;

/** The instants at which a zone's clocks show this wall time, earliest first: none in a gap, two in an overlap. */
const instantsOf = (wall: number, zone: string): number[] => {
  const offsets = new Set([offsetAt(zone, wall - DAY), offsetAt(zone, wall + DAY)]);
  return [...offsets]
    .map((offset) => wall - offset)
    .filter((ms) => ms + offsetAt(zone, ms) === wall)
    .sort((a, b) => a - b);
};

const OFFSET = /([+-])(\d\d):?([0-5]\d)?$/;

/** Milliseconds of a written offset; undefined for one that no place on earth has. */
const findOffset = (written: string): number | undefined => {
  if (/^z$/i.test(written)) return 0;
  const [, sign, hours, minutes = '0'] = OFFSET.exec(written) ?? [];
  const size = (Number(hours) * 60 + Number(minutes)) * MINUTE;
  if (!(size <= WIDEST_OFFSET)) return undefined;
  return sign === '-' ? -size : size;
};

/** The instants that a text may mean; undefined where no calendar, clock or zone has it. */
const meantBy = (match: RegExpExecArray, zone: string): number[] | undefined => {
  const [, day = '', clock = '', second = ':00', written] = match;
  const wall = findWall(day, `${clock}${second}`);
  if (wall === undefined) return undefined;
  if (written === undefined) return instantsOf(wall, zone);
  const offset = findOffset(written);
  return offset === undefined ? undefined : [wall - offset];
};

const isInRange = (at: string, zone: string): boolean => isYearAllowed(localDay(at, zone));

export interface InstantRead {
  readonly at: string;
  /** The other instant at which the clocks show the same. */
  readonly later?: string;
}

/**
 * Reads a time as clients write it: `YYYY-MM-DD HH:mm[:ss]` or ISO 8601, cut to whole seconds (D-04). Without an offset
 * it is a wall time of `zone`: refused inside a gap of summer time, the earlier instant in an overlap.
 * @returns the instant as `2026-11-23T06:02:00Z` and in an overlap the `later` one too, or what is wrong with the text
 */
export const parseInstant = (text: string, zone: string): InstantRead | { readonly problem: TimeProblem } => {
  const match = FORM.exec(text);
  if (!match) return { problem: 'time_format' };
  const instants = meantBy(match, zone);
  if (!instants) return { problem: 'time_impossible' };
  const [at, later] = instants.map(isoOf);
  if (at === undefined) return { problem: 'time_gap' };
  if (!isYearAllowed(text) || !isInRange(at, zone)) return { problem: 'time_range' };
  return later === undefined ? { at } : { at, later };
};

const twoDigits = (value: number): string => (value < 10 ? `0${value}` : `${value}`);

/** `toISOString` is the dearest step of showing a time, and a hospital's times share few days. */
const dayText = remembering(DAYS, (day: number): string => new Date(day * DAY).toISOString().slice(0, 10));

const wallOf = (iso: string, zone: string): number => {
  const ms = Date.parse(iso);
  return ms + offsetAt(zone, ms);
};

/** `YYYY-MM-DD HH:mm:ss` on the clocks of `zone` (E-GEN-15). @param iso an instant in UTC */
export const formatInstant = (iso: string, zone: string): string => {
  const wall = wallOf(iso, zone);
  const day = Math.floor(wall / DAY);
  const seconds = Math.floor((wall - day * DAY) / 1000);
  const [hour, minute, second] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return `${dayText(day)} ${twoDigits(hour)}:${twoDigits(minute)}:${twoDigits(second)}`;
};

/** `YYYY-MM-DD`: the day on which the instant falls in `zone` (D-41). */
export const localDay = (iso: string, zone: string): string => dayText(Math.floor(wallOf(iso, zone) / DAY));

/** `YYYY-MM`: the month in which the instant falls in `zone` (D-41). */
export const localMonth = (iso: string, zone: string): string => localDay(iso, zone).slice(0, 7);

/** The instant at which the clocks of `zone` change between the two given, which have different offsets. */
const changeBetween = (zone: string, from: number, to: number): number => {
  const before = offsetAt(zone, from);
  let [low, high] = [from, to];
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000;
    if (offsetAt(zone, middle) === before) low = middle;
    else high = middle;
  }
  return high;
};

/**
 * The first instant of a day in `zone`; where summer time skips midnight, the instant of the change.
 * @param day `YYYY-MM-DD`, a real one
 */
export const startOfLocalDay = (day: string, zone: string): string => {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const [first] = instantsOf(midnight, zone);
  return isoOf(first ?? changeBetween(zone, midnight - DAY, midnight + DAY));
};
