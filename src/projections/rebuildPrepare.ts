import { BEGINNING } from '../eventstore/port.ts';
import type { EventStore, Position } from '../eventstore/port.ts';
import { createAnchors } from './anchors.ts';
import { CheckpointMoved } from './checkpoints.ts';
import type { Wanted } from './checkpoints.ts';
import { isHeld, type KnownLast } from './lastEvent.ts';
import type { Connection, ReadModel } from './projection.ts';
import { BESIDE, createStates, ensureSchemas, STATES, STATES_VERSION } from './schema.ts';
import type { Session } from './session.ts';

/** How far a build beside the live tables has come. */
export interface BuildCheckpoint {
  readonly position: Position;
  /** Events read so far. */
  readonly events: number;
  readonly indexed: boolean;
  readonly lastEvent: KnownLast;
}

interface BuildRow extends BuildCheckpoint {
  readonly name: string;
  readonly version: number;
  readonly zone: string | null;
}

/** The builds that were begun and not swapped in yet; none before the first runner or rebuild has been there. */
export const readBuilds = async (connection: Connection): Promise<BuildRow[]> => {
  const known = `select to_regclass('projection.rebuilds') is not null and to_regclass('${BESIDE}.${STATES.name}') is not null as known`;
  const { rows } = await connection.query<{ known: boolean }>(known);
  if (rows[0]?.known !== true) return [];
  const { rows: builds } = await connection.query<BuildRow>(
    `select name, version, position, events::float8 as events, indexed, to_jsonb(r) ->> 'zone' as zone,
       nullif(to_jsonb(r) -> 'last_event', 'null') as "lastEvent"
     from projection.rebuilds r order by name`,
  );
  return builds;
};

const wantedRows = (readModels: readonly ReadModel[]) => [
  { name: STATES.name, version: STATES_VERSION },
  ...readModels.map(({ name, version }) => ({ name, version })),
];

const isSameBuild = (rows: readonly BuildRow[], { readModels, zone }: Wanted): boolean => {
  const wanted = wantedRows(readModels);
  return (
    rows.length === wanted.length &&
    rows.every((row) => row.zone === zone) &&
    wanted.every(({ name, version }) => rows.some((row) => row.name === name && row.version === version))
  );
};

const beginAnew = async (connection: Connection, { readModels, zone }: Wanted): Promise<void> => {
  await connection.query(
    `drop schema if exists ${BESIDE} cascade; create schema ${BESIDE}; delete from projection.rebuilds`,
  );
  await createStates(connection);
  for (const readModel of readModels) await readModel.createTables(connection);
  const rows = wantedRows(readModels);
  await connection.query(
    'insert into projection.rebuilds (name, version, position, zone) select *, $3, $4 from unnest($1::text[], $2::int[])',
    [rows.map(({ name }) => name), rows.map(({ version }) => version), BEGINNING, zone],
  );
};

/** Goes on with a build that was cut off, when it is of the same read models, versions, zone and log; else begins a new one. */
export const prepareBuild = (
  session: Session,
  wanted: Wanted & { readonly store: EventStore },
): Promise<BuildCheckpoint> =>
  session.transaction(async (connection) => {
    await ensureSchemas(connection);
    await createAnchors(connection);
    const [first, ...others] = await readBuilds(connection);
    const isSame = first && isSameBuild([first, ...others], wanted) && (await isHeld(wanted.store, first.lastEvent));
    if (isSame) return first;
    await beginAnew(connection, wanted);
    return { position: BEGINNING, events: 0, indexed: false, lastEvent: null };
  });

/** Moves the build's own checkpoint in the caller's transaction. @throws CheckpointMoved when another build was begun */
export const advanceBuild = async (
  connection: Connection,
  from: BuildCheckpoint,
  to: BuildCheckpoint,
): Promise<void> => {
  const { rowCount } = await connection.query(
    'update projection.rebuilds set position = $1, events = $2, indexed = $3, last_event = $4 where position = $5',
    [to.position, to.events, to.indexed, to.lastEvent, from.position],
  );
  if (!rowCount) throw new CheckpointMoved();
};
