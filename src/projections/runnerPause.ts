import { setTimeout as after } from 'node:timers/promises';

const FIRST_MS = 100;
const LONGEST_MS = 5_000;

/** Resolves after `ms`, or at once when the signal is given. */
export const pause = async (ms: number, signal: AbortSignal): Promise<void> => {
  await after(ms, undefined, { signal }).catch(() => undefined);
};

/** Waits longer after each failure in a row, up to five seconds, so that a returning database is found soon and not hammered. */
export const createBackoff = (signal: AbortSignal) => {
  let failures = 0;
  return {
    succeeded: (): void => void (failures = 0),
    wait: (): Promise<void> => pause(Math.min(FIRST_MS * 2 ** failures++, LONGEST_MS), signal),
  };
};
