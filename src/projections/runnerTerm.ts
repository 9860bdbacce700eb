import { orAborted } from '../eventstore/orAborted.ts';
import { BEGINNING } from '../eventstore/port.ts';
import type { EventStore, Position, StoredEvent, Subscription } from '../eventstore/port.ts';
import { recordAnchors } from './anchors.ts';
import { advance, announceChange, lastEventOf, standingOf } from './checkpoints.ts';
import type { Checkpoint, Standing, Wanted } from './checkpoints.ts';
import { createFold } from './fold.ts';
import { keepStatisticsFresh } from './freshStatistics.ts';
import type { Recall } from './fold.ts';
import { lastOf, requireHeld, watchLog, type KnownLast } from './lastEvent.ts';
import { findNewer } from './newerRelease.ts';
import { otherZoneOf } from './otherZone.ts';
import type { Connection } from './projection.ts';
import { rebuild } from './rebuild.ts';
import { projectEvents } from './runnerBatch.ts';
import { faultOf } from './runnerFault.ts';
import type { GapGuard, ProjectionLog } from './runnerFault.ts';
import { install } from './runnerInstall.ts';
import { createBackoff, pause } from './runnerPause.ts';
import { LIVE, STATES, tableNames, tryLock } from './schema.ts';
import { allSettled, KEPT_PLANS, openSession } from './session.ts';
import type { Session } from './session.ts';

/** Told of every commit of this process's runner, before anybody else can know of it. */
export interface CommitListener {
  passed(position: Position): void;
  /** What was passed may not be so any more: the database may have come back older. */
  forget(): void;
}

/** Told of read models that this process's runner builds anew beside the live ones, which may take long. */
export interface BuildListener {
  /** @param events how many there are to read, where the store can tell; each attempt tells it again */
  building(names: readonly string[], events: number | undefined): void;
  built(): void;
}

export interface TermOptions extends Wanted {
  /** Connection URL of the read models' database. */
  readonly database: string;
  readonly store: EventStore;
  readonly log: ProjectionLog;
  readonly progress: CommitListener;
  readonly builds?: BuildListener;
  /** Of the process whose commands make most of the events. */
  readonly recall?: Recall;
  /** How long a statement may take before its connection counts as lost. */
  readonly answerMs?: number;
}

export interface Term extends TermOptions {
  readonly onGaps: GapGuard;
  readonly onActive: () => void;
  readonly onCommit: () => void;
  readonly signal: AbortSignal;
}

/** The most events of one transaction; while writes come in, batches are as small as the time since the last. */
const BATCH_SIZE = 2_000;
const PATIENTS_IN_MEMORY = 2_000;
const STANDBY_MS = 500;
/** How often a runner looks whether the log is still there. */
const LOOK_MS = 2_000;

/** The largest batch takes a second or two, but statistics of a large store that is caught up with may take a minute. */
const ANSWER_MS = 300_000;

const waitForLock = async (session: Session, signal: AbortSignal): Promise<boolean> => {
  while (!signal.aborted) {
    if (await tryLock(session.connection, 'run')) return true;
    await pause(STANDBY_MS, signal);
  }
  return false;
};

const heldBy = (checkpoints: readonly Checkpoint[], { live }: Standing): Checkpoint[] => {
  const names = new Set([STATES.name, ...live.map(({ name }) => name)]);
  return checkpoints.filter(({ name }) => names.has(name));
};

const noteEnds = async (connection: Connection, fresh: readonly StoredEvent[], log: ProjectionLog): Promise<void> => {
  const broken = await recordAnchors(connection, fresh);
  if (broken.length > 0) log.error({ streams: broken }, 'streams do not go on from their noted ends; run the audit');
};

interface Following extends Subscription {
  /** What went into the read models last. */
  readonly last: () => KnownLast;
}

