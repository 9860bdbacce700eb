import type { CaseTypeName } from '../../domain/catalogue/caseTypes.ts';
import {
  findFilter,
  readFilterValue,
  type FilterValue,
  type ListFilter,
} from '../../domain/catalogue/derive/listFilters.ts';
import { UNKNOWN } from '../../domain/statistics/unknown.ts';
import type { ParameterProblem, Texts } from './createdParameters.ts';
import { FACET_PATHS, facetNamesOf, type FacetName } from './facets.ts';
import type { SearchedColumn } from './grams.ts';
import type { CaseFilter } from './listQuery.ts';
import { rangeFilter } from './rangeFilter.ts';
import { rankOf } from './ranks.ts';
import { readStatisticFilter } from './statisticFilters.ts';
import { presenceToken, valueToken } from './tokens.ts';

type Found = Exclude<FilterValue, { readonly is: 'any' | 'problem' }>;

const SEARCHED: Readonly<Record<string, SearchedColumn>> = {
  'patient.name': 'name',
  'patient.pat_med_card': 'pat_med_card',
  'patient.inpatient_no': 'inpatient_no',
};

const facetOf = (caseType: CaseTypeName, path: string): FacetName | undefined =>
  facetNamesOf(caseType).find((facet) => FACET_PATHS[facet] === path);

const filterOf = (caseType: CaseTypeName, filter: ListFilter, found: Found): CaseFilter => {
  const { path } = filter;
  const facet = facetOf(caseType, path);
  if (facet) return { kind: 'facet', facet, value: found.is === 'empty' ? UNKNOWN : String(found.value) };
  if (found.is === 'empty') return { kind: 'empty', token: presenceToken(path) };
  const column = SEARCHED[path];
  if (column) return { kind: 'contains', column, text: String(found.value) };
  const rank = rankOf(path, found.value);
  if (rank !== undefined) return rangeFilter(filter, { from: rank, to: rank });
  return { kind: 'value', token: valueToken(path, found.value) };
};

export type FilterReading = { readonly filters: readonly CaseFilter[] } | { readonly problem: ParameterProblem };

/** A part of a name or number is searched as it was typed; anything else is read as the field would be (D-20). */
const valueOf = (filter: ListFilter, text: string, zone: string): FilterValue =>
  filter.match === 'contains' ? { is: 'value', value: text } : readFilterValue(filter, text, zone);

/** One parameter as conditions: none when it is empty, as clients send the empty boxes of a form. */
const readField = (
  filter: ListFilter,
  text: string,
  { caseType, zone }: { caseType: CaseTypeName; zone: string },
): FilterReading => {
  const found = valueOf(filter, text, zone);
  if (found.is === 'problem') return { problem: found.problem };
  return { filters: found.is === 'any' ? [] : [filterOf(caseType, filter, found)] };
};

const SHARED = { same_name: 'name', same_pat_no: 'pat_med_card' } as const;

const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ['True', true],
  ['true', true],
  ['False', false],
  ['false', false],
]);

export const readFlag = (text: string): boolean | undefined => FLAGS.get(text);

const readShared = (of: 'name' | 'pat_med_card', text: string): FilterReading => {
  const shared = readFlag(text);
  return shared === undefined ? { problem: 'wrong_type' } : { filters: [{ kind: 'shared', of, shared }] };
};

const isSharedName = (name: string): name is keyof typeof SHARED => Object.hasOwn(SHARED, name);

/** Reads one parameter of a list that is no range, page or order (E-SRCH-01 to E-SRCH-12); the last of several counts. */
export const readFilter = (
  [name, texts]: readonly [string, Texts],
  context: { readonly caseType: CaseTypeName; readonly zone: string },
): FilterReading => {
  const statistic = readStatisticFilter([name, texts], context.caseType);
  if (statistic) return statistic;
  const filter = findFilter(context.caseType, name);
  if (!filter && !isSharedName(name)) return { problem: 'unknown_parameter' };
  const text = texts.at(-1);
  if (text === undefined) return { filters: [] };
  if (isSharedName(name)) return readShared(SHARED[name], text);
  return filter ? readField(filter, text, context) : { problem: 'unknown_parameter' };
};
