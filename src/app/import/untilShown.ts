import { setTimeout as pause } from 'node:timers/promises';
import { readStatus, type ProjectionStatus } from '../../projections/progressStatus.ts';

const LOOK_MS = 250;

const IS_SHOWN = 'Lists and counts show all of it.';
const IS_LATER = 'Lists and counts will show it when a server runs: greenlane start';

/** Read models that wait to be built anew are another matter, and may take long. */
const isBehind = ({ readModels }: ProjectionStatus): boolean =>
  readModels.some(({ state, lag }) => state === 'live' && lag.seconds !== 0);

/**
 * Waits, as long as a server takes in what was imported, and says whether lists and counts show it: who counts right after
 * an import must not take a part of it for the whole.
 */
export const untilShown = async (
  options: Parameters<typeof readStatus>[0],
  signal: AbortSignal,
): Promise<typeof IS_SHOWN | typeof IS_LATER> => {
  for (;;) {
    const status = await readStatus(options);
    if (status.runnerActive && !isBehind(status)) return IS_SHOWN;
    if (!status.runnerActive || signal.aborted) return IS_LATER;
    await pause(LOOK_MS, undefined, { signal }).catch(() => undefined);
  }
};
