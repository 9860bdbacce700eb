import { integerArray, textArray } from '../eventstore/arrays.ts';
import { previousHashOf } from '../eventstore/codec.ts';
import { hashOf } from '../eventstore/hash.ts';
import type { StoredEvent } from '../eventstore/port.ts';
import type { Connection } from './projection.ts';
import { isTableThere } from './schema.ts';

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

/** False before the first runner or rebuild has been there. */
export const areNoted = (connection: Connection): Promise<boolean> => isTableThere(connection, 'projection.anchors');

/** A rebuild gives only the last events of its loads; one that lies further on says nothing of the noted end. */
const RECORD = `
  with ends as (
    select * from unnest($1::text[], $2::bigint[], $3::text[], $4::bigint[], $5::text[])
      as e (stream, revision, hash, first, previous)),
  moved as (
    update projection.anchors kept set revision = ends.revision, hash = ends.hash from ends
    where kept.stream = ends.stream
      and (ends.first > kept.revision + 1 or ends.first = kept.revision + 1 and ends.previous = kept.hash)
    returning kept.stream),
  added as (
    insert into projection.anchors select stream, revision, hash from ends on conflict (stream) do nothing
    returning stream)
  select stream from ends where stream not in (select stream from moved union all select stream from added)`;

/**
 * Notes where each stream of the batch ends, so that a later cut of its tail shows (D-33). An end is moved only by what
 * goes on from it: what was changed or cut off must not be hidden by what is written after it.
 * @param events in position order
 * @returns the streams that do not go on from their noted end; it stays, and the audit finds them
 */
export const recordAnchors = async (
  connection: Connection,
  events: readonly StoredEvent[],
): Promise<readonly string[]> => {
  const firsts = new Map<string, StoredEvent>();
  const lasts = new Map<string, StoredEvent>();
  for (const event of events) {
    if (!firsts.has(event.stream)) firsts.set(event.stream, event);
    lasts.set(event.stream, event);
  }
  if (lasts.size === 0) return [];
  const { rows } = await connection.query<{ stream: string }>(RECORD, [
    textArray([...lasts.keys()]),
    integerArray([...lasts.values()].map(({ revision }) => revision)),
    textArray([...lasts.values()].map(hashOf)),
    integerArray([...firsts.values()].map(({ revision }) => revision)),
    textArray([...firsts.values()].map((first) => previousHashOf(first) ?? '')),
  ]);
  return rows.map(({ stream }) => stream);
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
