import type { StoredEvent } from '../port.ts';
import { BEGINNING } from '../port.ts';
import type { Append } from './appendStatement.ts';
import { toNumber, toPosition } from './positions.ts';
import type { Outcome } from './verdicts.ts';

/** What is kept for subscribers that are about to ask; who is further behind reads from the database. */
const KEPT_EVENTS = 4_096;

/** What a batch has stored. */
export interface StoredPiece {
  /** The position of its first event. */
  readonly first: number;
  readonly events: readonly StoredEvent[];
  /** When it was sent. */
  readonly era: number;
}

/**
 * The end of the log as far as this process wrote it: without a gap, so a subscriber may be served from it. It holds only
 * while the log can but have grown, so it is cleared whenever a connection is lost: behind the next one the log may be an
 * older copy.
 */
export class RecentEvents {
  private events: StoredEvent[] = [];
  private clearings = 0;

  /** Goes up with every clearing: what was sent before may come from a log that is gone when its answer is looked at. */
  get era(): number {
    return this.clearings;
  }

  /** Of the last event; 0 when there is none. */
  get last(): number {
    return toNumber(this.events.at(-1)?.position ?? BEGINNING);
  }

  push({ first, events, era }: StoredPiece): void {
    if (era !== this.era) return;
    const adjoins = this.events.length > 0 && first === this.last + 1;
    const kept = adjoins ? this.events.concat(events) : [...events];
    this.events = kept.length > 2 * KEPT_EVENTS ? kept.slice(-KEPT_EVENTS) : kept;
  }

  /** Up to `limit` events right after `position`; undefined when they are not here, which says nothing of the log. */
  after(position: number, limit: number): readonly StoredEvent[] | undefined {
    const first = this.events[0];
    if (first === undefined) return undefined;
    const start = position + 1 - toNumber(first.position);
    if (start < 0 || start >= this.events.length) return undefined;
    return this.events.slice(start, start + limit);
  }

  clear(): void {
    this.events = [];
    this.clearings += 1;
  }
}

/** The events of a batch as a read would give them back; appends that stored nothing have none. */
export const storedEvents = (first: number, batch: readonly Append[], outcomes: readonly Outcome[]): StoredEvent[] => {
  let position = first;
  return batch.flatMap(({ stream, events }, index) => {
    const outcome = outcomes[index];
    if (outcome?.status !== 'done' || !outcome.stored) return [];
    const { firstRevision } = outcome.appended;
    return events.map(({ id, type, data, metadata }, at) => {
      const event = { id, type, data, metadata, stream, revision: firstRevision + at, position: toPosition(position) };
      position += 1;
      return event;
    });
  });
};
