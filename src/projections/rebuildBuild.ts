import { orAborted } from '../eventstore/orAborted.ts';
import { BEGINNING } from '../eventstore/port.ts';
import type { EventStore, Position } from '../eventstore/port.ts';
import { recordAnchors } from './anchors.ts';
import { lastEventOf, readCheckpoints } from './checkpoints.ts';
import type { Wanted } from './checkpoints.ts';
import { createFold } from './fold.ts';
import { createGate } from './gate.ts';
import { isHeld, lastHeldOf, requireHeld } from './lastEvent.ts';
import type { Connection } from './projection.ts';
import { openFeed } from './rebuildFeed.ts';
import type { Feed } from './rebuildFeed.ts';
import { advanceBuild, prepareBuild } from './rebuildPrepare.ts';
import type { BuildCheckpoint } from './rebuildPrepare.ts';
import { livePosition, swapIn } from './rebuildSwap.ts';
import { PATIENTS_IN_MEMORY, startLoad } from './rebuildLoad.ts';
import type { Load } from './rebuildLoad.ts';
import type { Target } from './runnerBatch.ts';
import type { GapGuard } from './runnerFault.ts';
import { tableNames } from './schema.ts';
import { allSettled } from './session.ts';
import type { Session } from './session.ts';

export interface BuildProgress {
  readonly phase: 'load' | 'indexes' | 'swap';
  /** Events read so far. */
  readonly events: number;
  /** Events to read in all, where the store can tell (D-34). */
  readonly total: number | undefined;
}

export interface BuildOptions extends Wanted {
  readonly store: EventStore;
  readonly onGaps: GapGuard;
  readonly compare?: boolean;
  readonly onProgress?: (progress: BuildProgress) => void;
  readonly signal: AbortSignal;
  /** Build also from a log that is not the one of the live read models, which are given up for it. */
  readonly takesOtherLog: boolean;
}

interface Build {
  readonly session: Session;
  /** Sees what was committed while the session writes. */
  readonly reader: Session;
  readonly options: BuildOptions;
  readonly target: Target;
  readonly feed: Feed;
  /** Rejects when the rebuild is called off or its connection is lost. */
  readonly limit: Promise<never>;
  checkpoint: BuildCheckpoint;
  goal: Position;
  /** The goal is where the runner stands; else it is the end of the log. */
  followsLive: boolean;
  /** See `Swap`. */
  isOtherLog: boolean;
}

const limitOf = (session: Session, signal: AbortSignal): Promise<never> => {
  const lost = async (): Promise<never> => {
    await session.lost;
    throw new Error('the connection of the rebuild was lost');
  };
  const calledOff = async (): Promise<never> => {
    await orAborted(lost(), signal);
    throw signal.reason;
  };
  const limit = calledOff();
  limit.catch(() => undefined);
  return limit;
};

const report = ({ options, checkpoint, goal }: Build, phase: BuildProgress['phase']): void => {
  const total = options.store.distance(BEGINNING, goal);
  options.onProgress?.({ phase, events: checkpoint.events, total });
};

const seekGoal = async (build: Build): Promise<void> => {
  const { store, takesOtherLog } = build.options;
  const checkpoints = await readCheckpoints(build.session.connection);
  const live = livePosition(checkpoints);
  const last = lastEventOf(checkpoints);
  if (!takesOtherLog) await requireHeld(store, last);
  build.isOtherLog = takesOtherLog && !(await isHeld(store, last));
  build.followsLive = live !== undefined && !build.isOtherLog;
  build.goal = live !== undefined && build.followsLive ? live : await store.end();
};

/**
 * Events until a load is full or the goal is reached.
 * @throws GapInStream once for all gaps of a load, since each time everything is begun again from the load before
 */
