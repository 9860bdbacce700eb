import type { Position } from '../eventstore/port.ts';
import { announceChange, isCurrent, placeCheckpoint, readCheckpoints } from './checkpoints.ts';
import type { Checkpoint, NewCheckpoint } from './checkpoints.ts';
import { checksum } from './checksum.ts';
import type { Connection, ReadModel } from './projection.ts';
import type { Feed } from './rebuildFeed.ts';
import { lastOf, type KnownLast } from './lastEvent.ts';
import { projectEvents } from './runnerBatch.ts';
import type { Target } from './runnerBatch.ts';
import { BESIDE, dropTables, LIVE, moveTables, STATES, STATES_VERSION, tableNames } from './schema.ts';
import type { Session } from './session.ts';

/** How long readers may keep the tables, and the store the last events, before the swap lets go: the runner stands still meanwhile. */
const SWAP_MS = 500;

/** The swap could not be had now; trying again later may succeed. */
export class SwapPostponed extends Error {
  override readonly name = 'SwapPostponed';
}

export interface Swap {
  readonly target: Target;
  readonly feed: Feed;
  readonly position: Position;
  readonly lastEvent: KnownLast;
  /** The live tables were made of another log, and must not be waited for. */
  readonly isOtherLog: boolean;
  /** Compare with the live rows first; takes seconds while the runner waits. */
  readonly compare: boolean;
}

/** Where the runner has brought the live tables, which the next ones must reach; undefined when nothing runs live. */
export const livePosition = (checkpoints: readonly Checkpoint[]): Position | undefined =>
  checkpoints.find(isCurrent)?.position;

const limited = async <T>(work: (limit: Promise<never>) => Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new SwapPostponed('the store did not hand over the last events in time')), SWAP_MS);
  });
  // Nobody listens to it while events that are at hand are being applied, which may take longer.
  limit.catch(() => undefined);
  try {
    return await work(limit);
  } finally {
    clearTimeout(timer);
  }
};

/** @returns the last event up to the goal */
const applyRest = async (connection: Connection, swap: Swap, goal: Position): Promise<KnownLast> => {
  const { target, feed, position } = swap;
  let last = swap.lastEvent;
  if (position > goal) throw new SwapPostponed('the live read models are still behind the new ones');
  await limited(async (limit) => {
    for (let reached = position; reached < goal;) {
      const taken = await feed.take(goal, limit);
      await projectEvents(connection, target, taken.events);
      last = lastOf(taken.events, last);
      reached = taken.position;
    }
  });
  return last;
};

const differing = async (connection: Connection, { target, compare }: Swap, live: readonly Checkpoint[]) => {
  const names: string[] = [];
  const comparable = (readModel: ReadModel): boolean =>
    compare &&
    live.some(({ name, version, isWhole }) => isWhole && name === readModel.name && version === readModel.version);
  for (const readModel of target.readModels.filter(comparable)) {
    const sums = [await checksum(connection, readModel, LIVE), await checksum(connection, readModel, BESIDE)];
    if (sums[0] !== sums[1]) names.push(readModel.name);
  }
  return names;
};

const replace = async (connection: Connection, next: NewCheckpoint, live: readonly Checkpoint[]) => {
  const old = live.find(({ name }) => name === next.name)?.tables ?? [];
  await dropTables(connection, LIVE, [...new Set([...old, ...next.tables])]);
  await moveTables(connection, next.tables);
  await placeCheckpoint(connection, next);
};

const swapAll = async (connection: Connection, swap: Swap): Promise<readonly string[]> => {
  await connection.query(`set local lock_timeout = ${SWAP_MS}; set local synchronous_commit = on`);
  // The runner changes this table first in each transaction, so from here on it waits for the new tables.
  await connection.query('lock table projection.checkpoints in exclusive mode');
  const live = await readCheckpoints(connection);
  const position = (swap.isOtherLog ? undefined : livePosition(live)) ?? swap.position;
  const lastEvent = await applyRest(connection, swap, position);
  const differences = await differing(connection, swap, live);
  const states = { name: STATES.name, version: STATES_VERSION, position, tables: [STATES.name], zone: null, lastEvent };
  await replace(connection, states, live);
  const { readModels, zone } = swap.target;
  for (const readModel of readModels) {
    const { name, version } = readModel;
    await replace(connection, { name, version, position, tables: tableNames(readModel), zone, lastEvent: null }, live);
  }
  await connection.query(`drop schema ${BESIDE} cascade; delete from projection.rebuilds`);
  await announceChange(connection);
  return differences;
};

const LOCK_NOT_AVAILABLE = '55P03';
const DEADLOCK = '40P01';

const isLockFault = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === LOCK_NOT_AVAILABLE || error.code === DEADLOCK);

/**
 * Brings the new tables to the very position of the live ones and puts them in their place, in one short transaction.
 * @returns names of the read models whose rows differed from the live ones, when asked to compare
 * @throws SwapPostponed when readers or the store held it up
 */
export const swapIn = async (session: Session, swap: Swap): Promise<readonly string[]> => {
  try {
    return await session.transaction((connection) => swapAll(connection, swap));
  } catch (cause) {
    throw isLockFault(cause) ? new SwapPostponed('readers held the tables', { cause }) : cause;
  }
};
