import type { StoredEvent } from '../port.ts';
import type { Append } from './appendStatement.ts';
import { toNumber, toPosition } from './positions.ts';
import type { Outcome } from './verdicts.ts';

/** What is kept for subscribers that are about to ask; who is further behind reads from the database. */
const KEPT_EVENTS = 4_096;

/** The end of the log as far as this process wrote it: without a gap, so a subscriber may be served from it. */
export class RecentEvents {
  private events: StoredEvent[] = [];

  /** Adds what a batch has stored. `first` is the position of its first event. */
  push(first: number, events: readonly StoredEvent[]): void {
    const adjoins = this.events.length > 0 && first === this.last() + 1;
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
  }

  private last(): number {
    return toNumber(this.events.at(-1)?.position ?? '');
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
