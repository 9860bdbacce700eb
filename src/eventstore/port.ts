/**
 * The event store port: append, read, subscribe. Every adapter keeps the promises of `test/contract`.
 * Payloads travel as the exact JSON texts that are stored, because the hash chain covers those bytes (D-33).
 */

/** Opaque to callers, but comparable with `<` and `>` as text; the empty text is before the first event. */
export type Position = string;

export const BEGINNING: Position = '';

/** The expected revision of a stream that must not exist yet; the first event of a stream has revision 0. */
export const NO_STREAM = -1;

/** All ids, types and texts of one append together, in UTF-8 bytes, on every adapter (D-34). */
export const MAX_APPEND_BYTES = 1_048_576;

export interface NewEvent {
  /** A UUID; appending the same ids again is the first append. */
  readonly id: string;
  readonly type: string;
  /** JSON text. */
  readonly data: string;
  /** JSON text. */
  readonly metadata: string;
}

export interface StoredEvent extends NewEvent {
  readonly stream: string;
  readonly revision: number;
  readonly position: Position;
}

export interface Appended {
  readonly firstRevision: number;
  readonly lastRevision: number;
  /** Of the last event, also when the append is repeated; none for an append of no events. */
  readonly position: Position | undefined;
  /** True when the ids were there before, maybe with other texts; a store may not know. */
  readonly isRepeated?: boolean;
}

export interface ReadOptions {
  /** First revision wanted; forwards from 0, backwards from the end by default. */
  readonly from?: number;
  readonly direction?: 'forwards' | 'backwards';
  readonly limit?: number;
}

export interface SubscribeOptions {
  /** Only streams whose name starts with one of these; all streams by default. */
  readonly streamPrefixes?: readonly string[];
  /** The most events handed over at once. */
  readonly batchSize?: number;
  /**
   * Once it has caught up, the position moves past every single event that is left out, also those of others who write to the
   * same store: for who waits for a position that another subscription was told of. Always so with `streamPrefixes`.
   */
  readonly exact?: boolean;
}

export interface EventBatch {
  /** In position order. Empty when the filter left nothing up to `position`. */
  readonly events: readonly StoredEvent[];
  /** Everything up to here has been seen: what a checkpoint stores. */
  readonly position: Position;
  /** True when nothing after this batch was known to the store; what others have just appended may not be known to it yet. */
  readonly caughtUp: boolean;
}

export interface Subscription {
  /** Resolves once no further batch will be handed over and the running one has ended. */
  stop(): Promise<void>;
  /** Settles when the subscription ends: rejects with what `onBatch` threw; a lost connection is mended, not reported. */
  readonly ended: Promise<void>;
}

export interface EventStore {
  /**
   * All or nothing, durable once it resolves.
   * @param expectedRevision the stream's last revision, or `NO_STREAM`.
   * @throws WrongExpectedRevision, EventIdsTaken, AppendTooLarge, StreamGone, StoreUnavailable
   */
  append(stream: string, events: readonly NewEvent[], expectedRevision: number): Promise<Appended>;

  /** The events of one stream; an unknown stream is empty. @throws StreamGone, StoreUnavailable */
  read(stream: string, options?: ReadOptions): Promise<readonly StoredEvent[]>;

  /** Every event after `from`, exactly once, in position order, batch after batch, for as long as it runs. */
  subscribe(from: Position, options: SubscribeOptions, onBatch: (batch: EventBatch) => Promise<void>): Subscription;

  /** The position of the last event, `BEGINNING` when there is none. @throws StoreUnavailable */
  end(): Promise<Position>;

  /** How many events lie after `from` up to `to`, where the store can tell (D-34). */
  distance(from: Position, to: Position): number | undefined;

  /** Whether subscribers are still handed the events of a stream that was removed, though nobody can read it any more. */
  readonly keepsRemoved?: boolean;

  /** Drops what is remembered of the log: it may not hold that any more. */
  forget(): void;

  close(): Promise<void>;
}
