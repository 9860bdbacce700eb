import { setTimeout as delay } from 'node:timers/promises';
import { orAborted } from '../../eventstore/orAborted.ts';

const TRY_EVERY_MS = 250;

const NEVER = new AbortController().signal;

export interface Patience {
  readonly timeoutMs: number;
  /** Whether an error may be gone at the next attempt; any other is thrown at once. */
  readonly isPassing: (error: unknown) => boolean;
  /** Aborted when the process is asked to end: nothing is waited for then. */
  readonly stopping?: AbortSignal | undefined;
}

/** Tries until it succeeds, is of no use any more, then with the error of the last attempt, or the process is asked to end. */
export const tryFor = async (attempt: () => Promise<void>, patience: Patience): Promise<void> => {
  const { timeoutMs, isPassing, stopping = NEVER } = patience;
  const end = performance.now() + timeoutMs;
  const tryOn = async (): Promise<true> => {
    for (;;) {
      try {
        await attempt();
        return true;
      } catch (error) {
        if (stopping.aborted || !isPassing(error) || performance.now() >= end) throw error;
        await delay(TRY_EVERY_MS);
      }
    }
  };
  // An attempt that hears nothing from the other machine takes long itself, so it is left to its end.
  if (!(await orAborted(tryOn(), stopping))) throw new Error('it was still waited for when greenlane was told to stop');
};

/** A database on another machine may start at the same time as we do. */
export const START_TIMEOUT_MS = 60_000;
