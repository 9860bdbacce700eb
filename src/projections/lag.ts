import { decode } from '../eventstore/codec.ts';
import type { EventStore, Position, StoredEvent } from '../eventstore/port.ts';

/** How far the read models are behind the log. */
export interface Lag {
  /** Undefined where the store cannot tell (D-34), or the position is not known. */
  readonly events: number | undefined;
  /** The age of the oldest event that they have not taken in; undefined when it is not known. */
  readonly seconds: number | undefined;
}

export const UNKNOWN_LAG: Lag = { events: undefined, seconds: undefined };

/** Long enough for a store that answers at all. */
const FIRST_EVENT_MS = 2_000;

/** The first event after a position; undefined when the store does not hand it over in time. */
const firstAfter = async (store: EventStore, position: Position): Promise<StoredEvent | undefined> => {
  let found: (event: StoredEvent | undefined) => void = () => undefined;
  const first = new Promise<StoredEvent | undefined>((resolve) => void (found = resolve));
  const timer = setTimeout(() => found(undefined), FIRST_EVENT_MS);
  const subscription = store.subscribe(position, { batchSize: 1 }, async ({ events }) => {
    if (events.length > 0) found(events[0]);
  });
  subscription.ended.catch(() => found(undefined));
  try {
    return await first;
  } finally {
    clearTimeout(timer);
    await subscription.stop();
  }
};

const ageOf = (event: StoredEvent, now: Date): number =>
  Math.max(0, (now.getTime() - Date.parse(decode(event).metadata.recordedAt)) / 1000);

/** @param position where the read models stand; undefined when that is not known @throws StoreUnavailable */
export const lagOf = async (store: EventStore, position: Position | undefined): Promise<Lag> => {
  if (position === undefined) return UNKNOWN_LAG;
  const end = await store.end();
  // A store that counts no events does not count to 0 either: on a dashboard that would look like a figure (D-34).
  if (position >= end) return { events: store.distance(end, end), seconds: 0 };
  const oldest = await firstAfter(store, position);
  return { events: store.distance(position, end), seconds: oldest && ageOf(oldest, new Date()) };
};
