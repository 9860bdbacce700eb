import { BEGINNING } from '../eventstore/port.ts';
import type { EventStore, Position, StoredEvent } from '../eventstore/port.ts';
import { recordAnchors } from './anchors.ts';
import { readCheckpoints } from './checkpoints.ts';
import { createFold } from './fold.ts';
import type { Gap } from './fold.ts';
import type { Connection, ReadModel } from './projection.ts';
import { openFeed } from './rebuildFeed.ts';
import type { Feed } from './rebuildFeed.ts';
import { advanceBuild, prepareBuild } from './rebuildPrepare.ts';
import type { BuildCheckpoint } from './rebuildPrepare.ts';
import { livePosition, swapIn } from './rebuildSwap.ts';
import { projectEvents } from './runnerBatch.ts';
import type { Target } from './runnerBatch.ts';
import { abortOf } from './runnerPause.ts';
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

export interface BuildOptions {
  readonly store: EventStore;
  readonly readModels: readonly ReadModel[];
  readonly zone: string;
  readonly onGap: (gap: Gap) => void;
  readonly compare?: boolean;
  readonly onProgress?: (progress: BuildProgress) => void;
  readonly signal: AbortSignal;
}

/** Patients kept in memory while loading; imported logs come patient by patient, so few of them come back. */
const PATIENTS_IN_MEMORY = 10_000;

interface Build {
  readonly session: Session;
  readonly options: BuildOptions;
  readonly target: Target;
  readonly feed: Feed;
  /** Rejects when the rebuild is called off or its connection is lost. */
  readonly limit: Promise<never>;
  checkpoint: BuildCheckpoint;
  goal: Position;
  /** The goal is where the runner stands; else it is the end of the log. */
  followsLive: boolean;
}

const limitOf = (session: Session, signal: AbortSignal): Promise<never> => {
  const lost = async (): Promise<never> => {
    await session.lost;
    throw new Error('the connection of the rebuild was lost');
  };
  const calledOff = async (): Promise<never> => {
    await abortOf(signal);
    throw signal.reason;
  };
  const limit = Promise.race([lost(), calledOff()]);
  limit.catch(() => undefined);
  return limit;
};

const report = ({ options, checkpoint, goal }: Build, phase: BuildProgress['phase']): void => {
  const total = options.store.distance(BEGINNING, goal);
  options.onProgress?.({ phase, events: checkpoint.events, total });
};

const seekGoal = async (build: Build): Promise<void> => {
  const live = livePosition(await readCheckpoints(build.session.connection));
  build.followsLive = live !== undefined;
  build.goal = live ?? (await build.options.store.end());
};

/** Where nothing runs live nobody else notes how far the streams reach (D-33). */
const anchor = async (connection: Connection, build: Build, events: readonly StoredEvent[]): Promise<void> => {
  if (!build.followsLive) await recordAnchors(connection, events);
};

const step = async (build: Build): Promise<void> => {
  const { session, target, checkpoint } = build;
  build.options.signal.throwIfAborted();
  const { events, position } = await build.feed.take(build.goal, build.limit);
  const next = { ...checkpoint, position, events: checkpoint.events + events.length };
  await session.transaction(async (connection) => {
    await allSettled([
      advanceBuild(connection, checkpoint, next),
      projectEvents(connection, target, events),
      anchor(connection, build, events),
    ]);
  });
  build.checkpoint = next;
};

/** Applies what lies before the goal, which moves on meanwhile, until there is nothing left. */
const catchUp = async (build: Build): Promise<void> => {
  await seekGoal(build);
  report(build, 'load');
  while (build.checkpoint.position < build.goal) {
    await step(build);
    if (build.checkpoint.position >= build.goal) await seekGoal(build);
    report(build, 'load');
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
  const swap = { target, feed, position: checkpoint.position, compare: options.compare ?? false };
  return { events: checkpoint.events, differences: await swapIn(session, swap) };
};

/** Loads, indexes and swaps in, on a session that holds the lock for it. */
export const runBuild = async (session: Session, options: BuildOptions) => {
  const { store, readModels, zone, onGap, signal } = options;
  const checkpoint = await prepareBuild(session, readModels);
  const target = { readModels, fold: createFold(PATIENTS_IN_MEMORY), zone, onGap };
  const feed = openFeed(store, checkpoint.position);
  try {
    const limit = limitOf(session, signal);
    return await finish({
      session,
      options,
      target,
      feed,
      limit,
      checkpoint,
      goal: checkpoint.position,
      followsLive: true,
    });
  } finally {
    await feed.close();
  }
};
