import type { ReadDatabase } from '../readDatabase.ts';
import { onTheWay } from './conditions.ts';
import { LISTED_FACET } from './facets.ts';
import type { CaseFilter, ListQuery } from './listQuery.ts';
import { sliceTotals, type SliceTotals } from './sliceTotals.ts';

type FacetFilter = Extract<CaseFilter, { kind: 'facet' }>;

/** How to come to the page of a list whose total is kept. */
export type Way =
  /** Down an index in the order of the list, comparing what the filters say as it goes; one filter at most leads. */
  | { readonly walk: ListQuery }
  /** Find all that match, then sort: right where they are few. */
  | 'gather';

/** Walking costs the rows passed over, gathering the rows found; the first is bounded less well, so it must be far cheaper. */
const MARGIN = 10;

const areFew = (some: number, everybody: number, { offset, limit }: ListQuery): boolean =>
  (offset + limit) * everybody * MARGIN > some * some;

const isFacet = (filter: CaseFilter): filter is FacetFilter => filter.kind === 'facet';

const rarest = (filters: readonly FacetFilter[], totals: SliceTotals): FacetFilter | undefined =>
  filters.toSorted((one, other) => totals.of(one) - totals.of(other))[0];

/**
 * Leaves nothing to the planner, which knows neither the values of a prepared statement nor which go together:
 * the rarest single-valued filter leads down its own index, the others are compared on the way.
 */
export const chooseWay = async (db: ReadDatabase, query: ListQuery): Promise<Way> => {
  const facets = query.filters.filter(isFacet);
  if (query.order.column !== 'created_time' || facets.length === 0) return { walk: query };
  const totals = await sliceTotals(db, query.caseType);
  const listed = facets.find(({ facet }) => facet === LISTED_FACET);
  if (listed && areFew(totals.of(listed), totals.everybody, query)) return 'gather';
  const lead = rarest(
    facets.filter((filter) => filter !== listed),
    totals,
  );
  return { walk: { ...query, filters: query.filters.map((filter) => (filter === lead ? filter : onTheWay(filter))) } };
};

/** A character that many names have is met soon on the way down the list; one that few have is looked up. */
export const chooseWayTo = async (db: ReadDatabase, query: ListQuery, some: number): Promise<Way> => {
  const { everybody } = await sliceTotals(db, query.caseType);
  return areFew(some, everybody, query) ? 'gather' : { walk: { ...query, filters: query.filters.map(onTheWay) } };
};
