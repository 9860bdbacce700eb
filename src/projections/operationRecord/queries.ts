import type { ReadDatabase } from '../readDatabase.ts';
import { fieldPattern } from './fieldPattern.ts';

/** Narrows a record; times are ISO instants of entry (D-16). */
export interface HistoryFilters {
  readonly user?: string;
  /** As clients write it: a path, also with `__` for `.`; rows of a list together or one by one. */
  readonly field?: string;
  /** Inclusive. */
  readonly from?: string;
  /** Exclusive. */
  readonly before?: string;
}

export interface HistoryPage {
  /** Of all pages. */
  readonly total: number;
  /** JSON texts, newest position first. */
  readonly items: readonly string[];
  /** What `after` of the next page is, so that entries which come meanwhile shift nothing; undefined on the last page. */
  readonly next: string | undefined;
  /** How many entries stand before this page. */
  readonly start: number;
}

export interface HistoryRequest {
  readonly patientId: number;
  readonly filters: HistoryFilters;
  /** At least 1. */
  readonly limit: number;
  readonly offset: number;
  /** The `next` of the page before. */
  readonly after?: string;
}

export interface Row {
  readonly position: string;
  readonly item: string;
  readonly total: number;
  readonly start: number;
}

const CONDITIONS: Readonly<Record<keyof HistoryFilters, (parameter: string) => string>> = {
  user: (parameter) => `user_name = ${parameter}`,
  field: (parameter) =>
    `exists (select from json_array_elements(('[' || changes || ']')::json) line where line->>'field' ~ ${parameter})`,
  from: (parameter) => `entered_at >= ${parameter}::timestamptz`,
  before: (parameter) => `entered_at < ${parameter}::timestamptz`,
};

const KEYS = ['user', 'field', 'from', 'before'] as const;

const whereOf = ({ patientId, filters }: HistoryRequest): { where: string; values: (string | number)[] } => {
  const values: (string | number)[] = [patientId];
  const conditions = ['patient_id = $1'];
  for (const key of KEYS) {
    const value = filters[key];
    if (value === undefined) continue;
    values.push(key === 'field' ? fieldPattern(value) : value);
    conditions.push(CONDITIONS[key](`$${values.length}`));
  }
  return { where: conditions.join(' and '), values };
};

/** An entry as JSON text. */
export const ITEM = `head || ',"action":"' || action || '","changes":[' || changes || '],' || tail`;

const pageText = (where: string, last: number): string => `
  select position, ${ITEM} as item, (select count(*)::int from operation_record where ${where}) as total,
    ($${last + 3}::bigint
      + (select count(*) from operation_record where ${where} and position >= $${last + 1}))::float8 as start
  from operation_record where ${where} and ($${last + 1}::text is null or position < $${last + 1})
  order by position desc limit $${last + 2} offset $${last + 3}`;

const countHistory = async (db: ReadDatabase, request: HistoryRequest): Promise<number> => {
  const { where, values } = whereOf(request);
  const text = `select count(*)::int as total from operation_record where ${where}`;
  const { rows } = await db.query<{ total: number }>({ text, values });
  return rows[0]?.total ?? 0;
};

/** A page out of its rows and one more, if there is one. */
export const pageOf = (rows: readonly [Row, ...Row[]], limit: number): HistoryPage => {
  const [{ total, start }] = rows;
  const page = rows.slice(0, limit);
  return {
    total,
    start,
    items: page.map(({ item }) => item),
    next: rows.length > limit ? page.at(-1)?.position : undefined,
  };
};

/** The record of one visit, the same under each id it ever had (D-09, D-10), newest entry first. */
export const listHistory = async (db: ReadDatabase, request: HistoryRequest): Promise<HistoryPage> => {
  const { where, values } = whereOf(request);
  const { limit, offset, after = null } = request;
  const {
    rows: [first, ...rest],
  } = await db.query<Row>({
    name: `history_${KEYS.filter((key) => request.filters[key] !== undefined).join('_')}`,
    text: pageText(where, values.length),
    values: [...values, after, limit + 1, offset],
  });
  if (first) return pageOf([first, ...rest], limit);
  const total = await countHistory(db, request);
  return { total, start: total, items: [], next: undefined };
};
