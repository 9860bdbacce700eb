import type { TimeProblem } from '../../domain/shared/times.ts';
import { readEnd, readStart, type Bound } from '../../domain/shared/timeBounds.ts';
import type { HistoryFilters, HistoryRequest } from './queries.ts';

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 500;
const MAX_OFFSET = 1_000_000_000;

export type HistoryProblem = TimeProblem | 'unknown_parameter' | 'not_a_count' | 'wrong_type';

export type HistoryReading =
  | { readonly request: Omit<HistoryRequest, 'patientId'> }
  /** By the parameter's own name. */
  | { readonly problems: Readonly<Record<string, HistoryProblem>> };

type Part =
  { readonly filters: HistoryFilters } | Partial<Omit<HistoryRequest, 'patientId' | 'filters'>> | HistoryProblem;

const count =
  (most: number, use: (number: number) => Part) =>
  (text: string): Part =>
    /^\d{1,15}$/.test(text) ? use(Math.min(Number(text), most)) : 'not_a_count';

const bound = (read: Bound, use: (at: string) => HistoryFilters): Part =>
  'at' in read ? { filters: use(read.at) } : read.problem;

/** What stands in the address of the record itself, and what every route understands. */
const passed = (): Part => ({ filters: {} });

const READERS: ReadonlyMap<string, (text: string, zone: string) => Part> = new Map([
  ...['table_name', 'instance_id', 'token', 'profile', 'format'].map((name) => [name, passed] as const),
  ['user', (user: string): Part => ({ filters: { user } })],
  ['field', (field: string): Part => ({ filters: { field } })],
  ['start_time', (text: string, zone: string) => bound(readStart(text, zone), (from) => ({ from }))],
  ['end_time', (text: string, zone: string) => bound(readEnd(text, zone), (before) => ({ before }))],
  ['limit', count(MAX_LIMIT, (limit) => ({ limit: limit === 0 ? DEFAULT_LIMIT : limit }))],
  ['offset', count(MAX_OFFSET, (offset) => ({ offset }))],
  ['after', (after: string): Part => ({ after })],
]);

const textOf = (raw: unknown): string => {
  const last = [raw].flat().at(-1);
  return typeof last === 'string' ? last : '';
};

/** An empty parameter asks for nothing, but its name must be known; the database would refuse to look for a NUL (D-06). */
const readParameter = (name: string, text: string, zone: string): Part => {
  const reader = READERS.get(name);
  if (!reader) return 'unknown_parameter';
  if (text.includes('\0')) return 'wrong_type';
  return text === '' ? passed() : reader(text, zone);
};

/** Reads the parameters of an operation record: user, field, time of entry with both ends inclusive, and the page (D-16, D-17). */
export const readHistoryQuery = (raw: Readonly<Record<string, unknown>>, zone: string): HistoryReading => {
  const problems = new Map<string, HistoryProblem>();
  let request: Omit<HistoryRequest, 'patientId'> = { filters: {}, limit: DEFAULT_LIMIT, offset: 0 };
  for (const [name, value] of Object.entries(raw)) {
    const part = readParameter(name, textOf(value), zone);
    if (typeof part === 'string') problems.set(name, part);
    else request = { ...request, ...part, filters: { ...request.filters, ...('filters' in part ? part.filters : {}) } };
  }
  return problems.size > 0 ? { problems: Object.fromEntries(problems) } : { request };
};
