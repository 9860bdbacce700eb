import type { EventStore, Position } from '../eventstore/port.ts';
import { StoreUnavailable } from '../eventstore/errors.ts';
import { pause } from './runnerPause.ts';

/**
 * The log ends before what the read models were made of: it came back from an older copy. What is written now takes
 * positions that count as read, so nothing may go on; and what the log has lost may stand in the read models alone.
 */
export class LogShortened extends Error {
  override readonly name = 'LogShortened';
  constructor(missing: number) {
    super(
      `the event log lacks the last ${missing} events that the read models hold: it came back from an older copy. ` +
        'Bring back the newer copy, or build the read models anew from what there is: greenlane projections rebuild',
    );
  }
}

/** How many events a log lacks of those up to a position that it once gave; 0 where the store cannot tell (D-34). */
export const missingUpTo = async (store: EventStore, position: Position | undefined): Promise<number> => {
  if (position === undefined || store.distance(position, position) === undefined) return 0;
  return Math.max(0, -(store.distance(position, await store.end()) ?? 0));
};

/** @throws LogShortened, StoreUnavailable */
export const requireWhole = async (store: EventStore, position: Position | undefined): Promise<void> => {
  const missing = await missingUpTo(store, position);
  if (missing > 0) throw new LogShortened(missing);
};

export interface Watch {
  readonly store: EventStore;
  /** Up to where the log was read. */
  readonly reached: () => Position;
  readonly everyMs: number;
  readonly signal: AbortSignal;
}

const unlessAway = (error: unknown): void => {
  if (!(error instanceof StoreUnavailable)) throw error;
};

/** Looks now and then whether the log is still there, for its server may be restored under a running process. @throws LogShortened */
export const watchLog = async ({ store, reached, everyMs, signal }: Watch): Promise<void> => {
  for (;;) {
    await pause(everyMs, signal);
    if (signal.aborted) return;
    await requireWhole(store, reached()).catch(unlessAway);
  }
};
