/** Through what a command came in (design, "Aggregates"). */
export type ClientKind = 'web' | 'android' | 'wristband' | 'his' | 'device' | 'import' | 'cli';

/** Who did it, from where. */
export interface Actor {
  /** Undefined for a person whom greenlane does not know by account. */
  readonly userId?: number;
  readonly user: string;
  readonly client: ClientKind;
  /** Network address of the client. */
  readonly address?: string;
  /** Account on the operating system, for commands from a shell (D-39). */
  readonly osUser?: string;
}
