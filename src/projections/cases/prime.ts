import { CASE_TYPE_NAMES, type CaseTypeName } from '../../domain/catalogue/caseTypes.ts';
import type { Connection } from '../projection.ts';
import { facetNamesOf, LISTED_FACET, type FacetName } from './facets.ts';

/** Stands in `case_totals` once totals and name counts follow from every case; until then nothing keeps them. */
const MARK = { caseType: '', facet: 'primed' } as const;

/** False while a rebuild loads cases: their totals are counted once at its end, at a tenth of the cost. */
export const isPrimed = async (connection: Connection): Promise<boolean> => {
  const { rows } = await connection.query(`select from case_totals where case_type = $1 and facet = $2`, [
    MARK.caseType,
    MARK.facet,
  ]);
  return rows.length > 0;
};

const subsets = (caseType: CaseTypeName): readonly (readonly FacetName[])[] => {
  const facets = facetNamesOf(caseType);
  return [
    [],
    ...facets.map((facet) => [facet]),
    ...facets.flatMap((one, index) => facets.slice(index + 1).map((other) => [one, other])),
  ];
};

const columnOf = (facet: FacetName): string => (facet === LISTED_FACET ? 'listed' : facet);

const countDays = (caseType: CaseTypeName, facets: readonly FacetName[]): string => {
  const columns = facets.map(columnOf);
  const source = facets.includes(LISTED_FACET) ? `counted, unnest(${LISTED_FACET}) as listed` : 'counted';
  const known = columns.map((column) => ` and ${column} is not null`).join('');
  const value = columns.length === 0 ? `''` : columns.join(` || chr(31) || `);
  return `insert into case_day_totals (case_type, facet, value, local_day, total)
    select case_type, '${facets.join(',')}', ${value}, local_day, count(*) from ${source}
    where case_type = '${caseType}'${known} group by case_type, local_day${columns.map((column) => `, ${column}`).join('')}`;
};

const countShared = (kind: string, mark: string): readonly string[] => [
  `insert into name_counts (case_type, kind, value, total)
   select case_type, '${kind}', ${kind}, count(*) from cases where status = 'live' and ${kind} is not null
   group by case_type, ${kind}`,
  'analyze name_counts',
  `update cases set ${mark} = true from name_counts kept where cases.status = 'live' and kept.total > 1
   and kept.kind = '${kind}' and kept.case_type = cases.case_type and kept.value = cases.${kind} and not ${mark}`,
];

const FACET_COLUMNS = [...new Set(CASE_TYPE_NAMES.flatMap(facetNamesOf))].join(', ');

/** Counts all totals and shared names from the cases, and from then on lets every batch keep them. */
export const prime = async (connection: Connection): Promise<void> => {
  const statements = [
    // Without statistics the planner takes the freshly loaded tables for empty and compares every case with every name.
    'analyze cases',
    'truncate case_totals, case_day_totals, name_counts, gram_counts',
    'alter table case_day_totals drop constraint case_day_totals_pkey',
    `create temporary table counted on commit drop as
      select case_type, local_day, ${FACET_COLUMNS} from cases where status = 'live'`,
    ...CASE_TYPE_NAMES.flatMap((caseType) => subsets(caseType).map((facets) => countDays(caseType, facets))),
    'alter table case_day_totals add primary key (case_type, facet, value, local_day)',
    `insert into case_totals (case_type, facet, value, total)
      select case_type, facet, value, sum(total) from case_day_totals group by case_type, facet, value`,
    'drop table counted',
    ...countShared('name', 'same_name'),
    ...countShared('pat_med_card', 'same_pat_no'),
    `insert into gram_counts (case_type, gram, total)
      select case_type, gram, count(*) from cases, unnest(grams) gram where status = 'live' group by case_type, gram`,
    `insert into case_totals (case_type, facet, value, total) values ('${MARK.caseType}', '${MARK.facet}', '', 1)`,
  ];
  for (const statement of statements) await connection.query(statement);
};
