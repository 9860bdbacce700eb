/** What happened, whichever aggregate tells of it: an event before it is stored. */
export interface AnyFact {
  readonly type: string;
  readonly data: unknown;
}
