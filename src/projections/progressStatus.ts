import type { EventStore, Position } from '../eventstore/port.ts';
import { lastEventOf, readCheckpoints, standingOf } from './checkpoints.ts';
import type { Checkpoint, Wanted } from './checkpoints.ts';
import { lagOf, UNKNOWN_LAG } from './lag.ts';
import type { Lag } from './lag.ts';
import { findOtherLog } from './lastEvent.ts';
import { findNewer } from './newerRelease.ts';
import type { ReadModel } from './projection.ts';
import { readBuilds } from './rebuildPrepare.ts';
import { isLocked, LIVE } from './schema.ts';
import { openSession } from './session.ts';

/** `outdated`: of another version or zone or left behind, and to be built; `missing`: never built, or a table is gone. */
type ReadModelState = 'live' | 'outdated' | 'missing';

export interface ReadModelStatus {
  readonly name: string;
  /** Of this release. */
  readonly version: number;
  /** Of the rows; undefined when there are none. */
  readonly liveVersion: number | undefined;
  /** Of the hospital, as this process knows it. */
  readonly zone: string;
  /** Of the rows; undefined when there are none, or when they were built before it was noted. */
  readonly liveZone: string | undefined;
  readonly state: ReadModelState;
  readonly position: Position | undefined;
  readonly lag: Lag;
  /** The next rows, built beside; undefined when there is no such build. */
  readonly build: BuildStatus | undefined;
}

interface BuildStatus {
  /** False when it was cut off and waits to be continued. */
  readonly running: boolean;
  readonly version: number;
  /** Events read so far. */
  readonly events: number;
}

export interface ProjectionStatus {
  /** Some process is keeping the read models. */
  readonly runnerActive: boolean;
  readonly readModels: readonly ReadModelStatus[];
  /** Why nothing goes on and what to do about it: no read model was ever built, a newer release keeps them, or the log is another. */
  readonly problem: string | undefined;
}

interface StatusOptions extends Wanted {
  /** Connection URL of the read models' database. */
  readonly database: string;
  readonly store: EventStore;
}

const stateOf = (checkpoint: Checkpoint | undefined, isLive: boolean): ReadModelState => {
  if (checkpoint === undefined) return 'missing';
  return isLive ? 'live' : 'outdated';
};

const NEVER_BUILT = 'no read models were ever built here: a server builds them when it starts';

/** How every read model of this release stands. @throws StoreUnavailable, or the database's error */
export const readStatus = async (options: StatusOptions): Promise<ProjectionStatus> => {
  const { database, store, readModels, zone } = options;
  const session = await openSession(database, LIVE);
  try {
    const { connection } = session;
    const checkpoints = await readCheckpoints(connection);
    const builds = await readBuilds(connection);
    const [runnerActive, running] = [await isLocked(connection, 'run'), await isLocked(connection, 'rebuild')];
    const { live } = standingOf(checkpoints, options);
    const other = await findOtherLog(store, lastEventOf(checkpoints));
    const statusOf = async (readModel: ReadModel): Promise<ReadModelStatus> => {
      const checkpoint = checkpoints.find(({ name, isWhole }) => isWhole && name === readModel.name);
      const build = builds.find(({ name }) => name === readModel.name);
      return {
        name: readModel.name,
        version: readModel.version,
        liveVersion: checkpoint?.version,
        zone,
        liveZone: checkpoint?.zone ?? undefined,
        state: stateOf(checkpoint, live.includes(readModel)),
        position: checkpoint?.position,
        // A position in one log says nothing of another.
        lag: other ? UNKNOWN_LAG : await lagOf(store, checkpoint?.position),
        build: build && { running, version: build.version, events: build.events },
      };
    };
    const problem = checkpoints.length === 0 ? NEVER_BUILT : (findNewer(checkpoints, options) ?? other)?.message;
    return { runnerActive, readModels: await Promise.all(readModels.map(statusOf)), problem };
  } finally {
    await session.close();
  }
};
