import assert from 'node:assert/strict';
import type { StoredEvent } from '../../src/eventstore/port.ts';

/** Every position is above the one before it, so nothing is doubled or out of order. */
export const assertInPositionOrder = (events: readonly StoredEvent[]): void => {
  events.forEach((event, index) => {
    const before = events[index - 1];
    const rises = before === undefined || event.position > before.position;
    assert(rises, `event ${index} is at ${event.position}, the one before it at ${before?.position}`);
  });
};

/** The same ids, each once, in whatever order. */
export const assertSameIds = (seen: readonly string[], wanted: readonly string[]): void => {
  const [seenOnce, wantedOnce] = [new Set(seen), new Set(wanted)];
  const missing = wanted.filter((id) => !seenOnce.has(id));
  const extra = seen.filter((id) => !wantedOnce.has(id));
  const facts = { missing: missing.length, extra: extra.length, doubled: seen.length - seenOnce.size };
  assert.deepEqual(facts, { missing: 0, extra: 0, doubled: 0 });
};
