import type { FieldProblem } from '../../domain/catalogue/fieldProblem.ts';
import { readEnd, readStart, type Bound } from '../../domain/shared/timeBounds.ts';
import { createdRange, daysOfMonth } from './createdRange.ts';
import type { CursorProblem } from './cursor.ts';
import type { CreatedRange } from './listQuery.ts';

/** The texts of one query parameter, empty ones left out. */
export type Texts = readonly string[];

export type ParameterProblem =
  | FieldProblem
  | CursorProblem
  | 'unknown_parameter'
  | 'range_ends'
  | 'month_format'
  | 'not_a_count'
  | 'unknown_order'
  | 'node_missing'
  | 'cursor_and_offset';

interface Ends {
  readonly start?: Bound;
  readonly end?: Bound;
}

type EndsReader = (texts: Texts, zone: string) => Ends | ParameterProblem;

/** The same parameter twice: first the start, then the end (E-GEN-07, E-SRCH-14). */
const bothEnds: EndsReader = ([first, last, ...more], zone) => {
  if (first === undefined || last === undefined || more.length > 0) return 'range_ends';
  return { start: readStart(first, zone), end: readEnd(last, zone) };
};

const oneMoment: EndsReader = (texts, zone) => {
  const [first, last = first, ...more] = texts;
  return bothEnds(
    [first, last, ...more].filter((text) => text !== undefined),
    zone,
  );
};

const month: EndsReader = (texts, zone) => {
  const days = daysOfMonth(texts.at(-1) ?? '');
  return days ? { start: readStart(days[0], zone), end: readEnd(days[1], zone) } : 'month_format';
};

/** The parameters that narrow by when a case was created (E-SRCH-01, E-SRCH-14, E-GEN-08, D-20). */
const READERS: ReadonlyMap<string, EndsReader> = new Map([
  ['created_time[]', bothEnds],
  ['created_time', oneMoment],
  ['start_time', (texts: Texts, zone: string) => ({ start: readStart(texts.at(-1) ?? '', zone) })],
  ['end_time', (texts: Texts, zone: string) => ({ end: readEnd(texts.at(-1) ?? '', zone) })],
  ['month', month],
]);

export const isCreatedParameter = (name: string): boolean => READERS.has(name);

export interface CreatedReading {
  readonly created: CreatedRange | undefined;
  readonly problems: readonly (readonly [string, ParameterProblem])[];
}

const atOf = (bound: Bound | undefined): readonly string[] => (bound && 'at' in bound ? [bound.at] : []);

const problemOf = (ends: Ends | ParameterProblem): ParameterProblem | undefined => {
  if (typeof ends === 'string') return ends;
  return [ends.start, ends.end].map((bound) => (bound && 'problem' in bound ? bound.problem : undefined)).find(Boolean);
};

/** All of them together: a case must lie in every range named. */
export const readCreated = (given: ReadonlyMap<string, Texts>, zone: string): CreatedReading => {
  const read = [...given].flatMap(([name, texts]) => {
    const reader = READERS.get(name);
    return reader && texts.length > 0 ? [[name, reader(texts, zone)] as const] : [];
  });
  const ends = read.flatMap(([, each]) => (typeof each === 'string' ? [] : [each]));
  const starts = ends.flatMap(({ start }) => atOf(start));
  return {
    created: createdRange({ starts, ends: ends.flatMap(({ end }) => atOf(end)) }, zone),
    problems: read.flatMap(([name, each]) => {
      const problem = problemOf(each);
      return problem ? [[name, problem] as const] : [];
    }),
  };
};
