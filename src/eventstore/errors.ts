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