const gather = async (build: Build, from: BuildCheckpoint): Promise<Load> => {
  const load = startLoad(build.target);
  while (!load.isFull && (load.position ?? from.position) < build.goal) {
    build.options.signal.throwIfAborted();
    const { events, position } = await build.feed.take(build.goal, build.limit);
    await load.add(build.reader.connection, events, position);
  }
  build.target.onGaps(load.gaps);
  return load;
};

/** Where nothing runs live nobody else notes how far the streams reach (D-33). */
const anchor = async (connection: Connection, build: Build, load: Load): Promise<void> => {
  if (!build.followsLive) await recordAnchors(connection, load.ends);
};

/**
 * Writes a load together with the checkpoint, after the one before it. What it writes is computed at once, while the
 * database still works on that one.
 */
const write = async (build: Build, load: Load, before: Promise<void>): Promise<void> => {
  const { gate, open } = createGate();
  const rows = load.write(gate);
  rows.catch(() => undefined);
  await before;
  const { checkpoint, options } = build;
  const next = {
    ...checkpoint,
    position: load.position ?? checkpoint.position,
    events: checkpoint.events + load.events,
    lastEvent: await lastHeldOf(options.store, load.ends, checkpoint.lastEvent),
  };
  await build.session.transaction((connection) => {
    open(connection);
    return allSettled([advanceBuild(connection, checkpoint, next), rows, anchor(connection, build, load)]);
  });
  build.checkpoint = next;
  report(build, 'load');
};

/** Gathers one load while the one before it is being written. */
const loadUpToGoal = async (build: Build): Promise<void> => {
  let reached = build.checkpoint;
  let written = Promise.resolve();
  try {
    while (reached.position < build.goal) {
      const load = await gather(build, reached);
      reached = { ...reached, position: load.position ?? reached.position };
      const before = written;
      written = write(build, load, before);
      written.catch(() => undefined);
      await before;
    }
  } finally {
    await written;
  }
};

/** Applies what lies before the goal, which moves on meanwhile, until there is nothing left. */
const catchUp = async (build: Build): Promise<void> => {
  await seekGoal(build);
  report(build, 'load');
  while (build.checkpoint.position < build.goal) {
    await loadUpToGoal(build);
    await seekGoal(build);
  }
};

const createIndexes = async (build: Build): Promise<void> => {
  const { session, checkpoint, target } = build;
  if (checkpoint.indexed) return;
  report(build, 'indexes');
  const next = { ...checkpoint, indexed: true };
  await session.transaction(async (connection) => {
    await advanceBuild(connection, checkpoint, next);
    for (const readModel of target.readModels) await readModel.createIndexes(connection);
    await connection.query(`analyze ${target.readModels.flatMap(tableNames).join(', ')}`);
  });
  build.checkpoint = next;
};

const finish = async (build: Build) => {
  await catchUp(build);
  await createIndexes(build);
  await catchUp(build);
  report(build, 'swap');
  const { session, target, feed, options, checkpoint } = build;
  const { position, lastEvent } = checkpoint;
  const { isOtherLog } = build;
  const swap = { target, feed, position, lastEvent, isOtherLog, compare: options.compare ?? false };
  return { events: checkpoint.events, differences: await swapIn(session, swap) };
};

/** Loads, indexes and swaps in, on a session that holds the lock for it. */
export const runBuild = async ({ session, reader }: Pick<Build, 'session' | 'reader'>, options: BuildOptions) => {
  const { store, readModels, zone, onGaps, signal } = options;
  const checkpoint = await prepareBuild(session, options);
  const target = { readModels, fold: createFold(PATIENTS_IN_MEMORY), zone, onGaps };
  const feed = openFeed(store, checkpoint.position);
  try {
    const limit = limitOf(session, signal);
    const goal = checkpoint.position;
    return await finish({
      session,
      reader,
      options,
      target,
      feed,
      limit,
      checkpoint,
      goal,
      followsLive: true,
      isOtherLog: false,
    });
  } finally {
    await feed.close();
  }
};
