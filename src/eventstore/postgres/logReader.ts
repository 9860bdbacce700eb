import type pg from 'pg';
import type { EventBatch, StoredEvent } from '../port.ts';
import { toPosition } from './positions.ts';
import type { PageRow } from './rows.ts';
import { EVENT_COLUMNS, eventOf } from './rows.ts';

/** How many events are looked through at once for those of a filter. */
const WINDOW = 10_000;

export interface PageRequest {
  /** The page starts right after it. */
  readonly after: number;
  readonly limit: number;
  /** Undefined: all streams. */
  readonly prefixes: readonly string[] | undefined;
}

export interface Page extends EventBatch {
  readonly last: number;
}

/** A bounded piece of the log in position order, with the log's end, both from one snapshot. */
export const readPage = async (pool: pg.Pool, request: PageRequest): Promise<Page> => {
  const { after, limit, prefixes } = request;
  const windowEnd = after + Math.max(WINDOW, limit);
  const { rows } = await pool.query<[...PageRow]>(pageStatement([after, windowEnd, limit, prefixes ?? null]));
  const end = Number(rows[0]?.[0] ?? 0);
  const events = rows.filter((row) => row[1] !== null).map(eventOf);
  const last = events.length === limit ? lastOf(events) : Math.max(after, Math.min(end, windowEnd));
  return { events, position: toPosition(last), last, caughtUp: last >= end };
};

const lastOf = (events: readonly StoredEvent[]): number => Number(events.at(-1)?.position);

const pageStatement = (values: readonly unknown[]) => ({
  name: 'eventstore.page',
  text: `select head.position, ${EVENT_COLUMNS}
    from (select coalesce(max(position), 0) as position from eventstore.events) head
    left join lateral (
      select * from eventstore.events e
      where e.position > $1::bigint and e.position <= $2::bigint and ($4::text[] is null or e.stream ^@ any ($4::text[]))
      order by e.position limit $3::integer
    ) e on true
    order by e.position`,
  rowMode: 'array' as const,
  values: [...values],
});
