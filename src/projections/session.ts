import { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { endOf } from '../eventstore/endOf.ts';
import { NOTICED_HERE, NOTICED_THERE } from '../eventstore/silentLoss.ts';
import { gatherWrites, type Gather } from './gatherWrites.ts';
import type { Connection } from './projection.ts';
import { rowsAs } from './rows.ts';

/** Keeps statements of generated text from filling the server's memory with prepared plans. */
const MAX_PREPARED = 300;

/**
 * For small batches, each of which would cost more to plan than to write. Plans are kept as long as the connection, and may
 * have been made while a table was empty.
 */
export const KEPT_PLANS = 'set plan_cache_mode = force_generic_plan; set enable_seqscan = off';

/** One connection of its own, because locks and `search_path` belong to a connection. */
export interface Session {
  /** Statements outside a transaction. */
  readonly connection: Connection;
  /** Resolves when the connection has ended, for whatever reason. */
  readonly lost: Promise<void>;
  /**
   * Runs `work` in one transaction; what it left unfinished can no longer reach the connection afterwards.
   * @throws what `work` threw, or `CommitRefused`
   */
  transaction<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

class CommitRefused extends Error {
  override readonly name = 'CommitRefused';
  constructor() {
    super('the database rolled the transaction back at its commit');
  }
}

/** Waits for all, then throws the first failure: a transaction must not end under a statement that is still running. */
export const allSettled = async <T>(works: readonly Promise<T>[]): Promise<T[]> => {
  await Promise.allSettled(works);
  return Promise.all(works);
};

const preparing = (client: pg.Client, gather: Gather): Connection => {
  const names = new Map<string, string>();
  const nameOf = (text: string): string | undefined => {
    if (!names.has(text) && names.size < MAX_PREPARED) names.set(text, `projection_${names.size}`);
    return names.get(text);
  };
  return {
    query: async <Row extends object>(text: string, values?: readonly unknown[]) => {
      const statement = values ? { name: nameOf(text), text, values: [...values] } : { text };
      const { rows, rowCount } = await gather(() => client.query(statement));
      return { rows: rowsAs<Row>(rows), rowCount };
    },
  };
};

const closable = (connection: Connection) => {
  let open = true;
  return {
    close: () => void (open = false),
    connection: {
      query: async <Row extends object>(text: string, values?: readonly unknown[]) => {
        if (!open) throw new Error('a statement came after the end of its transaction');
        return connection.query<Row>(text, values);
      },
    },
  };
};

const commit = async (client: pg.Client): Promise<void> => {
  const { command } = await client.query('commit');
  if (command !== 'COMMIT') throw new CommitRefused();
};

const inTransaction = async <T>(
  client: pg.Client,
  base: Connection,
  work: (connection: Connection) => Promise<T>,
): Promise<T> => {
  const scope = closable(base);
  const begun = base.query('begin');
  try {
    const [result] = await Promise.all([work(scope.connection), begun]);
    scope.close();
    await commit(client);
    return result;
  } catch (error) {
    scope.close();
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
};

/** A server that is there says goodbye at once. */
const CLOSING_MS = 1_000;

export interface SessionOptions {
  /** SQL that is run first. */
  readonly settings?: string;
  /** How long an answer may take before the connection counts as lost; without it one may take as long as it likes. */
  readonly answerMs?: number;
}

/**
 * Opens a connection on which unqualified names mean tables of `schema`. Statements travel without waiting for each
 * other's answers. Commits do not wait for the disk: after a crash rows and checkpoint are older together, and the log fills the gap.
 */
export const openSession = async (
  database: string,
  schema: string,
  { settings = '', answerMs }: SessionOptions = {},
): Promise<Session> => {
  const socket = new Socket();
  const config = {
    connectionString: database,
    stream: () => socket,
    pipeline: true,
    ...NOTICED_HERE,
    query_timeout: answerMs,
    application_name: `greenlane ${schema}`,
    options: NOTICED_THERE,
  };
  const client = new pg.Client(config);
  const lost = endOf(client);
  const close = async (): Promise<void> => {
    await Promise.race([client.end(), lost, pause(CLOSING_MS, undefined, { ref: false })]);
    socket.destroy();
  };
  const set = `set search_path = ${client.escapeIdentifier(schema)}; set synchronous_commit = off; set timezone = 'UTC'; ${settings}`;
  await client.connect();
  try {
    await client.query(set);
  } catch (error) {
    await close();
    throw error;
  }
  const connection = preparing(client, gatherWrites(socket));
  return {
    connection,
    lost,
    transaction: (work) => inTransaction(client, connection, work),
    close,
  };
};
