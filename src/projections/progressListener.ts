import pg from 'pg';
import { endOf } from '../eventstore/endOf.ts';
import { orAborted } from '../eventstore/orAborted.ts';
import type { EventStore } from '../eventstore/port.ts';
import { NOTICED_HERE } from '../eventstore/silentLoss.ts';
import { CHANNEL, lastEventOf, readCheckpoints, standingOf } from './checkpoints.ts';
import type { Checkpoint, Wanted } from './checkpoints.ts';
import { lagOf } from './lag.ts';
import type { Lag } from './lag.ts';
import { createVerdict, type LogVerdict, type Verdict } from './logVerdict.ts';
import { createBoard } from './progressBoard.ts';
import type { Known, ProgressBoard } from './progressBoard.ts';
import type { ProjectionProgress } from './progress.ts';
import { faultOf } from './runnerFault.ts';
import type { ProjectionLog } from './runnerFault.ts';
import { HEARING } from './schema.ts';
import { createBackoff, pause } from './runnerPause.ts';
import type { CommitListener } from './runnerTerm.ts';

/** Progress as one process knows it: from its own runner's memory, and from the notifications of any other's. */
export interface Progress extends ProjectionProgress, CommitListener {
  /** True once the read models hold again what they were ever known to hold, false after `timeoutMs`. */
  regained(timeoutMs: number): Promise<boolean>;
  readonly verdict: LogVerdict;
  /** @throws StoreUnavailable */
  lag(): Promise<Lag>;
  close(): Promise<void>;
}

export interface ProgressOptions extends Wanted {
  /** Connection URL of the read models' database. */
  readonly database: string;
  readonly store: EventStore;
  readonly log: ProjectionLog;
}

const knownFrom = (checkpoints: readonly Checkpoint[], wanted: Wanted, isHeld: boolean): Known => {
  const { position, outdated, statesOutdated } = standingOf(checkpoints, wanted);
  const installed = position !== undefined;
  const halted = statesOutdated || !isHeld;
  return {
    position: halted ? undefined : position,
    building: installed && outdated.length > 0,
    halted,
  };
};

interface Listening extends ProgressOptions {
  readonly board: ProgressBoard;
  readonly verdict: Verdict;
  readonly signal: AbortSignal;
  /** The runner of this process commits, and says so itself: nobody else needs to. */
  leads: boolean;
  /** Lets the runner know whether to tell of its commits, and reads what the database says, through the connection that listens now. */
  reread: () => void;
}

/** All that it asks is answered at once. */
const ANSWER_MS = 10_000;

/** How often a log that is another one is looked at again: nobody tells of a node that has caught up. */
const LOOK_AGAIN_MS = 1_500;

const HEAR = `select pg_advisory_unlock_all(), pg_advisory_lock_shared(${HEARING})`;
const REST = 'select pg_advisory_unlock_all()';

/** Listens, and is known to, before it reads, so that no commit falls between. */
const listen = async (listening: Listening, client: pg.Client): Promise<void> => {
  const { board, log, signal, verdict } = listening;
  let latest = 0;
  let last = Promise.resolve();
  const readOnce = async (own: number): Promise<void> => {
    await client.query(listening.leads ? REST : HEAR);
    await verdict.look(lastEventOf(await readCheckpoints(client)));
    // Read once more, so that nothing lies between what the database says and that it is known.
    const checkpoints = await readCheckpoints(client);
    if (own === latest) board.know(knownFrom(checkpoints, listening, verdict.isHeld));
  };
  // One after the other, for a connection takes one statement at a time; of those that wait only the latest reads.
  const read = (): Promise<void> => {
    const own = (latest += 1);
    const next = last.then(() => (own === latest ? readOnce(own) : undefined));
    last = next.catch(() => undefined);
    return next;
  };
  listening.reread = () =>
    void read().catch((error: unknown) => {
      if (signal.aborted) return;
      log.warn(faultOf(error), 'reading the checkpoints failed');
      void client.end().catch(() => undefined);
    });
  client.on('notification', ({ payload }) => (payload ? board.passed(payload) : listening.reread()));
  await client.query(`listen ${CHANNEL}`);
  await read();
};

const listenUntilLost = async (listening: Listening, connected: () => void): Promise<void> => {
  const client = new pg.Client({
    connectionString: listening.database,
    ...NOTICED_HERE,
    query_timeout: ANSWER_MS,
    application_name: 'greenlane listener',
  });
  const ended = endOf(client);
  try {
    await client.connect();
    await listen(listening, client);
    connected();
    await orAborted(ended, listening.signal);
  } finally {
    listening.reread = () => undefined;
    listening.board.forget();
    listening.verdict.doubt();
    await client.end().catch(() => undefined);
  }
};

const keepListening = async (listening: Listening): Promise<void> => {
  const { signal, log } = listening;
  const backoff = createBackoff(signal);
  while (!signal.aborted) {
    try {
      await listenUntilLost(listening, backoff.succeeded);
    } catch (error) {
      log.warn(faultOf(error), 'listening for the read models failed');
    }
    await backoff.wait();
  }
};

const keepLooking = async (listening: Listening): Promise<void> => {
  const { signal, verdict } = listening;
  while (!signal.aborted) {
    await pause(LOOK_AGAIN_MS, signal);
    if (!verdict.isHeld) listening.reread();
  }
};

const setLeads = (listening: Listening, leads: boolean): void => {
  listening.leads = leads;
  listening.reread();
};

/** What the log holds is all that can be held. @throws StoreUnavailable */
const settleForAll = async (store: EventStore, board: ProgressBoard): Promise<boolean> => {
  const end = await store.end();
  if (board.position === undefined || board.position < end) return false;
  board.settle();
  return true;
};

/** Starts to follow the read models; a process that does not run them itself learns of every commit by notification (D-36). */
export const createProgress = (options: ProgressOptions): Progress => {
  const board = createBoard();
  const verdict = createVerdict(options.store, options.log);
  const closing = new AbortController();
  const listening: Listening = {
    ...options,
    board,
    verdict,
    signal: closing.signal,
    leads: false,
    reread: () => undefined,
  };
  const ended = Promise.all([keepListening(listening), keepLooking(listening)]);
  return {
    verdict,
    waitFor: board.waitFor,
    isBehind: board.isBehind,
    regained: async (timeoutMs) => (await board.regained(timeoutMs)) || settleForAll(options.store, board),
    passed: (position) => {
      board.passed(position);
      if (!listening.leads) setLeads(listening, true);
    },
    forget: () => {
      board.forget();
      setLeads(listening, false);
    },
    lag: () => lagOf(options.store, board.position),
    close: async () => {
      closing.abort();
      await ended;
    },
  };
};
