/** What makes a command repeatable (D-18): its id, and ids that must not be handed out twice for it. */
export interface CommandTicket {
  /** A UUID; with an `Idempotency-Key` the same for every repetition of the request. */
  readonly commandId: string;
  /** True when this may be the second run: the first may have appended its events and died before it answered. */
  readonly repeated: boolean;
  /** Hands out ids once: `draw` runs the first time only, a repetition gets what was drawn then. */
  reserve(draw: () => Promise<Readonly<Record<string, number>>>): Promise<Readonly<Record<string, number>>>;
}