const follow = (session: Session, term: Term, checkpoints: readonly Checkpoint[]): Following => {
  const standing = standingOf(checkpoints, term);
  let held = heldBy(checkpoints, standing);
  let reached = standing.position ?? '';
  let last = lastEventOf(checkpoints);
  const target = { ...term, readModels: standing.live, fold: createFold(PATIENTS_IN_MEMORY) };
  const analyze = keepStatisticsFresh(session.connection, [STATES.name, ...standing.live.flatMap(tableNames)]);
  term.progress.passed(reached);
  const subscription = term.store.subscribe(reached, { batchSize: BATCH_SIZE }, async ({ events, position }) => {
    if (position <= reached) return;
    const fresh = events.filter((event) => event.position > reached);
    // Loaded states show an event that was left out; those of commands would hide it, so none may be.
    const recall = term.store.distance(reached, position) === fresh.length ? term.recall : undefined;
    const lastEvent = lastOf(fresh, last);
    await session.transaction((connection) =>
      allSettled([
        advance(connection, held, { position, lastEvent }),
        noteEnds(connection, fresh, term.log),
        projectEvents(connection, { ...target, recall }, fresh),
      ]),
    );
    reached = position;
    last = lastEvent;
    held = held.map((checkpoint) => ({ ...checkpoint, position }));
    term.progress.passed(position);
    term.onCommit();
    await analyze(fresh.length);
  });
  return { ...subscription, last: () => last };
};

const buildOutdated = async (term: Term, names: readonly string[], signal: AbortSignal): Promise<void> => {
  const { wait } = createBackoff(signal);
  const { store } = term;
  while (!signal.aborted) {
    try {
      term.builds?.building(names, store.distance(BEGINNING, await store.end()));
      await rebuild({ ...term, names: 'outdated', signal });
      term.builds?.built();
      return;
    } catch (error) {
      if (!signal.aborted) term.log.warn(faultOf(error), 'building read models beside the live ones failed');
      await wait();
    }
  }
};

const connectionLost = async (session: Session): Promise<never> => {
  await session.lost;
  throw new Error('the connection of the runner was lost, and its lock with it');
};

/** Follows the log, and builds what is outdated beside it, until one of them ends. */
const lead = async (session: Session, term: Term, checkpoints: readonly Checkpoint[]): Promise<void> => {
  const { outdated, statesOutdated } = standingOf(checkpoints, term);
  const ending = new AbortController();
  const names = (statesOutdated ? term.readModels : outdated).map(({ name }) => name);
  const building = names.length > 0 ? buildOutdated(term, names, ending.signal) : undefined;
  const following = statesOutdated ? undefined : follow(session, term, checkpoints);
  const { store } = term;
  const watched = following && watchLog({ store, last: following.last, everyMs: LOOK_MS, signal: ending.signal });
  const ends = [building, following?.ended, watched].filter((end) => end !== undefined);
  try {
    await orAborted(Promise.race([...ends, connectionLost(session)]), term.signal);
  } finally {
    ending.abort(new Error('the runner stopped'));
    await Promise.allSettled([following?.stop(), following?.ended, building]);
    term.progress.forget();
  }
};

/** Every process is told of the verdict: of one that stops it, that none may take what is written now for read. @throws OtherLog, StoreUnavailable */
const requireSameLog = async (session: Session, { store }: Term, checkpoints: readonly Checkpoint[]): Promise<void> => {
  try {
    await requireHeld(store, lastEventOf(checkpoints));
  } finally {
    await announceChange(session.connection);
  }
};

const tellOtherZone = (term: Term, checkpoints: readonly Checkpoint[]): void => {
  const rows = otherZoneOf(checkpoints, term);
  if (rows === undefined) return;
  const facts = { readModels: rows, hospital: term.zone };
  term.log.warn(facts, 'the read models are of another zone, so they are built anew beside the live ones');
};

/**
 * One term as the active runner: ends when it is told to, when read models were built, or with the error that cut it short.
 * Rows are written on the connection that holds the lock, so who loses the lock cannot write either (D-36).
 */
export const serveTerm = async (term: Term): Promise<void> => {
  const { database, answerMs = ANSWER_MS } = term;
  const session = await openSession(database, LIVE, { settings: KEPT_PLANS, answerMs });
  try {
    if (!(await waitForLock(session, term.signal))) return;
    const checkpoints = await install(session, term);
    const newer = findNewer(checkpoints, term);
    if (newer) throw newer;
    await requireSameLog(session, term, checkpoints);
    term.onActive();
    tellOtherZone(term, checkpoints);
    await lead(session, term, checkpoints);
  } finally {
    await session.close();
  }
};
