import { BEGINNING } from '../eventstore/port.ts';
import { createAnchors } from './anchors.ts';
import { announceChange, placeCheckpoint, readCheckpoints } from './checkpoints.ts';
import type { Checkpoint } from './checkpoints.ts';
import type { Connection, ReadModel } from './projection.ts';
import { createStates, dropTables, ensureSchemas, LIVE, STATES, STATES_VERSION, tableNames } from './schema.ts';
import type { Session } from './session.ts';

const createFirst = async (connection: Connection, readModel: ReadModel): Promise<void> => {
  const { name, version } = readModel;
  const tables = tableNames(readModel);
  // No checkpoint speaks for a table of this name, so what it holds follows from no known position.
  await dropTables(connection, LIVE, tables);
  await readModel.createTables(connection);
  await readModel.createIndexes(connection);
  await placeCheckpoint(connection, { name, version, position: BEGINNING, tables });
};

const installAll = async (connection: Connection, readModels: readonly ReadModel[]): Promise<void> => {
  await dropTables(connection, LIVE, [STATES.name]);
  await createStates(connection);
  const states = { name: STATES.name, version: STATES_VERSION, position: BEGINNING, tables: [STATES.name] };
  await placeCheckpoint(connection, states);
  for (const readModel of readModels) await createFirst(connection, readModel);
  await announceChange(connection);
};

/** On a database without read models creates them all, empty, at the beginning of the log; else changes nothing. */
export const install = (session: Session, readModels: readonly ReadModel[]): Promise<Checkpoint[]> =>
  session.transaction(async (connection) => {
    await ensureSchemas(connection);
    await createAnchors(connection);
    const known = await readCheckpoints(connection);
    if (known.some(({ name }) => name === STATES.name)) return known;
    await installAll(connection, readModels);
    return readCheckpoints(connection);
  });
