import type { Actor } from '../domain/shared/actor.ts';
import type { AnyFact } from '../domain/shared/anyFact.ts';
import type { Tail } from './encode.ts';
import type { Position } from './port.ts';

export interface Aggregate<State, Event extends AnyFact> {
  readonly initialState: () => State;
  readonly evolve: (state: State, event: Event) => State;
  /** Whether an event only tells of a command that was refused. */
  readonly isAttempt?: (event: Pick<AnyFact, 'type'>) => boolean;
}

/** Who sends a command, under which ids. */
export interface CommandContext {
  /** A UUID; the ids of its events derive from it, so that the command can be sent again. */
  readonly commandId: string;
  readonly correlationId: string;
  readonly actor: Actor;
  /**
   * The same command may have been sent before (an `Idempotency-Key`, an import): then the stream's end is read, not
   * remembered, since an earlier append of the same ids may hold another time of entry and so another hash.
   */
  readonly isRepeatable?: boolean;
}

export interface Command<State, Event> {
  readonly stream: string;
  /** Pure: it runs again when somebody else was faster. */
  readonly decide: (state: State) => readonly Event[];
  readonly context: CommandContext;
  /** `If-Match`: the only revisions on which the command may be decided. */
  readonly ifRevisions?: readonly number[] | undefined;
}

/** A stream as it stands; its revision is `NO_STREAM` before the first event. */
export interface Loaded<State> extends Tail {
  readonly state: State;
  /** ISO instant at which the last event was entered that is no mere attempt. */
  readonly lastChangedAt?: string;
}

export interface Handled<State> extends Loaded<State> {
  /** Of the last event appended; undefined when the command changed nothing. */
  readonly position?: Position;
  /** True when an earlier run of the same command had appended it. */
  readonly wasDone?: boolean;
}
