import { setTimeout as pause } from 'node:timers/promises';
import type { EventBatch, Position, SubscribeOptions, Subscription } from '../port.ts';
import type { Connection } from './connection.ts';
import { ConnectionLost, Incoming } from './incoming.ts';
import type { OwnStreams } from './ownStreams.ts';

export interface SubscriptionLog {
  warn(facts: object, message: string): void;
}

interface SubscriptionTask {
  readonly connection: Connection;
  readonly from: Position;
  readonly options: SubscribeOptions;
  readonly onBatch: (batch: EventBatch) => Promise<void>;
  readonly logger: SubscriptionLog | undefined;
  readonly own: OwnStreams;
}

const BATCH_SIZE = 500;
/** How many events the server looks at between two checkpoints, while there are many that were missed. */
const WIDE = 500;
/** At rest every event that the filter leaves out moves the position, so that nobody waits for it in vain. */
const EXACT = 1;
/** Before the connection is made again, in ms: twice as long after each that did not last. */
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 2_000;
/** A connection that lived so long was a good one, in ms; one that only began well may end the same way at once. */
const LASTING = 5_000;

/** Every event of our streams that the options let through, from a position on; mends a lost connection from the last batch. */
export const subscribeToAll = (task: SubscriptionTask): Subscription => {
  const stopping = new AbortController();
  const ended = new SubscriptionRun(task, stopping.signal).run();
  const stop = async () => {
    stopping.abort();
    await ended.catch(() => undefined);
  };
  return { ended, stop };
};

class SubscriptionRun {
  readonly #task: SubscriptionTask;
  readonly #stopping: AbortSignal;
  #position: Position;
  #window = WIDE;
  #hasSaidCaughtUp = false;
  #failures = 0;
  /** When the connection was made anew that stands now, whatever windows were opened on it. */
  #since = performance.now();

  constructor(task: SubscriptionTask, stopping: AbortSignal) {
    this.#task = task;
    this.#stopping = stopping;
    this.#position = task.from;
  }

  async run(): Promise<void> {
    while (!this.#stopping.aborted) {
      try {
        await this.#handOverUntilReopened();
      } catch (error) {
        if (!(error instanceof ConnectionLost)) throw error;
        await this.#pauseAfter(error);
      }
    }
  }

  async #handOverUntilReopened(): Promise<void> {
    const { connection, options, own } = this.#task;
    const incoming = new Incoming(connection.client, {
      from: this.#position,
      streamPrefixes: options.streamPrefixes ?? own,
      batchSize: options.batchSize ?? BATCH_SIZE,
      window: this.#window,
      hasSaidCaughtUp: this.#hasSaidCaughtUp,
      stopping: this.#stopping,
    });
    try {
      let goesOn = true;
      while (goesOn) goesOn = await this.#handOver(incoming);
    } finally {
      incoming.close();
    }
  }

  /** False when there is nothing more to come this way. */
  async #handOver(incoming: Incoming): Promise<boolean> {
    const batch = await incoming.next();
    if (batch === undefined) return false;
    await this.#task.onBatch(batch);
    this.#position = batch.position;
    this.#hasSaidCaughtUp = batch.caughtUp;
    const wanted = this.#wantedWindow(batch, incoming.hasFallenBehind);
    const isSame = wanted === this.#window;
    this.#window = wanted;
    return isSame && !this.#stopping.aborted;
  }

  #wantedWindow({ caughtUp }: EventBatch, hasFallenBehind: boolean): number {
    const { streamPrefixes, exact = streamPrefixes !== undefined } = this.#task.options;
    if (!exact || hasFallenBehind) return WIDE;
    return caughtUp ? EXACT : this.#window;
  }

  async #pauseAfter(lost: ConnectionLost): Promise<void> {
    this.#task.logger?.warn({ err: lost.reason, position: this.#position }, 'the subscription lost its connection');
    // Whoever was away for long has much to catch up with.
    this.#window = WIDE;
    this.#hasSaidCaughtUp = false;
    if (performance.now() - this.#since >= LASTING) this.#failures = 0;
    const length = Math.min(FIRST_PAUSE * 2 ** this.#failures, LONGEST_PAUSE);
    this.#failures += 1;
    await pause(length, undefined, { signal: this.#stopping }).catch(() => undefined);
    this.#since = performance.now();
  }
}
