import type { AnyFact } from '../domain/shared/anyFact.ts';
import { eventIdOf } from './eventId.ts';
import { hashOf } from './hash.ts';
import type { Metadata } from './metadata.ts';
import type { NewEvent } from './port.ts';
import { currentVersion } from './upcasting.ts';

/** Where a stream ends: what the next event continues. */
export interface Tail {
  readonly revision: number;
  readonly lastHash?: string;
  /** ISO instant, as text comparable. */
  readonly lastRecordedAt?: string;
}

export interface Encoded {
  readonly events: readonly NewEvent[];
  readonly tail: Tail;
}

/** What the events of one append have in common. */
export type Origin = Omit<Metadata, 'recordedAt' | 'schemaVersion' | 'previousHash'>;

/** The clock may step back, the time of entry within a stream never does (D-11). */
const notBefore = (now: string, last: string | undefined): string => (last !== undefined && last > now ? last : now);

/** Turns facts into stored texts, each carrying the hash of the one before it (D-33). */
export const encode = (
  facts: readonly AnyFact[],
  { stream, tail, origin, now }: { stream: string; tail: Tail; origin: Origin; now: Date },
): Encoded => {
  const recordedAt = notBefore(now.toISOString(), tail.lastRecordedAt);
  let { revision, lastHash: previousHash } = tail;
  const events = facts.map(({ type, data }): NewEvent => {
    const metadata: Metadata = { ...origin, recordedAt, schemaVersion: currentVersion(type), previousHash };
    const event: NewEvent = {
      id: eventIdOf(origin.causationId, { type, data }),
      type,
      data: JSON.stringify(data),
      metadata: JSON.stringify(metadata),
    };
    revision += 1;
    previousHash = hashOf({ ...event, stream, revision });
    return event;
  });
  return { events, tail: { revision, lastHash: previousHash, lastRecordedAt: recordedAt } };
};
