import type { AllStreamResolvedEvent, AllStreamSubscription, EventStoreDBClient, Filter } from '@eventstore/db-client';
import { streamNameFilter } from '@eventstore/db-client';
import type { EventBatch, Position, StoredEvent } from '../port.ts';
import { isSystemEvent, toStoredEvent } from './eventCodec.ts';
import type { LogPosition } from './position.ts';
import { toLogPosition, toPosition } from './position.ts';

interface IncomingOptions {
  /** The last position seen; what comes is after it. */
  readonly from: Position;
  readonly streamPrefixes: readonly string[] | undefined;
  readonly batchSize: number;
  /** How many events the server looks at between two checkpoints. */
  readonly window: number;
  /** The last batch before this connection had nothing after it. */
  readonly hasSaidCaughtUp: boolean;
  readonly stopping: AbortSignal;
}

/** The subscription has to be opened anew. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
  constructor(readonly reason: Error) {
    super(reason.message, { cause: reason });
  }
}

/** While there is more to come, a batch that is not full waits this long, in ms. */
const GATHERING = 200;

/** One connection's answers, gathered into batches; the client reads no more ahead than a batch. */
export class Incoming {
  readonly #options: IncomingOptions;
  readonly #subscription: AllStreamSubscription;
  #events: StoredEvent[] = [];
  /** Up to here everything was handed over. */
  #handed: Position;
  /** Up to here everything was read from the connection, whether it is ours or not. */
  #seen: Position;
  /** Up to here the server has looked, as soon as everything that came before its word was read. */
  #checkpoint: Position;
  /** The server has nothing more than what it has sent. */
  #isLive = false;
  #hasFallenBehind = false;
  #hasSaidCaughtUp: boolean;
  #isGathered = false;
  #gathering: NodeJS.Timeout | undefined;
  #lost: ConnectionLost | undefined;
  #wake = (): void => undefined;

  constructor(client: EventStoreDBClient, options: IncomingOptions) {
    this.#options = options;
    this.#hasSaidCaughtUp = options.hasSaidCaughtUp;
    [this.#handed, this.#seen, this.#checkpoint] = [options.from, options.from, options.from];
    this.#subscription = client.subscribeToAll(
      { fromPosition: toLogPosition(options.from), filter: this.#filter() },
      { highWaterMark: options.batchSize },
    );
    this.#listen();
  }

  /** The server has become faster than we are. */
  get hasFallenBehind(): boolean {
    return this.#hasFallenBehind;
  }

  /** The next batch; undefined once the subscription is to stop. @throws ConnectionLost */
  async next(): Promise<EventBatch | undefined> {
    while (!this.#options.stopping.aborted) {
      const isDrained = this.#drain();
      if (this.#isReady(isDrained)) return this.#take(isDrained);
      if (this.#lost !== undefined && isDrained) throw this.#lost;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    return undefined;
  }

  close(): void {
    clearTimeout(this.#gathering);
    this.#options.stopping.removeEventListener('abort', this.#wakeUp);
    this.#subscription.unsubscribe().catch(() => undefined);
    this.#subscription.destroy();
  }

  readonly #wakeUp = (): void => this.#wake();

  #filter(): Filter {
    const { window, streamPrefixes } = this.#options;
    const checkpoints = {
      maxSearchWindow: window,
      checkpointInterval: 1,
      checkpointReached: (_: AllStreamSubscription, position: LogPosition) => this.#reach(toPosition(position)),
    };
    if (streamPrefixes === undefined) return streamNameFilter({ regex: '^[^$]', ...checkpoints });
    return streamNameFilter({ prefixes: [...streamPrefixes], ...checkpoints });
  }

  #listen(): void {
    const lose = (reason: Error) => {
      this.#lost ??= new ConnectionLost(reason);
      this.#wake();
    };
    const turnLive = (isLive: boolean) => () => {
      this.#isLive = isLive;
      this.#hasFallenBehind = !isLive;
      this.#wake();
    };
    this.#subscription.on('readable', this.#wakeUp);
    this.#subscription.on('caughtUp', turnLive(true));
    this.#subscription.on('fellBehind', turnLive(false));
    this.#subscription.on('error', lose);
    for (const end of ['end', 'close'] as const) {
      this.#subscription.on(end, () => lose(new Error('the server ended the subscription')));
    }
    this.#options.stopping.addEventListener('abort', this.#wakeUp);
  }

  #reach(checkpoint: Position): void {
    this.#checkpoint = later(this.#checkpoint, checkpoint);
    this.#wake();
  }

  /** Reads what has come, at most a batch; true when nothing was left unread. */
  #drain(): boolean {
    while (this.#events.length < this.#options.batchSize) {
      const answer: AllStreamResolvedEvent | null = this.#subscription.read();
      if (answer === null) return true;
      if (answer.event !== undefined) this.#keep(answer.event);
    }
    return this.#subscription.readableLength === 0;
  }

  #keep(event: NonNullable<AllStreamResolvedEvent['event']>): void {
    const position = toPosition(event.position);
    if (position <= this.#seen) return;
    this.#seen = position;
    if (!isSystemEvent(event)) this.#events.push(toStoredEvent(event));
  }

  #isReady(isDrained: boolean): boolean {
    if (this.#events.length >= this.#options.batchSize) return true;
    const isNews = this.#events.length > 0 || this.#positionNow(isDrained) > this.#handed;
    if (this.#isLive && isDrained) return isNews || !this.#hasSaidCaughtUp;
    return isNews && this.#isWorthHandingOver();
  }

  #isWorthHandingOver(): boolean {
    this.#gatherOn();
    return this.#isGathered || this.#lost !== undefined;
  }

  #gatherOn(): void {
    if (this.#isGathered) return;
    this.#gathering ??= setTimeout(() => {
      this.#isGathered = true;
      this.#wake();
    }, GATHERING);
  }

  #positionNow(isDrained: boolean): Position {
    return isDrained ? later(this.#seen, this.#checkpoint) : this.#seen;
  }

  #take(isDrained: boolean): EventBatch {
    const position = this.#positionNow(isDrained);
    const caughtUp = this.#isLive && isDrained;
    const batch = { events: this.#events, position, caughtUp };
    clearTimeout(this.#gathering);
    this.#gathering = undefined;
    this.#isGathered = false;
    this.#events = [];
    this.#handed = position;
    this.#hasSaidCaughtUp = caughtUp;
    return batch;
  }
}

const later = (one: Position, other: Position): Position => (one > other ? one : other);
