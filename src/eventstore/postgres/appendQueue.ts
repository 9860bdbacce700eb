import type pg from 'pg';
import { requireAllowedSize } from '../appendSize.ts';
import { StoreUnavailable } from '../errors.ts';
import type { Appended } from '../port.ts';
import type { Append } from './appendStatement.ts';
import { appendStatement } from './appendStatement.ts';
import type { AppendRow } from './rows.ts';
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
  readonly bytes: number;
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: unknown) => void;
}

/** Told of what this process has stored, in position order. */
export type OnStored = (batch: readonly Append[], outcomes: readonly Outcome[], row: AppendRow) => void;

/**
 * Group commit: while one batch is on its way the next gathers, and each goes as one transaction in one round trip.
 * When a connection breaks, the outcome is unknown; the batch is then sent again, which looks its ids up under the lock
 * and stores only what is not there, so nobody is answered on a guess (D-32).
 */
export class AppendQueue {
  private readonly pool: pg.Pool;
  private readonly onStored: OnStored;
  private pending: Pending[] = [];
  private running: Promise<void> | undefined;
  private closed = false;

  constructor(pool: pg.Pool, onStored: OnStored) {
    this.pool = pool;
    this.onStored = onStored;
  }

  async append(append: Append): Promise<Appended> {
    if (append.events.length === 0) throw new RangeError('an append needs at least one event');
    const bytes = requireAllowedSize(append.events);
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
  }

  private async drain(): Promise<void> {
    // Appends of the same turn of the event loop share the first batch.
    await Promise.resolve();
    while (this.pending.length > 0) {
      const size = batchSize(this.pending);
      const batch = this.pending.slice(0, size);
      this.pending = this.pending.slice(size);
      await this.commit(batch);
    }
    this.running = undefined;
  }

  private async commit(batch: readonly Pending[]): Promise<void> {
    try {
      answer(batch, await this.send(batch));
    } catch (error) {
      if (isUnavailability(error) || batch.length === 1) batch.forEach(({ reject }) => reject(toStoreError(error)));
      else await this.commitEach(batch);
    }
  }

  /** One append that PostgreSQL cannot take has failed all of them; alone, it fails only itself. */
  private async commitEach(batch: readonly Pending[]): Promise<void> {
    for (const append of batch) await this.commit([append]);
  }

  private async send(batch: readonly Pending[], attempt = 1): Promise<readonly Outcome[]> {
    try {
      const { rows } = await this.pool.query<unknown[]>(appendStatement(batch));
      const row = toAppendRow(rows[0] ?? []);
      const outcomes = outcomesOf(batch, row);
      this.onStored(batch, outcomes, row);
      return outcomes;
    } catch (error) {
      if (attempt === ATTEMPTS || !isUnavailability(error)) throw error;
      return this.send(batch, attempt + 1);
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

const answer = (batch: readonly Pending[], outcomes: readonly Outcome[]): void => {
  batch.forEach(({ resolve, reject }, index) => {
    const outcome = outcomes[index];
    if (outcome?.status === 'done') resolve(outcome.appended);
    else reject(outcome?.error);
  });
};
