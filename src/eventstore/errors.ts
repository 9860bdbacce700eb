export class WrongExpectedRevision extends Error {
  override readonly name = 'WrongExpectedRevision';
  constructor(
    readonly stream: string,
    readonly expected: number,
    readonly actual: number,
  ) {
    super(`stream ${stream} is at revision ${actual}, not at ${expected}`);
  }
}

/** Some of the ids are stored already, but not as this very append; nothing was stored. */
export class EventIdsTaken extends Error {
  override readonly name = 'EventIdsTaken';
  constructor(
    readonly stream: string,
    events: readonly unknown[],
  ) {
    super(`an append of ${events.length} events to ${stream} has ids of another append`);
  }
}

export class AppendTooLarge extends Error {
  override readonly name = 'AppendTooLarge';
  constructor(
    readonly bytes: number,
    readonly limit: number,
  ) {
    super(`an append of ${bytes} bytes is over the limit of ${limit}`);
  }
}

/** The store cannot be reached, or its answer was lost; repeating the same append is safe. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
  constructor(reason: string, options?: ErrorOptions) {
    super(`the event store is unavailable: ${reason}`, options);
  }
}

/** The stream was removed for ever: nothing of it can be read, and nothing goes on from it. */
export class StreamGone extends Error {
  override readonly name = 'StreamGone';
  constructor(
    readonly stream: string,
    options?: ErrorOptions,
  ) {
    super(`stream ${stream} was removed from the event store`, options);
  }
}
