import { utc } from '@date-fns/utc';
import { format as write } from 'date-fns/format';
import { parse } from 'date-fns/parse';
import { FIRST_YEAR, LAST_YEAR, parseInstant, type TimeProblem } from '../../domain/shared/times.ts';
import type { LogMap } from './logMap.ts';

/** When a step happened: the instant that is recorded, and what orders steps of one second (ms since 1970). */
export type LogTime = { readonly at: string; readonly order: number } | { readonly problem: TimeProblem };

export type LogTimeReader = (text: string) => LogTime;

/** In words, for the person who imports. */
export const describeTimeProblem = (
  problem: TimeProblem,
  { timeFormat, zone }: Pick<LogMap, 'timeFormat' | 'zone'>,
): string => {
  const words: Readonly<Record<TimeProblem, string>> = {
    time_format: `not a time in the form ${timeFormat}`,
    time_impossible: 'on no calendar or clock',
    time_gap: `skipped by summer time in ${zone}`,
    time_range: `not between the years ${FIRST_YEAR} and ${LAST_YEAR}`,
  };
  return words[problem];
};

/** Tokens of date-fns that say the instant by themselves: an offset, or a count since 1970. */
const ABSOLUTE = /[XxTt]/;
const QUOTED = /'[^']*'/g;

const isAbsolute = (format: string): boolean => ABSOLUTE.test(format.replaceAll(QUOTED, ''));

/** Years of two digits are those from 1990 to 2089. */
const CENTURY = new Date(Date.UTC(2040, 0, 1));

/** What the text shows, as if the zone's clocks stood in UTC; the zone of the machine has no say. */
const readWall = (text: string, format: string): Date => parse(text, format, CENTURY, { in: utc });

/**
 * Reads the times of a log; wall times are those of `zone` (D-04): refused inside a gap of summer time, the earlier
 * instant in an overlap, cut to whole seconds.
 * @param format in the tokens of date-fns
 */
export const createLogTimeReader = (format: string, zone: string): LogTimeReader => {
  const absolute = isAbsolute(format);
  return (text) => {
    const wall = readWall(text, format);
    if (Number.isNaN(wall.getTime())) return { problem: 'time_format' };
    const iso = wall.toISOString();
    const parsed = parseInstant(absolute ? iso : iso.slice(0, -1), zone);
    if ('problem' in parsed) return parsed;
    return { at: parsed.at, order: Date.parse(parsed.at) + wall.getUTCMilliseconds() };
  };
};

/** Afternoon, and a day that no month confuses: a format that leaves anything out reads it back otherwise. */
const SAMPLE = new Date('2013-11-29T17:46:00Z');

/** Why a format cannot be used; undefined for one that keeps day, hour and minute. */
export const findFormatProblem = (format: string): string | undefined => {
  try {
    const back = readWall(write(SAMPLE, format, { in: utc }), format);
    if (back.getTime() === SAMPLE.getTime()) return undefined;
    return 'does not say year, month, day, hour (HH, or hh with a) and minute';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};
