import { setTimeout as delay } from 'node:timers/promises';

const TRY_EVERY_MS = 250;

export interface Patience {
  readonly timeoutMs: number;
  /** Whether an error may be gone at the next attempt; any other is thrown at once. */
  readonly isPassing: (error: unknown) => boolean;
}

/** Tries until it succeeds, or is of no use any more: then with the error of the last attempt. */
export const tryFor = async (attempt: () => Promise<void>, { timeoutMs, isPassing }: Patience): Promise<void> => {
  const end = performance.now() + timeoutMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!isPassing(error) || performance.now() >= end) throw error;
      await delay(TRY_EVERY_MS);
    }
  }
};

/** A database on another machine may start at the same time as we do. */
export const START_TIMEOUT_MS = 60_000;
