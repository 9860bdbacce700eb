import { LISTED_FACET } from './facets.ts';
import { folded, gramsWanted } from './grams.ts';
import type { CaseFilter, CreatedRange, ListQuery } from './listQuery.ts';
import { SHARED } from './nameCounts.ts';

/** Collects the values of a statement; each is named by its place. */
export interface Parameters {
  readonly values: unknown[];
  add(value: unknown): string;
}

export const parameters = (): Parameters => {
  const values: unknown[] = [];
  return { values, add: (value) => `$${values.push(value)}` };
};

const contains = (filter: Extract<CaseFilter, { kind: 'contains' }>, { add }: Parameters): string => {
  const compared = (): string => `strpos(lower(${filter.column} collate "C"), ${add(folded(filter.text))}) > 0`;
  if (filter.onTheWay) return compared();
  const { grams, exact } = gramsWanted(filter.column, filter.text);
  const found = `grams @> ${add(grams)}::text[]`;
  return exact ? found : `${found} and ${compared()}`;
};

/** On the way, in a form that no index serves, so that none is chosen for it. */
const isFacet = ({ facet, onTheWay }: Extract<CaseFilter, { kind: 'facet' }>, value: string): string => {
  if (facet === LISTED_FACET) return onTheWay ? `${value}::text = any(${facet})` : `${facet} @> array[${value}::text]`;
  return onTheWay ? `${facet} || '' = ${value}` : `${facet} = ${value}`;
};

const isWithin = ({ path, from, to, ofRows }: Extract<CaseFilter, { kind: 'range' }>, { add }: Parameters): string => {
  const given = `${add(path)}::int`;
  const first = `array_position(number_paths, ${given})`;
  const within = `between ${add(from)}::float8 and ${add(to)}::float8`;
  if (!ofRows) return `numbers[${first}] ${within}`;
  // Most cases have no such row, and one look tells so far cheaper than a look at all.
  const every = `unnest(array_positions(number_paths, ${given})) place`;
  return `${first} is not null and exists (select from ${every} where numbers[place] ${within})`;
};

/** In a form that no index serves, so that none is chosen for it; an array would be compared slowly with every row met. */
export const onTheWay = (filter: CaseFilter): CaseFilter =>
  filter.kind === 'facet' || filter.kind === 'contains' ? { ...filter, onTheWay: true } : filter;

type Of<Kind extends CaseFilter['kind']> = Extract<CaseFilter, { readonly kind: Kind }>;

const CONDITIONS: { readonly [Kind in CaseFilter['kind']]: (filter: Of<Kind>, all: Parameters) => string } = {
  facet: (filter, all) => isFacet(filter, all.add(filter.value)),
  contains,
  value: ({ token }, { add }) => `${add(token)}::bigint = any(tokens)`,
  empty: ({ token }, { add }) => `${add(token)}::bigint <> all(tokens)`,
  none: ({ tokens }, { add }) => `not tokens && ${add(tokens)}::bigint[]`,
  range: isWithin,
  shared: ({ of, shared }) => (shared ? SHARED[of] : `not ${SHARED[of]}`),
};

const conditionOf = <Kind extends CaseFilter['kind']>(filter: Of<Kind>, all: Parameters): string => {
  const condition: (given: Of<Kind>, all: Parameters) => string = CONDITIONS[filter.kind];
  return condition(filter, all);
};

/** `created_time` between two instants, either of which may be open. */
export const createdCondition = ({ from, before }: CreatedRange, { add }: Parameters): readonly string[] => [
  ...(from === undefined ? [] : [`created_time >= ${add(from)}::timestamptz`]),
  ...(before === undefined ? [] : [`created_time < ${add(before)}::timestamptz`]),
];

const NARROW: ReadonlySet<CaseFilter['kind']> = new Set(['value', 'empty', 'none', 'range']);

/** Which tables a list must look into: the tokens alone, the columns alone, or both. */
export const sourceOf = ({ filters, order }: ListQuery): string => {
  const byTokens = filters.filter(({ kind }) => NARROW.has(kind)).length;
  if (byTokens === 0) return 'cases';
  if (byTokens === filters.length && (order.column === 'id' || order.column === 'created_time')) return 'case_tokens';
  return 'cases join (select case_type, case_id, tokens, number_paths, numbers from case_tokens) found using (case_type, case_id)';
};

/** The type and status stand in the text, so that partial indexes are found. */
export const scopeOf = ({ caseType, deleted }: Pick<ListQuery, 'caseType' | 'deleted'>): string =>
  `case_type = '${caseType}' and status = '${deleted ? 'deleted' : 'live'}'`;

/** The whole condition of a list but its page. */
export const whereOf = (query: ListQuery, all: Parameters): string =>
  [
    scopeOf(query),
    ...query.filters.map((filter) => conditionOf(filter, all)),
    ...(query.created ? createdCondition(query.created, all) : []),
  ].join(' and ');

/** The part without the range, for the edge days of a count. */
export const filtersOf = ({ filters }: ListQuery, all: Parameters): readonly string[] =>
  filters.map((filter) => conditionOf(filter, all));
