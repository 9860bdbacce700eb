import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { LocalDatabase } from './localDatabase.ts';

const LOOK_EVERY_MS = 200;
const LONGEST_PAUSE_MS = 10_000;

export interface DatabaseGuard {
  /** Resolves once it starts nothing any more. */
  stop(): Promise<void>;
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  delay(ms, undefined, { signal }).catch(() => undefined);

const reviveOnce = async (database: LocalDatabase, log: Logger): Promise<boolean> => {
  log.error('PostgreSQL has died; starting it again');
  try {
    await database.revive();
    log.warn('PostgreSQL runs again');
    return true;
  } catch (error) {
    log.error({ err: error }, 'PostgreSQL could not be started again');
    return false;
  }
};

const watch = async (database: LocalDatabase, log: Logger, signal: AbortSignal): Promise<void> => {
  let failures = 0;
  while (!signal.aborted) {
    await pause(Math.min(LOOK_EVERY_MS * 2 ** failures, LONGEST_PAUSE_MS), signal);
    if (signal.aborted || (await database.isUp())) continue;
    failures = (await reviveOnce(database, log)) ? 0 : failures + 1;
  }
};

/** Starts the server's own PostgreSQL again whenever it dies (D-37). It may be no child of ours, so its pid is watched. */
export const guardDatabase = (database: LocalDatabase, log: Logger): DatabaseGuard => {
  const stopping = new AbortController();
  const watched = watch(database, log, stopping.signal);
  return {
    stop: async () => {
      stopping.abort();
      await watched;
    },
  };
};
