import pg from 'pg';
import type { EventStore } from '../eventstore/port.ts';
import { NOTICED_HERE } from '../eventstore/silentLoss.ts';
import { CHANNEL, readCheckpoints, standingOf } from './checkpoints.ts';
import type { Checkpoint, Wanted } from './checkpoints.ts';
import { lagOf } from './lag.ts';
import type { Lag } from './lag.ts';
import { createBoard } from './progressBoard.ts';
import type { Known, ProgressBoard } from './progressBoard.ts';
import type { ProjectionProgress } from './progress.ts';
import type { Connection } from './projection.ts';
import { rowsAs } from './rows.ts';
import { faultOf } from './runnerFault.ts';
import type { ProjectionLog } from './runnerFault.ts';
import { HEARING } from './schema.ts';
import { abortOf, createBackoff } from './runnerPause.ts';
import { missingUpTo } from './shortenedLog.ts';
import type { CommitListener } from './runnerTerm.ts';

/** Progress as one process knows it: from its own runner's memory, and from the notifications of any other's. */
export interface Progress extends ProjectionProgress, CommitListener {
  /** True once the read models hold again what they were ever known to hold, false after `timeoutMs`. */
  regained(timeoutMs: number): Promise<boolean>;
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

const knownFrom = (checkpoints: readonly Checkpoint[], wanted: Wanted, isLogShorter: boolean): Known => {
  const { position, outdated, statesOutdated } = standingOf(checkpoints, wanted);
  const installed = position !== undefined;
  const halted = statesOutdated || isLogShorter;
  return {
    position: halted ? undefined : position,
    building: installed && outdated.length > 0,
    halted,
  };
};

/** A store that is away is not shorter. */
const isLogShorter = (checkpoints: readonly Checkpoint[], options: ProgressOptions): Promise<boolean> =>
  missingUpTo(options.store, standingOf(checkpoints, options).position).then(
    (missing) => missing > 0,
    () => false,
  );

const connectionOn = (client: pg.Client): Connection => ({
  query: async <Row extends object>(text: string, values?: readonly unknown[]) => {
    const { rows, rowCount } = await client.query(text, values && [...values]);
    return { rows: rowsAs<Row>(rows), rowCount };
  },
});

interface Listening extends ProgressOptions {
  readonly board: ProgressBoard;
  readonly signal: AbortSignal;
  /** The runner of this process commits, and says so itself: nobody else needs to. */
  leads: boolean;
  /** Lets the runner know whether to tell of its commits, and reads what the database says, through the connection that listens now. */
  reread: () => void;
}

const HEAR = `select pg_advisory_unlock_all(), pg_advisory_lock_shared(${HEARING})`;
const REST = 'select pg_advisory_unlock_all()';

const endOf = (client: pg.Client, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    client.on('error', () => resolve());
    client.on('end', () => resolve());
    void abortOf(signal).then(resolve);
  });

/** Listens, and is known to, before it reads, so that no commit falls between. */
const listen = async (listening: Listening, client: pg.Client): Promise<void> => {
  const { board, log, signal } = listening;
  const read = async (): Promise<void> => {
    await client.query(listening.leads ? REST : HEAR);
    const connection = connectionOn(client);
    const isShorter = await isLogShorter(await readCheckpoints(connection), listening);
    // Read once more, so that nothing lies between what the database says and that it is known.
    board.know(knownFrom(await readCheckpoints(connection), listening, isShorter));
  };
  listening.reread = () =>
    void read().catch((error: unknown) => {
      if (!signal.aborted) log.warn(faultOf(error), 'reading the checkpoints failed');
    });
  client.on('notification', ({ payload }) => (payload ? board.passed(payload) : listening.reread()));
  await client.query(`listen ${CHANNEL}`);
  await read();
};

const listenUntilLost = async (listening: Listening, connected: () => void): Promise<void> => {
  const client = new pg.Client({
    connectionString: listening.database,
    ...NOTICED_HERE,
    application_name: 'greenlane listener',
  });
  const ended = endOf(client, listening.signal);
  try {
    await client.connect();
    await listen(listening, client);
    connected();
    await ended;
  } finally {
    listening.reread = () => undefined;
    listening.board.forget();
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

const setLeads = (listening: Listening, leads: boolean): void => {
  listening.leads = leads;
  listening.reread();
};

/** A log that came back shorter, from a backup or a standby, is all that can be held. @throws StoreUnavailable */
const settleForAll = async (store: EventStore, board: ProgressBoard): Promise<boolean> => {
  const end = await store.end();
  if (board.position === undefined || board.position < end) return false;
  board.settle();
  return true;
};

/** Starts to follow the read models; a process that does not run them itself learns of every commit by notification (D-36). */
export const createProgress = (options: ProgressOptions): Progress => {
  const board = createBoard();
  const closing = new AbortController();
  const listening: Listening = { ...options, board, signal: closing.signal, leads: false, reread: () => undefined };
  const listened = keepListening(listening);
  return {
    waitFor: board.waitFor,
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
      await listened;
    },
  };
};
