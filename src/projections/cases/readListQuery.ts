import type { CaseTypeName } from '../../domain/catalogue/caseTypes.ts';
import { isCreatedParameter, readCreated, type ParameterProblem, type Texts } from './createdParameters.ts';
import { readCursor } from './cursor.ts';
import { FACET_PATHS, facetNamesOf, isFacetName, LISTED_FACET } from './facets.ts';
import { readFilter, readFlag } from './filterParameters.ts';
import type { CaseOrder, ListQuery, OrderColumn, Place } from './listQuery.ts';
import { readRange } from './rangeParameters.ts';
import { isNodeParameter, readNode } from './statisticFilters.ts';

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 500;
const MAX_OFFSET = 1_000_000_000;
const NEWEST_FIRST: CaseOrder = { column: 'created_time', descending: true };
const FIRST_PAGE = { order: NEWEST_FIRST, limit: DEFAULT_LIMIT, offset: 0, deleted: false };

const CURSOR = 'cursor';
/** Asks for the first page by cursor. */
const BEGIN = '*';

/** What every route understands, so that it is no filter (E-GEN-03, E-GEN-09). */
const OF_EVERY_ROUTE: ReadonlySet<string> = new Set(['token', 'profile', 'format']);

export type ListReading =
  | { readonly query: ListQuery }
  /** By the parameter's own name. */
  | { readonly problems: Readonly<Record<string, ParameterProblem>> };

/** Query parameters as either parser of a web framework leaves them: `a[]` may have become a list under `a`. */
export type RawParameters = Readonly<Record<string, unknown>>;

const textsOf = (raw: unknown): Texts =>
  [raw].flat().flatMap((each) => (typeof each === 'string' && each !== '' ? [each] : []));

/** No text that holds a NUL can be stored, so none can be found; the database would refuse to look (D-06). */
const isUnstorable = (text: string): boolean => text.includes('\0');

const readCount = (texts: Texts, most: number): number | undefined => {
  const text = texts.at(-1) ?? '';
  return /^\d+$/.test(text) ? Math.min(Number(text), most) : undefined;
};

const isOrderColumn = (name: string, caseType: CaseTypeName): name is OrderColumn =>
  name === 'created_time' ||
  name === 'id' ||
  (isFacetName(name) && name !== LISTED_FACET && facetNamesOf(caseType).includes(name));

const BY_PATH: ReadonlyMap<string, string> = new Map(
  Object.entries(FACET_PATHS).map(([facet, path]) => [path.replaceAll('.', '__'), facet]),
);

const readOrder = (text: string, caseType: CaseTypeName): CaseOrder | undefined => {
  const [, minus, given = ''] = /^(-?)(.*)$/.exec(text) ?? [];
  const column = BY_PATH.get(given) ?? given;
  return isOrderColumn(column, caseType) ? { column, descending: minus === '-' } : undefined;
};

type Part = Partial<Pick<ListQuery, 'order' | 'limit' | 'offset' | 'deleted'>> | ParameterProblem;

/** The parameters that choose the page (E-GEN-11, D-17) and the deleted cases (D-10). */
const PAGING: ReadonlyMap<string, (texts: Texts, caseType: CaseTypeName) => Part> = new Map([
  [
    'limit',
    (texts: Texts): Part => {
      const limit = readCount(texts, MAX_LIMIT);
      return limit === undefined ? 'not_a_count' : { limit: limit === 0 ? DEFAULT_LIMIT : limit };
    },
  ],
  [
    'offset',
    (texts: Texts): Part => {
      const offset = readCount(texts, MAX_OFFSET);
      return offset === undefined ? 'not_a_count' : { offset };
    },
  ],
  [
    'ordering',
    (texts: Texts, caseType: CaseTypeName): Part => {
      const order = readOrder(texts.at(-1) ?? '', caseType);
      return order ? { order } : 'unknown_order';
    },
  ],
  [
    'deleted',
    (texts: Texts): Part => {
      const deleted = readFlag(texts.at(-1) ?? '');
      return deleted === undefined ? 'wrong_type' : { deleted };
    },
  ],
]);

interface Read {
  readonly parts: Exclude<Part, string>[];
  readonly filters: ListQuery['filters'][number][];
  readonly problems: Map<string, ParameterProblem>;
}

const readPaging = (read: Read, [name, texts]: readonly [string, Texts], caseType: CaseTypeName): void => {
  const part = texts.length === 0 ? {} : PAGING.get(name)?.(texts, caseType);
  if (typeof part === 'string') read.problems.set(name, part);
  else if (part) read.parts.push(part);
};

const isReadElsewhere = (name: string): boolean =>
  OF_EVERY_ROUTE.has(name) || name === CURSOR || isCreatedParameter(name) || isNodeParameter(name);

const readParameter = (
  read: Read,
  parameter: readonly [string, Texts],
  context: { readonly caseType: CaseTypeName; readonly zone: string },
): void => {
  const [name, texts] = parameter;
  if (texts.some(isUnstorable)) return void read.problems.set(name, 'wrong_type');
  if (isReadElsewhere(name)) return;
  if (PAGING.has(name)) return readPaging(read, parameter, context.caseType);
  const reading = readRange(parameter, context) ?? readFilter(parameter, context);
  if ('problem' in reading) read.problems.set(name, reading.problem);
  else read.filters.push(...reading.filters);
};

type Page = Pick<ListQuery, 'caseType' | 'order' | 'limit' | 'offset' | 'deleted'>;

/** Last, because a cursor belongs to an order. */
const cursorOf = (read: Read, text: string | undefined, page: Page): 'start' | Place | undefined => {
  if (text === undefined) return undefined;
  const cursor = text === BEGIN ? 'start' : readCursor(text, page);
  if (cursor === 'cursor_broken' || cursor === 'cursor_of_other_order') read.problems.set(CURSOR, cursor);
  else if (page.offset > 0) read.problems.set(CURSOR, 'cursor_and_offset');
  else return cursor;
  return undefined;
};

/**
 * Reads the parameters of a case list (E-SRCH-01 to E-SRCH-14, E-GEN-05 to E-GEN-12, D-17, D-20). Empty ones are ignored;
 * names that are no filter of the type are refused by name, as are values that the field could not hold.
 */
export const readListQuery = (caseType: CaseTypeName, raw: RawParameters, zone: string): ListReading => {
  const given = new Map(Object.entries(raw).map(([name, value]) => [name, textsOf(value)]));
  const read: Read = { parts: [], filters: [], problems: new Map() };
  for (const parameter of given) readParameter(read, parameter, { caseType, zone });
  const { created, problems } = readCreated(given, zone);
  const node = readNode(given, caseType);
  for (const [name, problem] of [...problems, ...node.problems]) read.problems.set(name, problem);
  read.filters.push(...node.filters);
  const page: Page = { caseType, ...FIRST_PAGE, ...Object.assign({}, ...read.parts) };
  const cursor = cursorOf(read, given.get(CURSOR)?.at(-1), page);
  if (read.problems.size > 0) return { problems: Object.fromEntries(read.problems) };
  return { query: { ...page, filters: read.filters, created, cursor } };
};
