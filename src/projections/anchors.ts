import { integerArray, textArray } from '../eventstore/arrays.ts';
import { hashOf } from '../eventstore/hash.ts';
import type { StoredEvent } from '../eventstore/port.ts';
import type { Connection } from './projection.ts';

/** Creates the anchor table beside the checkpoints, where no rebuild reaches it (D-33, D-35). */
export const createAnchors = async (connection: Connection): Promise<void> => {
  await connection.query(`
    create schema if not exists projection;
    create table if not exists projection.anchors (
      stream text primary key,
      revision bigint not null,
      hash text not null
    ) with (fillfactor = 80)`);
};

const RECORD = `
  insert into projection.anchors as kept (stream, revision, hash)
  select * from unnest($1::text[], $2::bigint[], $3::text[])
  on conflict (stream) do update set revision = excluded.revision, hash = excluded.hash
  where kept.revision < excluded.revision`;

/**
 * Notes where each stream of the batch ends, only ever forwards, so that a later cut of its tail shows (D-33).
 * @param events in position order
 */
export const recordAnchors = async (connection: Connection, events: readonly StoredEvent[]): Promise<void> => {
  const ends = [...new Map(events.map((event) => [event.stream, event])).values()];
  if (ends.length === 0) return;
  await connection.query(RECORD, [
    textArray(ends.map(({ stream }) => stream)),
    integerArray(ends.map(({ revision }) => revision)),
    textArray(ends.map(hashOf)),
  ]);
};

export interface Anchor {
  readonly stream: string;
  /** Of the stream's last event that was projected. */
  readonly revision: number;
  /** SHA-256 of that event, hex. */
  readonly hash: string;
}

/** The next anchors in the order of their streams, to walk through all of them page by page. */
export const readAnchors = async (
  connection: Connection,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<readonly Anchor[]> => {
  const { rows } = await connection.query<Anchor>(
    `select stream, revision::float8 as revision, hash from projection.anchors
     where stream collate "C" > $1 order by stream collate "C" limit $2`,
    [after, limit],
  );
  return rows;
};
