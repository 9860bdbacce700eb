import type { NewEvent } from '../port.ts';

/** Some of the ids are stored already, but not as this very append; nothing was stored. */
export class EventIdsTaken extends Error {
  override readonly name = 'EventIdsTaken';
  constructor(
    readonly stream: string,
    events: readonly NewEvent[],
  ) {
    super(`an append of ${events.length} events to ${stream} has ids of another append`);
  }
}
