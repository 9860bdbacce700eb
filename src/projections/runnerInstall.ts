import { BEGINNING } from '../eventstore/port.ts';
import { createAnchors } from './anchors.ts';
import { announceChange, placeCheckpoint, readCheckpoints } from './checkpoints.ts';
import type { Checkpoint, Wanted } from './checkpoints.ts';
import type { Connection, ReadModel } from './projection.ts';
import { createStates, dropTables, ensureSchemas, LIVE, STATES, STATES_VERSION, tableNames } from './schema.ts';
import type { Session } from './session.ts';

const createFirst = async (connection: Connection, readModel: ReadModel, zone: string): Promise<void> => {
  const { name, version } = readModel;
  const tables = tableNames(readModel);
  // No checkpoint speaks for a table of this name, so what it holds follows from no known position.
  await dropTables(connection, LIVE, tables);
  await readModel.createTables(connection);
  await readModel.createIndexes(connection);
  await placeCheckpoint(connection, { name, version, position: BEGINNING, tables, zone, lastEvent: null });
};

const installAll = async (connection: Connection, { readModels, zone }: Wanted): Promise<void> => {
  await dropTables(connection, LIVE, [STATES.name]);
  await createStates(connection);
  const states = { name: STATES.name, version: STATES_VERSION, position: BEGINNING, tables: [STATES.name] };
  await placeCheckpoint(connection, { ...states, zone: null, lastEvent: null });
  for (const readModel of readModels) await createFirst(connection, readModel, zone);
  await announceChange(connection);
};

/** Earlier releases did not note the zone, so their rows are taken to be of the zone in which they are first kept on. */
const adopt = async (connection: Connection, zone: string): Promise<void> => {
  await connection.query('update projection.checkpoints set zone = $1 where zone is null and name <> $2', [
    zone,
    STATES.name,
  ]);
};

/** On a database without read models creates them all, empty, at the beginning of the log; else only notes a missing zone. */
export const install = (session: Session, wanted: Wanted): Promise<Checkpoint[]> =>
  session.transaction(async (connection) => {
    await ensureSchemas(connection);
    await createAnchors(connection);
    await adopt(connection, wanted.zone);
    const known = await readCheckpoints(connection);
    if (known.some(({ name }) => name === STATES.name)) return known;
    await installAll(connection, wanted);
    return readCheckpoints(connection);
  });
