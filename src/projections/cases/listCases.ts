import type { ReadDatabase } from '../readDatabase.ts';
import { parameters, whereOf, type Parameters } from './conditions.ts';
import { totalExpression } from './countFromTotals.ts';
import type { CaseOrder, ListQuery } from './listQuery.ts';

export interface CasePage {
  /** Of all pages, exact. */
  readonly total: number;
  /** JSON texts in the clients' shape. */
  readonly rows: readonly string[];
}

const MAX_PREPARED = 300;
const names = new Map<string, string>();

/** Lists are asked for in a few shapes, thousands of times a second; planning would cost as much as answering. */
const preparedName = (text: string): string | undefined => {
  if (!names.has(text) && names.size < MAX_PREPARED) names.set(text, `cases_${names.size}`);
  return names.get(text);
};

/** Ties are broken so that the mirrored order is the same index read backwards. */
const orderBy = ({ column, descending }: CaseOrder): string => {
  const way = descending ? 'desc' : 'asc';
  if (column === 'id') return `case_id ${way}`;
  if (column === 'created_time') return `created_time ${way}, case_id ${way}`;
  const mirrored = descending ? 'asc' : 'desc';
  return `${column} ${way}, created_time ${mirrored}, case_id ${mirrored}`;
};

const SORTED = (column: CaseOrder['column']): string =>
  column === 'id' || column === 'created_time' ? '' : `, ${column}`;

const pageOf = ({ limit, offset, order }: ListQuery, { add }: Parameters): string =>
  `order by ${orderBy(order)} limit ${add(limit)} offset ${add(offset)}`;

const withRows = (query: ListQuery, page: string, total: string): string =>
  `select row, (${total})::int as total from (${page}) page
   join case_rows on case_rows.case_type = '${query.caseType}' and case_rows.case_id = page.id
   order by ${orderBy(query.order).replace('case_id', 'page.case_id')}`;

/** With the total kept, the page is read from an index that stops at its last row. */
const fromTotals = (query: ListQuery, total: string, all: Parameters): string => {
  const page = `select case_id as id, case_id, created_time${SORTED(query.order.column)} from cases
    where ${whereOf(query, all)} ${pageOf(query, all)}`;
  return withRows(query, page, total);
};

/** What must be counted row by row is read once, for total and page together. */
const fromHits = (query: ListQuery, all: Parameters): string => {
  const hits = `select case_id as id, case_id, created_time${SORTED(query.order.column)} from cases where ${whereOf(query, all)}`;
  const page = `select * from hits ${pageOf(query, all)}`;
  return `with hits as materialized (${hits}) ${withRows(query, page, 'select count(*) from hits')}`;
};

/** The exact number of cases of a list, whatever its page. */
export const countCases = async (db: ReadDatabase, query: ListQuery): Promise<number> => {
  const all = parameters();
  const total = totalExpression(query, all) ?? `select count(*) from cases where ${whereOf(query, all)}`;
  const { rows } = await db.query<{ total: number }>({ text: `select (${total})::int as total`, values: all.values });
  return rows[0]?.total ?? 0;
};

interface Row {
  readonly row: string;
  readonly total: number;
}

/** One page of a list with its exact total (E-GEN-11, D-17, D-20). */
export const listCases = async (db: ReadDatabase, query: ListQuery): Promise<CasePage> => {
  const all = parameters();
  const total = totalExpression(query, all);
  const text = total === undefined ? fromHits(query, all) : fromTotals(query, total, all);
  const name = total === undefined ? undefined : preparedName(text);
  const { rows } = await db.query<Row>({ name, text, values: all.values });
  return { total: rows[0]?.total ?? (await countCases(db, query)), rows: rows.map(({ row }) => row) };
};
