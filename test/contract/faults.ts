import { randomUUID } from 'node:crypto';
import { WrongExpectedRevision } from '../../src/eventstore/errors.ts';
import type { EventBatch, EventStore, StoredEvent } from '../../src/eventstore/port.ts';
import type { Fault } from './subject.ts';

/** The store of the subject, with some of its operations replaced. */
export const storeFault =
  (replace: (store: EventStore) => Partial<EventStore>): Fault =>
  (subject) => ({ ...subject, store: { ...delegate(subject.store), ...replace(subject.store) } });

const delegate = (store: EventStore): EventStore => ({
  append: (...call) => store.append(...call),
  read: (...call) => store.read(...call),
  subscribe: (...call) => store.subscribe(...call),
  end: () => store.end(),
  distance: (...call) => store.distance(...call),
  forget: () => store.forget(),
  close: () => store.close(),
});

/** Every read answers something else. */
export const readFault = (change: (events: readonly StoredEvent[]) => readonly StoredEvent[]): Fault =>
  storeFault((store) => ({ read: async (...call) => change(await store.read(...call)) }));

/** Subscribers are handed something else; `change` may keep state across the batches of one subscription. */
export const batchFault = (changes: () => (batch: EventBatch) => EventBatch): Fault =>
  storeFault((store) => ({
    subscribe: (from, options, onBatch) => {
      const change = changes();
      return store.subscribe(from, options, (batch) => onBatch(change(batch)));
    },
  }));

/** The events that subscribers are handed differ. */
export const deliveryFault = (change: (events: readonly StoredEvent[]) => readonly StoredEvent[]): Fault =>
  batchFault(() => (batch) => ({ ...batch, events: change(batch.events) }));

/** The events of one batch differ: of the first that brings the `after`th event or a later one. */
export const onceInDelivery = (
  after: number,
  change: (events: readonly StoredEvent[]) => readonly StoredEvent[],
): Fault =>
  batchFault(() => {
    let seen = 0;
    let done = false;
    return (batch) => {
      seen += batch.events.length;
      if (done || seen < after || batch.events.length === 0) return batch;
      done = true;
      return { ...batch, events: change(batch.events) };
    };
  });

/** One event, the `after`th or a later one, is handed over with the batch after its own. */
export const delaysOne = (after: number): Fault =>
  batchFault(() => {
    let seen = 0;
    let held: readonly StoredEvent[] | undefined;
    return (batch) => {
      seen += batch.events.length;
      if (seen < after || batch.events.length === 0) return batch;
      const late = held ?? [];
      held = held === undefined ? batch.events.slice(0, 1) : [];
      return { ...batch, events: [...batch.events.slice(held.length), ...late] };
    };
  });

export const dropLast = <T>(events: readonly T[]): readonly T[] => events.slice(0, -1);
export const doubleLast = <T>(events: readonly T[]): readonly T[] => [...events, ...events.slice(-1)];
export const reversed = <T>(events: readonly T[]): readonly T[] => [...events].reverse();

/** Appends are accepted at whatever revision the stream has. */
export const ignoresRevision: Fault = storeFault((store) => ({
  append: async (stream, events, expected) => {
    try {
      return await store.append(stream, events, expected);
    } catch (error) {
      if (!(error instanceof WrongExpectedRevision)) throw error;
      return store.append(stream, events, error.actual);
    }
  },
}));

/** A repeated append is stored a second time. */
export const storesRepeats = (): Fault => {
  const known = new Set<string>();
  return storeFault((store) => ({
    append: async (stream, events, expected) => {
      const repeated = events.every(({ id }) => known.has(id));
      events.forEach(({ id }) => known.add(id));
      if (!repeated) return store.append(stream, events, expected);
      const last = (await store.read(stream, { direction: 'backwards', limit: 1 }))[0]?.revision ?? -1;
      return store.append(
        stream,
        events.map((event) => ({ ...event, id: randomUUID() })),
        last,
      );
    },
  }));
};
