import type { ReadDatabase } from '../readDatabase.ts';
import { onTheWay } from './conditions.ts';
import { gramsWanted } from './grams.ts';
import type { CaseFilter, ListQuery } from './listQuery.ts';
import { sliceTotals } from './sliceTotals.ts';

type Contains = Extract<CaseFilter, { kind: 'contains' }>;

/** Rows found by their characters are read in the order of the table, others in that of an index, a few times as dear. */
const MARGIN = 3;

const COUNTS = `
  select coalesce((select min(coalesce(total, 0)) from unnest($2::text[]) as wanted (gram)
      left join gram_counts kept on kept.case_type = $1 and kept.gram = wanted.gram), 0)::float8 as found,
    (select sum(total) from case_day_totals where case_type = $1 and facet = '' and value = ''
      and local_day between coalesce($3::date, '-infinity') and coalesce($4::date, 'infinity'))::float8 as created`;

interface Counts {
  /** At most so many cases contain the text. */
  readonly found: number;
  /** How many were created on the whole days of the range; null when there are none. */
  readonly created: number | null;
}

const countsOf = async (db: ReadDatabase, query: ListQuery, { column, text }: Contains): Promise<Counts> => {
  const { grams } = gramsWanted(column, text);
  const { first, last } = query.created?.days ?? {};
  const values = [query.caseType, grams, first, last];
  const { rows } = await db.query<Counts>({ name: 'cases_lead_counts', text: COUNTS, values });
  return rows[0] ?? { found: 0, created: null };
};

/** How many cases the rarest of the other conditions leaves that an index serves. */
const othersLeave = async (db: ReadDatabase, query: ListQuery, created: number | null): Promise<number> => {
  const totals = await sliceTotals(db, query.caseType);
  const facets = query.filters.flatMap((filter) => (filter.kind === 'facet' ? [totals.of(filter)] : []));
  const createdThen = query.created?.days ? (created ?? 0) : 0;
  return Math.min(totals.everybody, ...facets, ...(query.created ? [createdThen] : []));
};

/**
 * In a list whose matches must be counted one by one, a searched text leads where it is rare, and is compared on the way
 * where another condition is much rarer: the planner does not know how dear it is to compare characters with every row.
 */
export const chooseLead = async (db: ReadDatabase, query: ListQuery): Promise<ListQuery> => {
  const searched = query.filters.filter((filter): filter is Contains => filter.kind === 'contains');
  const [longest] = searched.toSorted((one, other) => other.text.length - one.text.length);
  if (!longest || (query.filters.length === 1 && !query.created)) return query;
  const { found, created } = await countsOf(db, query, longest);
  const isLed = found <= MARGIN * (await othersLeave(db, query, created));
  const isFollower = (filter: CaseFilter): boolean => (isLed ? filter !== longest : filter.kind === 'contains');
  return { ...query, filters: query.filters.map((filter) => (isFollower(filter) ? onTheWay(filter) : filter)) };
};
