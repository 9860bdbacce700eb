import type { ReadDatabase } from '../readDatabase.ts';
import { chooseLead } from './chooseLead.ts';
import { chooseWay, chooseWayTo } from './chooseWay.ts';
import { parameters, sourceOf, whereOf, type Parameters } from './conditions.ts';
import { soleGram, totalExpression } from './countFromTotals.ts';
import { cursorText } from './cursor.ts';
import { orderBy, stretchesOf } from './keyset.ts';
import type { CaseOrder, ListQuery, Place } from './listQuery.ts';

export interface CasePage {
  /** Of all pages, exact. */
  readonly total: number;
  /** JSON texts in the clients' shape. */
  readonly rows: readonly string[];
  /** Of a page by cursor: the text that leads on, null at the end of the list. */
  readonly next?: string | null;
}

const MAX_PREPARED = 300;
/** Further down people rarely page. */
const COMMON_PAGES = 5;
const names = new Map<string, string>();

/** Lists are asked for in a few shapes, thousands of times a second; planning would cost as much as answering. */
const preparedName = (text: string): string | undefined => {
  if (!names.has(text) && names.size < MAX_PREPARED) names.set(text, `cases_${names.size}`);
  return names.get(text);
};

const isOwn = ({ column }: CaseOrder): boolean => column === 'id' || column === 'created_time';

const sorted = (order: CaseOrder): string => (isOwn(order) ? '' : `, ${order.column}`);

const hitsOf = (query: ListQuery, all: Parameters): string =>
  `select case_id as id, case_id, created_time${sorted(query.order)} from ${sourceOf(query)} where ${whereOf(query, all)}`;

/** Limit and offset stand in the text, because for unknown ones the planner expects a tenth of all cases. */
const pageOf = ({ limit, offset, order, cursor }: ListQuery): string => {
  // One more than the page tells whether anything follows it.
  const rows = cursor === undefined ? limit : limit + 1;
  return `order by ${orderBy(order)} limit ${rows}${offset > 0 ? ` offset ${offset}` : ''}`;
};

const placeOf = ({ order, cursor }: ListQuery): string =>
  cursor === undefined
    ? ''
    : `, page.id::float8 as id, ${isOwn(order) ? 'null' : `page.${order.column}`} as sorted,
       to_char(page.created_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`;

const withRows = (query: ListQuery, page: string, total: string): string =>
  `select row, (${total})::int as total${placeOf(query)} from (${page}) page
   join case_rows on case_rows.case_type = '${query.caseType}' and case_rows.case_id = page.id
   order by ${orderBy(query.order).replace('case_id', 'page.case_id')}`;

interface Statement {
  readonly name?: string;
  readonly text: string;
  readonly values: unknown[];
}

/** With the total kept, the page is read from an index that stops at its last row. */
const fromTotals = (query: ListQuery, total: string, all: Parameters): Statement => {
  const hits = hitsOf(query, all);
  const stretches = stretchesOf(query, all).map((stretch) => `(${hits} and ${stretch} ${pageOf(query)})`);
  const page = stretches.length === 1 ? stretches.join('') : `${stretches.join(' union all ')} ${pageOf(query)}`;
  const text = withRows(query, page, total);
  const isCommon = query.order.column === 'created_time' && query.offset < COMMON_PAGES * query.limit;
  return { name: isCommon ? preparedName(text) : undefined, text, values: all.values };
};

/** What must be counted row by row is read once, for total and page together. */
const fromHits = (query: ListQuery): Statement => {
  const all = parameters();
  const hits = hitsOf(query, all);
  const page = `select * from hits where ${stretchesOf(query, all).join(' or ')} ${pageOf(query)}`;
  const text = `with hits as materialized (${hits}) ${withRows(query, page, 'select count(*) from hits')}`;
  return { text, values: all.values };
};

interface Row extends Place {
  readonly row: string;
  readonly total: number;
}

/** The exact number of cases of a list, whatever its page. */
export const countCases = async (db: ReadDatabase, query: ListQuery): Promise<number> => {
  const all = parameters();
  const total = totalExpression(query, all) ?? `select count(*) from ${sourceOf(query)} where ${whereOf(query, all)}`;
  const { rows } = await db.query<{ total: number }>({ text: `select (${total})::int as total`, values: all.values });
  return rows[0]?.total ?? 0;
};

const statementOf = async (db: ReadDatabase, query: ListQuery): Promise<Statement> => {
  const all = parameters();
  const total = totalExpression(query, all);
  if (total === undefined) return fromHits(await chooseLead(db, query));
  const byGram = soleGram(query) !== undefined;
  const way = byGram ? await chooseWayTo(db, query, await countCases(db, query)) : await chooseWay(db, query);
  return way === 'gather' ? fromHits(query) : fromTotals(way.walk, total, all);
};

const nextOf = (query: ListQuery, rows: readonly Row[]): Pick<CasePage, 'next'> => {
  if (query.cursor === undefined) return {};
  const last = rows.length > query.limit ? rows[query.limit - 1] : undefined;
  return { next: last ? cursorText(query, last) : null };
};

/** One page of a list with its exact total (E-GEN-11, D-17, D-20). */
export const listCases = async (db: ReadDatabase, query: ListQuery): Promise<CasePage> => {
  const { rows } = await db.query<Row>(await statementOf(db, query));
  return {
    total: rows[0]?.total ?? (await countCases(db, query)),
    rows: rows.slice(0, query.limit).map(({ row }) => row),
    ...nextOf(query, rows),
  };
};
