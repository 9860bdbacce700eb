import { LRUCache } from 'lru-cache';
import type { AnyFact } from '../domain/shared/anyFact.ts';
import { Rejection } from '../domain/shared/rejection.ts';
import { findAlreadyDone } from './alreadyDone.ts';
import { loadAsOf } from './asOf.ts';
import type { Aggregate, Command, CommandContext, Handled, Loaded } from './command.ts';
import type { DecidedStates } from './decidedStates.ts';
import { encode, type Encoded, type Origin, type Tail } from './encode.ts';
import { EventIdsTaken, StoreUnavailable, WrongExpectedRevision } from './errors.ts';
import { foldStored, unwritten } from './foldStored.ts';
import type { EventStore, Position } from './port.ts';
import { loadFromSnapshot, type FindSnapshot } from './snapshot.ts';

/** On what a command is decided. */
interface Start<State> {
  readonly loaded: Loaded<State>;
  readonly isRemembered: boolean;
}

export interface CommandHandlerOptions<State> {
  readonly store: EventStore;
  readonly now: () => Date;
  /** How many streams stay in memory; a stale one costs a conflict, never a wrong decision. */
  readonly cachedStreams?: number;
  /** Spares reading whole streams that are not in memory. */
  readonly findSnapshot?: FindSnapshot<State> | undefined;
  /** Given each state on which a command is decided, before its events can be anywhere. */
  readonly decided?: DecidedStates<State> | undefined;
  /** Waited for after the attempt of a refused command was recorded: its author reads that too (D-08, D-36). */
  readonly attempted?: ((position: Position) => Promise<unknown>) | undefined;
  /** While it is not the log that was written to so far, nothing is decided on it. */
  readonly isOtherLog?: (() => boolean) | undefined;
}

/** Everybody on one patient at once: each attempt lost means that somebody else's command went in. */
const MAX_ATTEMPTS = 100;

const originOf = ({ actor, correlationId, commandId }: CommandContext): Origin => ({
  ...actor,
  correlationId,
  causationId: commandId,
});

/** The one command handler: load, decide, append with the exact revision that was read, decide again on a conflict. */
export class CommandHandler<State, Event extends AnyFact> {
  readonly #aggregate: Aggregate<State, Event>;
  readonly #options: CommandHandlerOptions<State>;
  #cache: LRUCache<string, Loaded<State>>;

  constructor(aggregate: Aggregate<State, Event>, options: CommandHandlerOptions<State>) {
    this.#aggregate = aggregate;
    this.#options = options;
    this.#cache = this.#newCache();
  }

