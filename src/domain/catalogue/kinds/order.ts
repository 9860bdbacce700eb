import type { FieldValue } from '../../patient/events.ts';
import { readEnd, readStart, type Bound } from '../../shared/timeBounds.ts';
import { isDate } from '../../shared/times.ts';
import type { FieldProblem } from '../fieldProblem.ts';
import { findNumber } from './readers.ts';

export type RankReading = { readonly rank: number } | { readonly problem: FieldProblem };

type EndReader = (text: string, zone: string) => RankReading;

/** How the values of a kind follow each other; a rank is a number that sorts as its value does. */
export interface Order {
  /** Of a stored value; undefined for one that has no place among the others, such as the flag of a flag-or-time. */
  readonly rankOf: (value: FieldValue) => number | undefined;
  /** The lowest rank that a range which starts with this text includes. */
  readonly first: EndReader;
  /** The highest one, since both ends are inclusive. */
  readonly last: EndReader;
}

const SECOND = 1_000;

const secondsOf = (iso: string): number => Date.parse(iso) / SECOND;

const ranked = (bound: Bound, later = 0): RankReading =>
  'at' in bound ? { rank: secondsOf(bound.at) + later } : bound;

/**
 * By the second, as people read them (D-04): the last one before an instant is a second earlier. What the server's own
 * clock says, such as the time of the last save, is finer and belongs to the second that is shown.
 */
export const INSTANTS: Order = {
  rankOf: (value) => (typeof value === 'string' ? Math.floor(secondsOf(value)) : undefined),
  first: (text, zone) => ranked(readStart(text, zone)),
  last: (text, zone) => ranked(readEnd(text, zone), -1),
};

const dayRank: EndReader = (text) =>
  isDate(text) ? { rank: secondsOf(`${text}T00:00:00Z`) } : { problem: 'date_impossible' };

export const DATES: Order = {
  rankOf: (value) => (typeof value === 'string' ? secondsOf(`${value}T00:00:00Z`) : undefined),
  first: dayRank,
  last: dayRank,
};

/** The field's limits are not asked, for "from 80" may well be said as 80 to 999. */
const numberRank: EndReader = (text) => {
  const rank = findNumber(text);
  return rank === undefined ? { problem: 'wrong_type' } : { rank };
};

export const NUMBERS: Order = {
  rankOf: (value) => (typeof value === 'number' ? value : undefined),
  first: numberRank,
  last: numberRank,
};
