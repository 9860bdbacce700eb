import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { endOf } from '../../eventstore/endOf.ts';
import { orAborted } from '../../eventstore/orAborted.ts';
import { NOTICED_HERE } from '../../eventstore/silentLoss.ts';
import type { TokenCache } from './tokenCache.ts';
import { TOKEN_CHANNEL } from './tokens.ts';

const RETRY_MS = 500;

const listenOnce = async (database: string, cache: TokenCache, signal: AbortSignal): Promise<void> => {
  const client = new pg.Client({ connectionString: database, ...NOTICED_HERE, application_name: 'greenlane tokens' });
  const ended = endOf(client);
  try {
    await client.connect();
    client.on('notification', ({ payload }) => cache.forget(payload ?? ''));
    await client.query(`listen ${TOKEN_CHANNEL}`);
    cache.setListening(true);
    await orAborted(ended, signal);
  } finally {
    cache.setListening(false);
    await Promise.race([client.end().catch(() => undefined), pause(RETRY_MS, undefined, { ref: false })]);
  }
};

export interface TokenNotices {
  close(): Promise<void>;
}

/** Hears of tokens that other processes revoked, for as long as it runs; a lost connection is opened again. */
export const listenForTokens = (database: string, cache: TokenCache): TokenNotices => {
  const stopping = new AbortController();
  const { signal } = stopping;
  const listen = async (): Promise<void> => {
    while (!signal.aborted) {
      await listenOnce(database, cache, signal).catch(() => undefined);
      await pause(RETRY_MS, undefined, { signal }).catch(() => undefined);
    }
  };
  const listened = listen();
  return {
    close: async () => {
      stopping.abort();
      await listened;
    },
  };
};
