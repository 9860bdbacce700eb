import { requireAllowedSize } from '../../src/eventstore/appendSize.ts';
import { EventIdsTaken, WrongExpectedRevision } from '../../src/eventstore/errors.ts';
import type {
  Appended,
  EventBatch,
  EventStore,
  NewEvent,
  Position,
  ReadOptions,
  StoredEvent,
  SubscribeOptions,
  Subscription,
} from '../../src/eventstore/port.ts';
import { BEGINNING } from '../../src/eventstore/port.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An event store in the memory of a unit test; it keeps the contract as far as nothing is connected to anything. */
export const createMemoryEventStore = (): EventStore => {
  const log: StoredEvent[] = [];
  const index: Index = { log, byStream: new Map(), byId: new Map() };
  const wakers = new Set<() => void>();
  const read = (stream: string, options: ReadOptions = {}) => readFrom(index, stream, options);
  return {
    append: async (stream, events, expected) => {
      const appended = appendTo(index, { stream, events, expected });
      for (const wake of wakers) wake();
      return appended;
    },
    read: async (stream, options) => read(stream, options),
    subscribe: (from, options, onBatch) => subscribeTo({ log, wakers, from, options, onBatch }),
    end: async () => log.at(-1)?.position ?? BEGINNING,
    distance: (from, to) => Number(to) - Number(from),
    forget: () => undefined,
    close: async () => undefined,
  };
};

const positionAt = (index: number): Position => String(index + 1).padStart(20, '0');

interface Index {
  readonly log: StoredEvent[];
  readonly byStream: Map<string, StoredEvent[]>;
  readonly byId: Map<string, StoredEvent>;
}

interface Append {
  readonly stream: string;
  readonly events: readonly NewEvent[];
  readonly expected: number;
}

const appendTo = (index: Index, { stream, events, expected }: Append): Appended => {
  requireAllowedSize(events);
  const malformed = events.find(({ id }) => !UUID.test(id));
  if (malformed !== undefined) throw new Error(`not a UUID: ${malformed.id}`);
  const repeated = firstResult(index, stream, events);
  if (repeated !== undefined) return repeated;
  const own = index.byStream.get(stream) ?? [];
  const actual = own.length - 1;
  if (actual !== expected) throw new WrongExpectedRevision(stream, expected, actual);
  index.byStream.set(stream, own);
  for (const event of events) {
    const stored = { ...event, stream, revision: own.length, position: positionAt(index.log.length) };
    own.push(stored);
    index.log.push(stored);
    index.byId.set(event.id, stored);
  }
  return { firstRevision: expected + 1, lastRevision: own.length - 1, position: positionAt(index.log.length - 1) };
};

const firstResult = ({ byId }: Index, stream: string, events: readonly NewEvent[]): Appended | undefined => {
  const known = events.flatMap(({ id }) => byId.get(id) ?? []);
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const inOrder = known.every((event, at) => event.stream === stream && event.revision === first.revision + at);
  if (known.length !== events.length || !inOrder) throw new EventIdsTaken(stream, events);
  return { firstRevision: first.revision, lastRevision: last.revision, position: last.position, isRepeated: true };
};

const readFrom = ({ byStream }: Index, stream: string, options: ReadOptions): readonly StoredEvent[] => {
  const { direction = 'forwards', from, limit } = options;
  const own = byStream.get(stream) ?? [];
  const ordered = direction === 'forwards' ? own.slice(from ?? 0) : own.slice(0, (from ?? own.length) + 1).reverse();
  return ordered.slice(0, limit);
};

interface MemorySubscription {
  readonly log: readonly StoredEvent[];
  readonly wakers: Set<() => void>;
  readonly from: Position;
  readonly options: SubscribeOptions;
  readonly onBatch: (batch: EventBatch) => Promise<void>;
}

const subscribeTo = ({ log, wakers, from, options, onBatch }: MemorySubscription): Subscription => {
  const { streamPrefixes, batchSize = 500 } = options;
  const wanted = ({ stream }: StoredEvent) => streamPrefixes?.some((prefix) => stream.startsWith(prefix)) ?? true;
  let stopped = false;
  let wake = (): void => undefined;
  const woken = () => wake();
  wakers.add(woken);
  const run = async () => {
    // A first batch, maybe an empty one, says at once whether there is anything to catch up with.
    for (let next = Number(from), first = true; !stopped; first = false) {
      if (next === log.length && !first) await new Promise<void>((resolve) => (wake = resolve));
      if (stopped) return;
      const rest = log.slice(next).filter(wanted);
      const events = rest.slice(0, batchSize);
      next = events.length === rest.length ? log.length : Number(events.at(-1)?.position);
      await onBatch({ events, position: next === 0 ? BEGINNING : positionAt(next - 1), caughtUp: next === log.length });
    }
  };
  const ended = new Promise<void>((resolve) => resolve(Promise.resolve().then(run))).finally(() =>
    wakers.delete(woken),
  );
  ended.catch(() => undefined);
  const stop = async () => {
    stopped = true;
    wake();
    await ended.catch(() => undefined);
  };
  return { stop, ended };
};
