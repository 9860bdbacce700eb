import type pg from 'pg';
import { mostBytesOf, requireAllowedSize } from '../appendSize.ts';
import { StoreUnavailable } from '../errors.ts';
import type { Appended } from '../port.ts';
import { MAX_APPEND_BYTES } from '../port.ts';
import type { Append } from './appendStatement.ts';
import { appendStatement } from './appendStatement.ts';
import { HeldConnection } from './heldConnection.ts';
import type { Notices } from './notices.ts';
import type { RecentEvents } from './recentEvents.ts';
import { toAppendRow } from './rows.ts';
import { isUnavailability, toStoreError } from './unavailable.ts';
import type { Outcome } from './verdicts.ts';
import { outcomesOf } from './verdicts.ts';

/** More would make the first of a batch wait longer than the round trips it saves. */
const LARGEST_BATCH = 256;

/** How often a batch is sent when connections break under it. */
const ATTEMPTS = 3;

/** Many large appends go as several batches, because a statement is held in memory on both sides. */
const LARGEST_BATCH_BYTES = 8 * 1_048_576;

interface Pending extends Append {
  /** At most. */
  readonly bytes: number;
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: unknown) => void;
}

/** What became of the appends of a transaction; `first` is the position of the first event that it stored. */
interface Stored {
  readonly first: number;
  readonly outcomes: readonly Outcome[];
  /** Of what this process remembers, when it was sent. */
  readonly era: number;
}

/** What became of a batch: of each of its transactions, when its appends had to go alone. */
interface Landed {
  readonly batch: readonly Pending[];
  readonly stored: readonly Stored[];
}

interface StoredBatch extends Stored {
  readonly batch: readonly Append[];
  /** The next transaction was sent before. */
  readonly isNextUnderWay: boolean;
}

/** Told of what a transaction of this process has stored, in position order. */
export type OnStored = (stored: StoredBatch) => void;

export interface AppendQueueOptions {
  readonly pool: pg.Pool;
  readonly notices: Notices;
  /** Cleared when the connection is lost over which it was stored. */
  readonly recent: RecentEvents;
  readonly onStored: OnStored;
}

/**
 * Group commit: while one batch is on its way the next gathers, and each goes as one transaction in one round trip.
 * When a connection breaks, the outcome is unknown; the batch is then sent again, which looks its ids up under the lock
 * and stores only what is not there, so nobody is answered on a guess (D-32).
 */
export class AppendQueue {
  private readonly connection: HeldConnection;
  private readonly notices: Notices;
  private readonly recent: RecentEvents;
  private readonly onStored: OnStored;
  private pending: Pending[] = [];
  private running: Promise<void> | undefined;
  private closed = false;

  constructor({ pool, notices, recent, onStored }: AppendQueueOptions) {
    this.connection = new HeldConnection(pool, () => recent.clear());
    this.notices = notices;
    this.recent = recent;
    this.onStored = onStored;
  }

  async append(append: Append): Promise<Appended> {
    if (append.events.length === 0) throw new RangeError('an append needs at least one event');
    const bytes = mostBytesOf(append.events);
    if (bytes > MAX_APPEND_BYTES) requireAllowedSize(append.events);
    if (this.closed) throw new StoreUnavailable('it is closed');
    return new Promise((resolve, reject) => {
      this.pending.push({ ...append, bytes, resolve, reject });
      this.running ??= this.drain();
    });
  }

  /** Resolves when everything asked for has been answered; further appends are refused. */
  async close(): Promise<void> {
    this.closed = true;
    await this.running;
    this.connection.release();
  }

  /** The next batch is sent before the last is answered, so that PostgreSQL works while this process does. */
  private async drain(): Promise<void> {
    // Appends of the same turn of the event loop come together.
    await Promise.resolve();
    let flight = this.takeOff();
    while (flight !== undefined) {
      const landed = await flight;
      flight = this.takeOff();
      this.answer(landed, flight !== undefined);
    }
    this.running = undefined;
  }

  private takeOff(): Promise<Landed> | undefined {
    if (this.pending.length === 0) return undefined;
    const size = batchSize(this.pending);
    const batch = this.pending.slice(0, size);
    this.pending = this.pending.slice(size);
    return this.commit(batch);
  }

  /** Never rejects: what went wrong is the outcome. */
  private async commit(batch: readonly Pending[]): Promise<Landed> {
    try {
      return { batch, stored: [await this.send(batch, false)] };
    } catch (error) {
      return isUnavailability(error) ? failed(batch, error) : this.commitEach(batch);
    }
  }

  /** One append that PostgreSQL cannot take has failed all of them; alone, it fails only itself. */
  private async commitEach(batch: readonly Pending[]): Promise<Landed> {
    const stored: Stored[] = [];
    for (const append of batch) {
      const alone = this.send([append], true);
      stored.push(await alone.catch((error: unknown) => refused([append], error)));
    }
    return { batch, stored };
  }

  private async send(batch: readonly Append[], judgeEach: boolean, attempt = 1): Promise<Stored> {
    const tell = this.notices.isDue();
    const { era } = this.recent;
    try {
      const rows = await this.connection.query(appendStatement(batch, { judgeEach, tell }));
      const row = toAppendRow(rows[0] ?? []);
      return { first: row.firstPosition, outcomes: outcomesOf(batch, row), era };
    } catch (error) {
      if (attempt === ATTEMPTS || !isUnavailability(error)) throw error;
      return this.send(batch, judgeEach, attempt + 1);
    } finally {
      if (!tell) this.notices.owe();
    }
  }

  private answer({ batch, stored }: Landed, isNextUnderWay: boolean): void {
    let index = 0;
    for (const { outcomes, ...piece } of stored) {
      const appends = batch.slice(index, index + outcomes.length);
      index += outcomes.length;
      this.onStored({ ...piece, batch: appends, outcomes, isNextUnderWay });
      appends.forEach((append, at) => settle(append, outcomes[at]));
    }
  }
}

/** How many of the pending go together: at least one, whatever its size. */
const batchSize = (pending: readonly Pending[]): number => {
  let bytes = 0;
  const excess = pending.findIndex((append, index) => {
    bytes += append.bytes;
    return index === LARGEST_BATCH || (index > 0 && bytes > LARGEST_BATCH_BYTES);
  });
  return excess === -1 ? pending.length : excess;
};

const refused = (batch: readonly Append[], error: unknown): Stored => ({
  first: 0,
  era: 0,
  outcomes: batch.map(() => ({ status: 'refused', error: toStoreError(error) })),
});

const failed = (batch: readonly Pending[], error: unknown): Landed => ({ batch, stored: [refused(batch, error)] });

const settle = ({ resolve, reject }: Pending, outcome: Outcome | undefined): void => {
  if (outcome?.status === 'done') resolve(outcome.appended);
  else reject(outcome?.error);
};