  #newCache(): LRUCache<string, Loaded<State>> {
    return new LRUCache({ max: this.#options.cachedStreams ?? 2_000 });
  }

  /**
   * Reads all streams anew: the log may have come back from an older copy, and what is appended to it from memory as
   * soon as it is as long again would break its hash chain.
   */
  forget(): void {
    // What is on its way into the old one is forgotten too.
    this.#cache = this.#newCache();
  }

  #requireLog(): void {
    if (this.#options.isOtherLog?.()) throw new StoreUnavailable('it does not hold what the read models were made of');
  }

  /** @throws Rejection, RevisionMismatch, AppendTooLarge, StoreUnavailable */
  async handle(command: Command<State, Event>): Promise<Handled<State>> {
    try {
      return await this.#handle(command);
    } catch (error) {
      // A store that was away may come back from an older copy, long before anybody finds that out.
      if (error instanceof StoreUnavailable && this.#cache.size > 0) this.forget();
      throw error;
    }
  }

  async #handle(command: Command<State, Event>): Promise<Handled<State>> {
    let mayBeDone = command.context.isRepeatable === true;
    for (let attempt = 1; ; attempt += 1) {
      this.#requireLog();
      const done = mayBeDone && (await findAlreadyDone(this.#aggregate, this.#options.store, command));
      if (done) return done;
      const start = await this.#startFor(command, attempt);
      try {
        return await this.#decideAndAppend(command, start);
      } catch (error) {
        if (!isConflict(error) || attempt === MAX_ATTEMPTS) throw error;
        mayBeDone ||= wasFaster(error);
      }
    }
  }

  /** The stream up to its end, past the cache. @throws StoreUnavailable */
  async load(stream: string): Promise<Loaded<State>> {
    const cache = this.#cache;
    const known = cache.get(stream);
    const loaded = (known === undefined && (await this.#loadFromSnapshot(stream))) || (await this.#read(stream, known));
    cache.set(stream, loaded);
    return loaded;
  }

  async #loadFromSnapshot(stream: string): Promise<Loaded<State> | undefined> {
    const { store, findSnapshot } = this.#options;
    return findSnapshot && loadFromSnapshot(this.#aggregate, { store, findSnapshot }, stream);
  }

  async #read(stream: string, known: Loaded<State> = unwritten(this.#aggregate)): Promise<Loaded<State>> {
    const stored = await this.#options.store.read(stream, { from: known.revision + 1 });
    return foldStored(this.#aggregate, known, stored);
  }

  /** The stream as it was known at an instant (D-11); undefined before its first event. @throws StoreUnavailable */
  loadAsOf(stream: string, upTo: string): Promise<Loaded<State> | undefined> {
    return loadAsOf(this.#aggregate, this.#options.store, { stream, upTo });
  }

  async #startFor(command: Command<State, Event>, attempt: number): Promise<Start<State>> {
    const { stream, ifRevisions, context } = command;
    const mayRemember = attempt === 1 && ifRevisions === undefined && !context.isRepeatable;
    const remembered = mayRemember ? this.#cache.get(stream) : undefined;
    const loaded = remembered ?? (await this.load(stream));
    if (ifRevisions !== undefined && !ifRevisions.includes(loaded.revision)) {
      throw new RevisionMismatch(ifRevisions, loaded.revision);
    }
    return { loaded, isRemembered: remembered !== undefined };
  }

  async #decideAndAppend(command: Command<State, Event>, start: Start<State>): Promise<Handled<State>> {
    const { loaded, isRemembered } = start;
    const cache = this.#cache;
    const events = isRemembered ? onlyIfAppended(command, loaded.state) : await this.#decide(command, loaded);
    if (events.length === 0) return loaded;
    const { tail, position } = await this.#append(command, events, loaded);
    const state = events.reduce((before, event) => this.#aggregate.evolve(before, event), loaded.state);
    const after = { ...tail, state, lastChangedAt: tail.lastRecordedAt };
    if (!command.context.isRepeatable) cache.set(command.stream, after);
    return { ...after, position };
  }

  /** A refusal that leaves a trace is appended before it is thrown on. */
  async #decide(command: Command<State, Event>, loaded: Loaded<State>): Promise<readonly Event[]> {
    try {
      return command.decide(loaded.state);
    } catch (error) {
      if (error instanceof Rejection && error.attempt) await this.#appendAttempt(command, error.attempt, loaded);
      throw error;
    }
  }

  async #appendAttempt(command: Command<State, Event>, attempt: AnyFact, loaded: Loaded<State>): Promise<void> {
    try {
      const { position } = await this.#append(command, [attempt], loaded);
      if (position !== undefined) await this.#options.attempted?.(position);
    } catch (error) {
      if (!(error instanceof AppendRecognised)) throw error;
    }
  }

  async #append(
    { stream, context }: Command<State, Event>,
    facts: readonly AnyFact[],
    before: Loaded<State>,
  ): Promise<{ tail: Tail; position: Position | undefined }> {
    const encoded: Encoded = encode(facts, {
      stream,
      tail: before,
      origin: originOf(context),
      now: this.#options.now(),
    });
    this.#requireLog();
    // Whatever comes of it, what is remembered is not the end any more.
    this.#cache.delete(stream);
    this.#options.decided?.keep(stream, before);
    const appended = await this.#options.store.append(stream, encoded.events, before.revision);
    const { lastRevision, position } = appended;
    const isRepeated = appended.isRepeated === true || lastRevision !== encoded.tail.revision;
    // The store recognised ids of an earlier append: what it kept then is read again before anything continues it.
    if (isRepeated) throw new AppendRecognised(stream, before.revision, lastRevision);
    return { tail: encoded.tail, position };
  }
}

/**
 * Only the store's verdict on an append proves that a remembered state is still the stream's end: another process may
 * have gone on. A refusal, or nothing to change, is decided again on what is read.
 */
const onlyIfAppended = <State, Event>({ decide, stream }: Command<State, Event>, state: State): readonly Event[] => {
  try {
    const events = decide(state);
    if (events.length > 0) return events;
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
  }
  throw new Unproven(stream);
};

/** Nothing was appended that would have shown whether the remembered state is the stream's end. */
class Unproven extends Error {
  override readonly name = 'Unproven';
}

/** The store knew the ids of the append, and kept what was stored under them. */
class AppendRecognised extends WrongExpectedRevision {}

/** Another run of this very command has appended meanwhile. */
const wasFaster = (error: unknown): boolean => error instanceof AppendRecognised || error instanceof EventIdsTaken;

const isConflict = (error: unknown): boolean =>
  error instanceof WrongExpectedRevision || error instanceof Unproven || wasFaster(error);

/** `If-Match` named other revisions than the stream's. */
export class RevisionMismatch extends Error {
  override readonly name = 'RevisionMismatch';
  constructor(
    readonly wanted: readonly number[],
    readonly actual: number,
  ) {
    super(`the record is at revision ${actual}, not at ${wanted.join(' or ') || 'any that was asked for'}`);
  }
}
