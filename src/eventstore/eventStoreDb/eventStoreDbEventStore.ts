import type { ReadStreamOptions } from '@eventstore/db-client';
import { BACKWARDS, END, FORWARDS, START } from '@eventstore/db-client';
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
} from '../port.ts';
import { Appender } from './appender.ts';
import type { Connection, ConnectionOptions } from './connection.ts';
import { connect } from './connection.ts';
import { toStoredEvent } from './eventCodec.ts';
import { LogEnd } from './logEnd.ts';
import type { OwnStreams } from './ownStreams.ts';
import { requireOwnStream } from './ownStreams.ts';
import { answersOf } from './streamingRead.ts';
import type { SubscriptionLog } from './subscription.ts';
import { subscribeToAll } from './subscription.ts';

export interface EventStoreDbOptions extends ConnectionOptions {
  /** Told whenever a subscription loses its connection. */
  readonly logger?: SubscriptionLog;
  /** What the names of our streams begin with, all of them; the other streams of the store are passed over. All by default. */
  readonly ownStreams?: OwnStreams;
}

/** Events of the store on an EventStoreDB 23.10 or newer, single node or cluster (D-34). */
export const createEventStoreDbEventStore = (options: EventStoreDbOptions): EventStore =>
  new EventStoreDbEventStore(connect(options), options);

class EventStoreDbEventStore implements EventStore {
  /** Until the server is scavenged. */
  readonly keepsRemoved = true;
  readonly #connection: Connection;
  readonly #logger: SubscriptionLog | undefined;
  readonly #own: OwnStreams;
  readonly #appender: Appender;
  readonly #end: LogEnd;
  readonly #subscriptions = new Set<Subscription>();

  constructor(connection: Connection, { logger, ownStreams }: Pick<EventStoreDbOptions, 'logger' | 'ownStreams'>) {
    this.#connection = connection;
    this.#logger = logger;
    this.#own = ownStreams;
    this.#appender = new Appender(connection, (stream, options) => this.read(stream, options));
    this.#end = new LogEnd(connection, ownStreams);
  }

  async append(stream: string, events: readonly NewEvent[], expectedRevision: number): Promise<Appended> {
    requireOwnStream(this.#own, stream);
    return this.#appender.append(stream, events, expectedRevision);
  }

  async read(stream: string, options: ReadOptions = {}): Promise<readonly StoredEvent[]> {
    if (options.limit !== undefined && options.limit <= 0) return [];
    const { client, patience } = this.#connection;
    const answers = await answersOf(() => client.readStream(stream, readStreamOptions(options)), patience);
    return answers.flatMap(({ event }) => (event === undefined ? [] : [toStoredEvent(event)]));
  }

  subscribe(from: Position, options: SubscribeOptions, onBatch: (batch: EventBatch) => Promise<void>): Subscription {
    const through = { connection: this.#connection, logger: this.#logger, own: this.#own };
    const subscription = subscribeToAll({ ...through, from, options, onBatch });
    this.#subscriptions.add(subscription);
    const forget = () => void this.#subscriptions.delete(subscription);
    subscription.ended.then(forget, forget);
    return subscription;
  }

  end(): Promise<Position> {
    return this.#end.find();
  }

  /** EventStoreDB's positions have gaps, so they tell no number of events (D-34). */
  distance(): undefined {
    return undefined;
  }

  forget(): void {
    this.#appender.forget();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#subscriptions].map((subscription) => subscription.stop()));
    await this.#connection.close();
  }
}

const readStreamOptions = ({ from, direction = 'forwards', limit }: ReadOptions): ReadStreamOptions => ({
  direction: direction === 'forwards' ? FORWARDS : BACKWARDS,
  fromRevision: from === undefined ? (direction === 'forwards' ? START : END) : BigInt(from),
  maxCount: limit,
});
