import pg from 'pg';
import { requireUtf8, WrongEncoding } from './encoding.ts';
import { codeOf } from './errorCode.ts';
import { Unusable } from '../unusable.ts';
import { tryFor } from './tryFor.ts';

/** Not there, or not yet: refused, unknown host, starting up, shutting down, too many connections. */
const PASSING = /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ENOENT|EPIPE|57P0[123]|53300)$/;

export interface Reached {
  readonly url: string;
  /** The variable that the URL was given by, for messages. */
  readonly variable: string;
  /** How long a database that is not there yet is waited for. */
  readonly timeoutMs: number;
  /** Aborted when the process is asked to end: it is not waited for any more then. */
  readonly stopping?: AbortSignal;
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
 * @throws Unusable, WrongEncoding
 */
export const reachDatabase = (reached: Reached): Promise<void> =>
  tryFor(() => tryOnce(reached), { ...reached, isPassing }).catch((error: unknown) => {
    throw error instanceof WrongEncoding ? error : new Unusable(`the database of ${reached.variable}`, error);
  });
