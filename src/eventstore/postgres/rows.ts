import type { StoredEvent } from '../port.ts';
import { toPosition } from './positions.ts';

/** Columns in the order of an `EventRow`; `e` is the table. */
export const EVENT_COLUMNS = 'e.position, e.stream, e.revision, e.id, e.type, e.data, e.metadata';

export type EventRow = readonly [string, string, number, string, string, string, string];

const toStoredEvent = (row: EventRow): StoredEvent => {
  const [position, stream, revision, id, type, data, metadata] = row;
  return { position: toPosition(position), stream, revision, id, type, data, metadata };
};

/** What `eventstore.append_batch` says of one append. */
export type Verdict =
  | { readonly first: number; readonly last: number; readonly position: string; readonly stored?: true }
  | { readonly actual: number }
  | { readonly taken: true };

export interface AppendRow {
  readonly firstPosition: number;
  /** Absent when every append was stored as expected. */
  readonly verdicts: readonly Verdict[] | undefined;
}

/** A bigint comes as text; `pg` has parsed the JSON. */
export const toAppendRow = (row: readonly unknown[]): AppendRow => {
  const [firstPosition, verdicts] = row as readonly [string, readonly Verdict[] | null];
  return { firstPosition: Number(firstPosition), verdicts: verdicts ?? undefined };
};

/** A page of the log: the log's last position, and maybe an event. */
export type PageRow = readonly [string, ...EventRow];

/** The number of a gathered read, and an event of it. */
export type ReadRow = readonly [string, ...EventRow];

export const eventOf = ([, ...event]: PageRow | ReadRow): StoredEvent => toStoredEvent(event);
