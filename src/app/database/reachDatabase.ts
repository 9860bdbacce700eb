import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { requireUtf8, WrongEncoding } from './encoding.ts';
import { codeOf } from './errorCode.ts';

const TRY_EVERY_MS = 250;

/** Not there, or not yet: refused, unknown host, starting up, shutting down, too many connections. */
const PASSING = /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ENOENT|EPIPE|57P0[123]|53300)$/;

/** A database that the operator named cannot be used; the message says which and why. */
export class DatabaseUnusable extends Error {
  override readonly name = 'DatabaseUnusable';
  constructor(variable: string, cause: unknown) {
    super(`the database of ${variable} cannot be used: ${String(cause)}`, { cause });
  }
}

export interface Reached {
  readonly url: string;
  /** The variable that the URL was given by, for messages. */
  readonly variable: string;
  /** How long a database that is not there yet is waited for. */
  readonly timeoutMs: number;
}

const isPassing = (error: unknown): boolean => PASSING.test(codeOf(error) ?? '');

const tryOnce = async ({ url, variable }: Reached): Promise<void> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  // A connection that breaks is reported by the query that runs on it.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await requireUtf8(client, variable);
  } finally {
    await client.end().catch(() => undefined);
  }
};

/**
 * Resolves when the database takes connections and is one that greenlane can use (D-06).
 * @throws DatabaseUnusable, WrongEncoding
 */
export const reachDatabase = async (reached: Reached): Promise<void> => {
  const { variable, timeoutMs } = reached;
  const end = performance.now() + timeoutMs;
  for (;;) {
    try {
      return await tryOnce(reached);
    } catch (error) {
      if (error instanceof WrongEncoding) throw error;
      if (!isPassing(error) || performance.now() >= end) throw new DatabaseUnusable(variable, error);
      await delay(TRY_EVERY_MS);
    }
  }
};
