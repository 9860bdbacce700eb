import { StoreUnavailable, StreamGone } from '../eventstore/errors.ts';
import { hashOf } from '../eventstore/hash.ts';
import type { EventStore, StoredEvent } from '../eventstore/port.ts';
import { pause } from './runnerPause.ts';
import { soon } from './soon.ts';

/** The last event that went into read models: a log that holds it is the one that they were made of (D-33). */
export interface LastEvent {
  readonly stream: string;
  readonly revision: number;
  readonly hash: string;
}

/** Null where no event is known, as in the checkpoints of earlier releases. */
export type KnownLast = LastEvent | null;

/**
 * The log does not hold what the read models were made of: it came back from an older copy, or is another one. What is
 * written now may take positions that count as read, so nothing may go on; and what the log has lost may stand in the
 * read models alone.
 */
export class OtherLog extends Error {
  override readonly name = 'OtherLog';
  constructor({ stream, revision }: LastEvent) {
    super(
      `the event log does not hold event ${revision} of ${stream} as the read models took it in: it came back from an ` +
        'older copy, is another log, or has had that stream removed. Bring back the log that was, or build the read ' +
        'models anew from the one there is: greenlane projections rebuild',
    );
  }
}

/** The last of the events of a batch, in the form that is kept; `before` when there are none. */
export const lastOf = (events: readonly StoredEvent[], before: KnownLast): KnownLast => {
  const last = events.at(-1);
  return last ? { stream: last.stream, revision: last.revision, hash: hashOf(last) } : before;
};

/** `gone`: the log is not another one, but somebody has removed the stream of the event from it. */
export type Holding = 'held' | 'other' | 'gone';

/** How a log holds an event. @throws StoreUnavailable */
export const holdingOf = async (store: EventStore, last: KnownLast): Promise<Holding> => {
  if (!last) return 'held';
  try {
    const [event] = await store.read(last.stream, { from: last.revision, limit: 1 });
    return event?.revision === last.revision && hashOf(event) === last.hash ? 'held' : 'other';
  } catch (error) {
    if (error instanceof StreamGone) return 'gone';
    throw error;
  }
};

/** Whether a log still holds an event as it was. @throws StoreUnavailable */
export const isHeld = async (store: EventStore, last: KnownLast): Promise<boolean> =>
  (await holdingOf(store, last)) === 'held';

/**
 * The last of the events that can be read in its stream: those of a removed one may be handed over for a long time yet,
 * and nobody could go on from them. @throws StoreUnavailable
 */
export const lastHeldOf = async (
  store: EventStore,
  events: readonly StoredEvent[],
  before: KnownLast,
): Promise<KnownLast> => {
  if (!store.keepsRemoved) return lastOf(events, before);
  for (let at = events.length; at > 0; at -= 1) {
    const last = lastOf(events.slice(at - 1, at), before);
    if (await isHeld(store, last)) return last;
  }
  return before;
};

/** What is wrong with a log that does not hold the last event. @throws StoreUnavailable */
export const findOtherLog = async (store: EventStore, last: KnownLast): Promise<OtherLog | undefined> =>
  last && !(await isHeld(store, last)) ? new OtherLog(last) : undefined;

/** @throws OtherLog, StoreUnavailable */
export const requireHeld = async (store: EventStore, last: KnownLast): Promise<void> => {
  const other = await findOtherLog(store, last);
  if (other) throw other;
};

/** How a log holds an event, within a second; undefined where it does not tell by then. */
export const findHolding = (store: EventStore, last: KnownLast): Promise<Holding | undefined> =>
  soon(holdingOf(store, last));

export interface Watch {
  readonly store: EventStore;
  /** Up to where the log was read. */
  readonly last: () => KnownLast;
  readonly everyMs: number;
  readonly signal: AbortSignal;
}

const unlessAway = (error: unknown): void => {
  if (!(error instanceof StoreUnavailable)) throw error;
};

/** Looks now and then whether the log is still there, for its server may be restored under a running process. @throws OtherLog */
export const watchLog = async ({ store, last, everyMs, signal }: Watch): Promise<void> => {
  for (;;) {
    await pause(everyMs, signal);
    if (signal.aborted) return;
    await requireHeld(store, last()).catch(unlessAway);
  }
};
