import type { CaseReference } from '../../domain/patient/events.ts';
import { gathered, type FindAll } from '../gathered.ts';
import { ITEM, pageOf, type HistoryPage, type Row } from './queries.ts';

/** The newest entries of the visit behind a case. */
export interface FirstPage extends CaseReference {
  /** At least 1. */
  readonly limit: number;
}

const FIRST_PAGES = {
  name: 'history_first_pages',
  text: `
    select wanted.place::float8 as place, position, item, total, start
    from unnest($1::text[], $2::bigint[], $3::int[]) with ordinality as wanted (case_type, case_id, most, place)
    join cases using (case_type, case_id)
    cross join lateral (
      select position, ${ITEM} as item, count(*) over ()::int as total, 0 as start from operation_record
      where operation_record.patient_id = cases.patient_id order by position desc limit wanted.most) entry
    order by wanted.place, position desc`,
};

const findFirstPages: FindAll<FirstPage, HistoryPage> = async (db, wanted) => {
  const { rows } = await db.query<Row & { readonly place: number }>({
    ...FIRST_PAGES,
    values: [
      wanted.map(({ caseType }) => caseType),
      wanted.map(({ caseId }) => caseId),
      wanted.map(({ limit }) => limit + 1),
    ],
  });
  const found = wanted.map((): Row[] => []);
  for (const row of rows) found[row.place - 1]?.push(row);
  return wanted.map(({ limit }, index) => {
    const [first, ...rest] = found[index] ?? [];
    return first && pageOf([first, ...rest], limit);
  });
};

/** What is asked of a record nearly always: its first page. Undefined when there is no such case. */
export const findFirstPage = gathered(findFirstPages);
