import { remembering } from '../../domain/shared/remembering.ts';
import { daysLater } from '../../domain/shared/timeBounds.ts';
import { monthEnd, monthOf, type Days } from '../../domain/statistics/periods.ts';
import type { Grain } from './tables.ts';

/** Rows of one grain from one start to another, both inclusive. */
export interface Span {
  readonly grain: Grain;
  readonly first: string;
  readonly last: string;
}

const span = (grain: Grain, first: string, last: string): readonly Span[] =>
  first <= last ? [{ grain, first, last }] : [];

const firstWholeMonth = (day: string): string => (day === monthOf(day) ? day : daysLater(monthEnd(day), 1));

const lastWholeMonth = (day: string): string =>
  day === monthEnd(day) ? monthOf(day) : monthOf(daysLater(monthOf(day), -1));

const cover = ({ first, last, finest }: Days & { readonly finest: Grain }): readonly Span[] => {
  const from = firstWholeMonth(first);
  const to = lastWholeMonth(last);
  if (finest === 'day' || from > to) return span('day', first, last);
  return [
    ...span('day', first, daysLater(from, -1)),
    ...span('month', from, to),
    ...span('day', daysLater(monthEnd(to), 1), last),
  ];
};

/** Charts ask for the same few ranges again and again, and calendars are dear. */
const RANGES = 1_000;

const coverKnown = remembering(RANGES, cover, ({ first, last, finest }) => `${first} ${last} ${finest}`);

/** The fewest rows that make up these days: whole months by the month, what is left by the day. */
export const spansOf = ({ first, last }: Days, finest: Grain): readonly Span[] => coverKnown({ first, last, finest });
