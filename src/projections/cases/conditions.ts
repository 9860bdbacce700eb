import { LISTED_FACET } from './facets.ts';
import { gramsWanted } from './grams.ts';
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
  const compared = (): string => `strpos(${filter.column}, ${add(filter.text)}) > 0`;
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

const conditionOf = (filter: CaseFilter, all: Parameters): string => {
  switch (filter.kind) {
    case 'facet':
      return isFacet(filter, all.add(filter.value));
    case 'contains':
      return contains(filter, all);
    case 'value':
      return `${all.add(filter.token)}::bigint = any(tokens)`;
    case 'empty':
      return `${all.add(filter.token)}::bigint <> all(tokens)`;
    case 'none':
      return `not tokens && ${all.add(filter.tokens)}::bigint[]`;
    case 'shared':
      return filter.shared ? SHARED[filter.of] : `not ${SHARED[filter.of]}`;
  }
};

/** `created_time` between two instants, either of which may be open. */
export const createdCondition = ({ from, before }: CreatedRange, { add }: Parameters): readonly string[] => [
  ...(from === undefined ? [] : [`created_time >= ${add(from)}::timestamptz`]),
  ...(before === undefined ? [] : [`created_time < ${add(before)}::timestamptz`]),
];

const NARROW: ReadonlySet<CaseFilter['kind']> = new Set(['value', 'empty', 'none']);

/** Which tables a list must look into: the tokens alone, the columns alone, or both. */
export const sourceOf = ({ filters, order }: ListQuery): string => {
  const byTokens = filters.filter(({ kind }) => NARROW.has(kind)).length;
  if (byTokens === 0) return 'cases';
  if (byTokens === filters.length && (order.column === 'id' || order.column === 'created_time')) return 'case_tokens';
  return 'cases join (select case_type, case_id, tokens from case_tokens) found using (case_type, case_id)';
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
