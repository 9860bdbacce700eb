import { integerArray, textArray } from '../eventstore/arrays.ts';
import type { Position } from '../eventstore/port.ts';
import type { KnownLast } from './lastEvent.ts';
import type { Connection, ReadModel } from './projection.ts';
import { HEARING, isTableThere, LIVE, STATES, STATES_VERSION } from './schema.ts';

/** Carries a position after each commit; an empty text says that the read models themselves changed (D-36). */
export const CHANNEL = 'greenlane_projection';

export interface Checkpoint {
  readonly name: string;
  readonly version: number;
  /** Goes up whenever the tables are replaced, so that a runner which knows the old ones cannot commit. */
  readonly generation: number;
  readonly position: Position;
  readonly tables: readonly string[];
  /** False when a table of these is gone, as after a schema was lost: then it speaks for no rows. */
  readonly isWhole: boolean;
  /** In which the rows were built (D-41); null for folded patients, which know none, and for rows that no runner has adopted yet. */
  readonly zone: string | null;
  /** Of what the folded patients were made last; null for the read models beside them. */
  readonly lastEvent: KnownLast;
}

/** What is written of a checkpoint; the rest shows when it is read. */
export type NewCheckpoint = Omit<Checkpoint, 'generation' | 'isWhole'>;

/** What a process would keep. */
export interface Wanted {
  /** All that this release knows. */
  readonly readModels: readonly ReadModel[];
  /** See `ProjectionBatch.zone`. */
  readonly zone: string;
}

/** How the read models of the database stand to those that a process would keep. */
export interface Standing {
  /** Undefined until the first runner has installed the tables. */
  readonly position: Position | undefined;
  /** Kept up to `position` by the runner. */
  readonly live: readonly ReadModel[];
  /** Missing or without a table, of an older version, of another zone, or left behind: to be built. */
  readonly outdated: readonly ReadModel[];
  /** The folded patients have an older shape or are gone, so nothing can run live before everything was built anew. */
  readonly statesOutdated: boolean;
  /** Names that a newer release has already raised; this one must not touch them. */
  readonly newer: readonly string[];
}

/** Another runner moved the checkpoint, or the tables were replaced: nothing of the transaction may stay. */
export class CheckpointMoved extends Error {
  override readonly name = 'CheckpointMoved';
  constructor() {
    super('the checkpoint is no longer where this runner left it');
  }
}

/** Every checkpoint; none before the first runner has been there. In a database of an earlier release there is neither `zone` nor `last_event`. */
export const readCheckpoints = async (connection: Connection): Promise<Checkpoint[]> => {
  if (!(await isTableThere(connection, 'projection.checkpoints'))) return [];
  const { rows } = await connection.query<Checkpoint>(
    `select name, version, generation::int as generation, position, tables, to_jsonb(c) ->> 'zone' as zone,
       not exists (select from unnest(tables) t where to_regclass(format('${LIVE}.%I', t)) is null) as "isWhole",
       nullif(to_jsonb(c) -> 'last_event', 'null') as "lastEvent"
     from projection.checkpoints c order by name`,
  );
  return rows;
};

/** Rows that no runner has adopted yet are of any zone. */
export const isOfZone = (checkpoint: Checkpoint, zone: string): boolean =>
  checkpoint.zone === null || checkpoint.zone === zone;

/** Whether it speaks for folded patients of this release. */
export const isCurrent = ({ name, version, isWhole }: Checkpoint): boolean =>
  name === STATES.name && version === STATES_VERSION && isWhole;

/** The event of which read models were made last. */
export const lastEventOf = (checkpoints: readonly Checkpoint[]): KnownLast =>
  checkpoints.find(({ name }) => name === STATES.name)?.lastEvent ?? null;

/** Where a transaction brings the read models. */
export interface Reached {
  readonly position: Position;
  readonly lastEvent: KnownLast;
}

/** Read models at the position of the folded patients are live; whoever stands elsewhere missed something. */
export const standingOf = (checkpoints: readonly Checkpoint[], { readModels, zone }: Wanted): Standing => {
  const known = new Map(checkpoints.map((checkpoint) => [checkpoint.name, checkpoint]));
  const states = known.get(STATES.name);
  const current = states !== undefined && isCurrent(states);
  const isLive = ({ name, version }: ReadModel): boolean => {
    const found = known.get(name);
    if (!current || !found?.isWhole || !isOfZone(found, zone)) return false;
    return found.version === version && found.position === states.position;
  };
  const wanted = [{ name: STATES.name, version: STATES_VERSION }, ...readModels];
  return {
    position: states?.position,
    live: readModels.filter(isLive),
    outdated: readModels.filter((readModel) => !isLive(readModel)),
    statesOutdated: states !== undefined && !current,
    newer: wanted.filter(({ name, version }) => (known.get(name)?.version ?? 0) > version).map(({ name }) => name),
  };
};

/**
 * Moves the checkpoints of the folded patients and of these read models, as part of the caller's transaction, and tells
 * those who must hear of it: who comes to hear meanwhile waits for its end, and then reads what it did.
 * Comes first in it, so that a swap waits for the whole transaction or the transaction for the whole swap.
 * @throws CheckpointMoved unless all stood at `from` (D-36)
 */
export const advance = async (
  connection: Connection,
  checkpoints: readonly Checkpoint[],
  { position, lastEvent }: Reached,
): Promise<void> => {
  const { rows } = await connection.query<{ moved: number }>(
    `with moved as (
       update projection.checkpoints c set position = $1, updated_at = now(),
         last_event = case when c.name = '${STATES.name}' then $6::jsonb end
       from unnest($2::text[], $3::int[], $4::bigint[], $5::text[]) w (name, version, generation, position)
       where c.name = w.name and c.version = w.version and c.generation = w.generation and c.position = w.position
       returning 1)
     select count(*)::int as moved, case when not pg_try_advisory_xact_lock(${HEARING}) then pg_notify('${CHANNEL}', $1) end
     from moved`,
    [
      position,
      textArray(checkpoints.map(({ name }) => name)),
      integerArray(checkpoints.map(({ version }) => version)),
      integerArray(checkpoints.map(({ generation }) => generation)),
      textArray(checkpoints.map(({ position: from }) => from)),
      lastEvent,
    ],
  );
  if (rows[0]?.moved !== checkpoints.length) throw new CheckpointMoved();
};

/** Writes where a read model's new tables stand, and raises their generation. */
export const placeCheckpoint = async (
  connection: Connection,
  { name, version, position, tables, zone, lastEvent }: NewCheckpoint,
): Promise<void> => {
  await connection.query(
    `insert into projection.checkpoints as c (name, version, generation, position, tables, zone, last_event)
     values ($1, $2, 1, $3, $4, $5, $6)
     on conflict (name) do update set version = $2, generation = c.generation + 1, position = $3, tables = $4, zone = $5,
       last_event = $6, updated_at = now()`,
    [name, version, position, tables, zone, lastEvent],
  );
};

/** Tells every process that the read models were installed or replaced. */
export const announceChange = async (connection: Connection): Promise<void> => {
  await connection.query(`select pg_notify('${CHANNEL}', '')`);
};
