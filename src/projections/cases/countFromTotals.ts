import { createdCondition, filtersOf, scopeOf, whereOf, type Parameters } from './conditions.ts';
import { cutDays } from './createdRange.ts';
import { FACET_NAMES } from './facets.ts';
import { gramsWanted } from './grams.ts';
import type { CaseFilter, CreatedRange, ListQuery, WholeDays } from './listQuery.ts';
import { totalKey, type Slice, type TotalKey } from './totals.ts';

const isSlice = (filter: CaseFilter): filter is Extract<CaseFilter, { kind: 'facet' }> => filter.kind === 'facet';

/** Where the totals of this list are kept; undefined when only its rows can be counted. */
const keyOf = ({ filters, created, deleted }: ListQuery): TotalKey | undefined => {
  const slices: readonly Slice[] = filters.filter(isSlice);
  const distinct = new Set(slices.map(({ facet }) => facet)).size === slices.length;
  if (deleted || !distinct || slices.length < filters.length || slices.length > 2) return undefined;
  if (created && !created.days) return undefined;
  return totalKey(slices.toSorted((a, b) => FACET_NAMES.indexOf(a.facet) - FACET_NAMES.indexOf(b.facet)));
};

const keptUnder = ({ facet, value }: TotalKey, { caseType }: ListQuery, { add }: Parameters): string =>
  `case_type = '${caseType}' and facet = ${add(facet)} and value = ${add(value)}`;

const sumOfDays = (kept: string, { first, last }: WholeDays, { add }: Parameters): string => {
  const from = first === undefined ? '' : ` and local_day >= ${add(first)}::date`;
  const to = last === undefined ? '' : ` and local_day <= ${add(last)}::date`;
  return `coalesce((select sum(total) from case_day_totals where ${kept}${from}${to}), 0)`;
};

/** Only the rows of the first and last day, where the range cuts them (D-27). */
const countEdge = (query: ListQuery, edge: CreatedRange, all: Parameters): string =>
  `(select count(*) from cases where ${[scopeOf(query), ...filtersOf(query, all), ...createdCondition(edge, all)].join(' and ')})`;

/** The grams that alone decide about a list, so that how many cases have them is its total; undefined for other lists. */
export const soleGram = ({ filters, created, deleted }: ListQuery): string | undefined => {
  const [filter, ...more] = filters;
  if (filter?.kind !== 'contains' || more.length > 0 || created || deleted) return undefined;
  const { grams, exact } = gramsWanted(filter.column, filter.text);
  return exact ? grams[0] : undefined;
};

const gramTotal = (gram: string, { caseType }: ListQuery, { add }: Parameters): string =>
  `coalesce((select total from gram_counts where case_type = '${caseType}' and gram = ${add(gram)}), 0)`;

/** Nothing but those who share a name or number, of whom an index knows all that a count needs. */
const isOfSharers = ({ filters: [filter, ...more], deleted }: ListQuery): boolean =>
  filter?.kind === 'shared' && filter.shared && more.length === 0 && !deleted;

/** An SQL expression for the exact total of a list out of few kept totals; undefined where there are none for it (D-20). */
export const totalExpression = (query: ListQuery, all: Parameters): string | undefined => {
  const gram = soleGram(query);
  if (gram !== undefined) return gramTotal(gram, query, all);
  if (isOfSharers(query)) return `(select count(*) from cases where ${whereOf(query, all)})`;
  const key = keyOf(query);
  if (!key) return undefined;
  const kept = keptUnder(key, query, all);
  if (!query.created?.days) return `coalesce((select total from case_totals where ${kept}), 0)`;
  const edges = cutDays(query.created).map((edge) => countEdge(query, edge, all));
  return [sumOfDays(kept, query.created.days, all), ...edges].join(' + ');
};
