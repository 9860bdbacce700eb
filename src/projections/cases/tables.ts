import { CASE_TYPE_NAMES } from '../../domain/catalogue/caseTypes.ts';
import type { Connection } from '../projection.ts';
import { FACET_NAMES, facetNamesOf, LISTED_FACET, type FacetName } from './facets.ts';

/**
 * `cases` holds what lists are mostly searched and sorted by, `case_tokens` by which numbers the rest is found (and, side by
 * side, which paths hold a number or time and which it is, for ranges), `case_rows` the rendered rows: a new milestone then rewrites the last two in place, and a search never reads the wide ones.
 * An empty choice is `unknown`, outside its population null.
 */
const TABLES = `
  create table cases (
    case_type text not null,
    case_id bigint not null,
    patient_id bigint not null,
    status text not null,
    switched_to_type text,
    switched_to_id bigint,
    created_time timestamptz not null,
    local_day date not null,
    ${FACET_NAMES.map((facet) => `${facet} ${facet === LISTED_FACET ? 'text[]' : 'text'}`).join(',\n    ')},
    name text,
    pat_med_card text,
    inpatient_no text,
    same_name boolean not null default false,
    same_pat_no boolean not null default false,
    grams text[] not null,
    primary key (case_type, case_id)
  ) with (fillfactor = 90);
  create table case_tokens (
    case_type text not null,
    case_id bigint not null,
    status text not null,
    created_time timestamptz not null,
    tokens bigint[] not null,
    number_paths int[] not null,
    numbers float8[] not null,
    primary key (case_type, case_id)
  ) with (fillfactor = 80, toast_tuple_target = 8160);
  create table case_rows (
    case_type text not null,
    case_id bigint not null,
    row text not null,
    primary key (case_type, case_id)
  ) with (fillfactor = 75, toast_tuple_target = 8160);
  alter table case_rows alter row set statistics 0;
  create table case_totals (
    case_type text not null,
    facet text not null,
    value text not null,
    total integer not null,
    primary key (case_type, facet, value)
  ) with (fillfactor = 70);
  create table case_day_totals (
    case_type text not null,
    facet text not null,
    value text not null,
    local_day date not null,
    total integer not null,
    primary key (case_type, facet, value, local_day)
  ) with (fillfactor = 85);
  create table name_counts (
    case_type text not null,
    kind text not null,
    value text not null,
    total integer not null,
    primary key (case_type, kind, value)
  ) with (fillfactor = 85);
  create table gram_counts (
    case_type text not null,
    gram text not null,
    total integer not null,
    primary key (case_type, gram)
  ) with (fillfactor = 85)`;

/** A facet of few types is indexed for those, as a condition that names the type implies. */
const ofTypes = (facet: FacetName): string => {
  const types = CASE_TYPE_NAMES.filter((name) => facetNamesOf(name).includes(facet));
  return types.length === CASE_TYPE_NAMES.length ? '' : ` and case_type in ('${types.join(`', '`)}')`;
};

/** Compared on the way down an index without a look at the table: the filter that is combined with every other. */
const ALONG = `include (${LISTED_FACET})`;

const facetIndex = (facet: FacetName): string =>
  facet === LISTED_FACET
    ? `create index cases_${facet} on cases using gin (${facet}) with (fastupdate = off) where status = 'live'`
    : `create index cases_${facet} on cases (case_type, ${facet}, created_time desc, case_id desc) ${ALONG}
       where status = 'live'${ofTypes(facet)}`;

/** Partial, because what is deleted or switched is seldom looked for, and by nobody in a hurry. */
const INDEXES = [
  `create index cases_created on cases (case_type, created_time desc, case_id desc) ${ALONG} where status = 'live'`,
  `create index cases_deleted on cases (case_type, created_time desc, case_id desc) where status = 'deleted'`,
  `create index cases_name on cases (case_type, name) where status = 'live'`,
  `create index cases_pat_med_card on cases (case_type, pat_med_card) where status = 'live'`,
  `create index cases_same_name on cases (case_type, created_time desc, case_id desc) where status = 'live' and same_name`,
  `create index cases_same_pat_no on cases (case_type, created_time desc, case_id desc) where status = 'live' and same_pat_no`,
  `create index cases_grams on cases using gin (grams) with (gin_pending_list_limit = 512) where status = 'live'`,
  ...FACET_NAMES.map(facetIndex),
];

export const createCaseTables = async (connection: Connection): Promise<void> => {
  await connection.query(TABLES);
};

export const createCaseIndexes = async (connection: Connection): Promise<void> => {
  for (const index of INDEXES) await connection.query(index);
};
