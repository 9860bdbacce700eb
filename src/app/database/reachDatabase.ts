import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { requireUtf8 } from './encoding.ts';

const TRY_EVERY_MS = 250;

/** Not there, or not yet: refused, unknown host, starting up, shutting down, too many connections. */
const PASSING = /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ENOENT|EPIPE|57P0[123]|53300)$/;

export interface Reached {
  readonly url: string;
  /** The variable that the URL was given by, for messages. */
  readonly variable: string;
  /** How long a database that is not there yet is waited for. */
  readonly timeoutMs: number;
}

const isPassing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && PASSING.test(error.code);

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

const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Resolves when the database takes connections and is one that greenlane can use (D-06). */
export const reachDatabase = async (reached: Reached): Promise<void> => {
  const end = performance.now() + reached.timeoutMs;
  for (;;) {
    try {
      return await tryOnce(reached);
    } catch (error) {
      if (!isPassing(error)) throw error;
      if (performance.now() >= end)
        throw new Error(`the database of ${reached.variable} is away: ${describe(error)}`, { cause: error });
      await delay(TRY_EVERY_MS);
    }
  }
};
