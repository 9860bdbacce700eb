import type { EventBatch, EventStore, Position, StoredEvent } from '../eventstore/port.ts';

/** Events up to a wanted position. */
interface Taken {
  readonly events: readonly StoredEvent[];
  /** Everything up to here has been taken. */
  readonly position: Position;
}

/** A subscription that is asked instead of asking; the next batch is fetched while the last is being applied. */
export interface Feed {
  /** The next events, none of them past `goal`. @throws what ended the subscription, or what `limit` rejects with */
  take(goal: Position, limit: Promise<never>): Promise<Taken>;
  close(): Promise<void>;
}

const BATCH_SIZE = 1_000;

interface Slot {
  batch: EventBatch | undefined;
  filled: () => void;
  emptied: () => void;
}

/** What is left was told as well: that there is nothing up to its position may be told only once. */
const split = ({ events, position, caughtUp }: EventBatch, goal: Position): [Taken, EventBatch | undefined] => {
  if (position <= goal) return [{ events, position }, undefined];
  const past = events.findIndex((event) => event.position > goal);
  const count = past < 0 ? events.length : past;
  return [
    { events: events.slice(0, count), position: goal },
    { events: events.slice(count), position, caughtUp },
  ];
};

const waitForBatch = async (slot: Slot, others: readonly Promise<unknown>[]): Promise<EventBatch> => {
  const arrived = new Promise<void>((resolve) => void (slot.filled = resolve));
  if (!slot.batch) await Promise.race([arrived, ...others]);
  if (!slot.batch) throw new Error('the subscription ended');
  return slot.batch;
};

export const openFeed = (store: EventStore, from: Position): Feed => {
  const slot: Slot = { batch: undefined, filled: () => undefined, emptied: () => undefined };
  let closed = false;
  const subscription = store.subscribe(from, { batchSize: BATCH_SIZE, exact: true }, async (batch) => {
    if (closed) return;
    slot.batch = batch;
    slot.filled();
    await new Promise<void>((resolve) => void (slot.emptied = resolve));
  });
  subscription.ended.catch(() => undefined);
  return {
    take: async (goal, limit) => {
      const [taken, rest] = split(await waitForBatch(slot, [subscription.ended, limit]), goal);
      slot.batch = rest;
      if (!rest) slot.emptied();
      return taken;
    },
    close: async () => {
      closed = true;
      slot.emptied();
      await subscription.stop();
    },
  };
};
