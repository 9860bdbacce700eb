import { isCommandError, NO_STREAM as MUST_NOT_EXIST, WrongExpectedVersionError } from '@eventstore/db-client';
import type { AppendExpectedRevision, AppendResult } from '@eventstore/db-client';
import { validate as isUuid } from 'uuid';
import { requireAllowedSize } from '../appendSize.ts';
import { EventIdsTaken, StoreUnavailable, WrongExpectedRevision } from '../errors.ts';
import type { Appended, EventStore, NewEvent, Position, StoredEvent } from '../port.ts';
import { NO_STREAM } from '../port.ts';
import type { Connection } from './connection.ts';
import { toEventData } from './eventCodec.ts';
import { appendFailureOf } from './failure.ts';
import { KnownIds } from './knownIds.ts';
import { toPosition } from './position.ts';

interface Append {
  readonly stream: string;
  readonly events: readonly NewEvent[];
  readonly expectedRevision: number;
}

/** Appends to EventStoreDB with the port's promises: the same ids again are the first append, whatever is expected. */
export class Appender {
  readonly #connection: Connection;
  readonly #read: EventStore['read'];
  readonly #known: KnownIds;

  constructor(connection: Connection, read: EventStore['read']) {
    this.#connection = connection;
    this.#read = read;
    this.#known = new KnownIds((stream, from) => read(stream, { from }));
  }

  /** @throws WrongExpectedRevision, EventIdsTaken, AppendTooLarge, StoreUnavailable */
  async append(stream: string, events: readonly NewEvent[], expectedRevision: number): Promise<Appended> {
    const bytes = requireAllowedSize(events);
    events.forEach(requireStorable);
    const append = { stream, events, expectedRevision };
    const earlier = await this.#earlier(append, expectedRevision);
    if (earlier !== undefined) return earlier;
    try {
      return await this.#send(append);
    } catch (error) {
      if (error instanceof WrongExpectedRevision) return this.#firstResultOf(append, error);
      if (!isAnswer(error)) this.#connection.renew();
      throw appendFailureOf(error, bytes);
    }
  }

  /** The ids of a log that may not be there any more. */
  forget(): void {
    this.#known.forgetAll();
  }

  async #send(append: Append): Promise<Appended> {
    const { position, nextExpectedRevision } = await this.#answerTo(append);
    const lastRevision = Number(nextExpectedRevision);
    const firstRevision = lastRevision - append.events.length + 1;
    const numbered = append.events.map(({ id }, index) => ({ id, revision: firstRevision + index }));
    this.#known.note(append.stream, numbered);
    const at = position ? toPosition(position) : await this.#positionOf(append, lastRevision);
    return { firstRevision, lastRevision, position: at };
  }

  /** Of an append that the server recognised as repeated, without saying where it was stored. */
  async #positionOf({ stream }: Append, lastRevision: number): Promise<Position | undefined> {
    const [last] = await this.#read(stream, { from: lastRevision, limit: 1 });
    return last?.position;
  }

  /** @throws WrongExpectedRevision, and what the client throws */
  async #answerTo({ stream, events, expectedRevision }: Append): Promise<AppendResult> {
    const { client, patience } = this.#connection;
    const expected: AppendExpectedRevision = expectedRevision === NO_STREAM ? MUST_NOT_EXIST : BigInt(expectedRevision);
    const options = { deadline: patience, expectedRevision: expected };
    try {
      const result = await answered(patience, client.appendToStream(stream, events.map(toEventData), options));
      if (result.success) return result;
    } catch (error) {
      if (!(error instanceof WrongExpectedVersionError)) throw error;
      throw new WrongExpectedRevision(stream, expectedRevision, revisionOf(error));
    }
    const [last] = await this.#read(stream, { direction: 'backwards', limit: 1 });
    throw new WrongExpectedRevision(stream, expectedRevision, last?.revision ?? NO_STREAM);
  }

  async #firstResultOf(append: Append, conflict: WrongExpectedRevision): Promise<Appended> {
    const earlier = await this.#earlier(append, conflict.actual);
    if (earlier === undefined) throw conflict;
    return earlier;
  }

  /** What an append of the same ids came to, in a stream that is at `revision` or beyond. */
  async #earlier(append: Append, revision: number): Promise<Appended | undefined> {
    if (revision === NO_STREAM) return undefined;
    const { stream, events } = append;
    const ids = events.map(({ id }) => id);
    const known = (await this.#known.revisionsOf(stream, revision, ids)).filter((found) => found !== undefined);
    if (known.length === 0) return undefined;
    const stored = await this.#read(stream, { from: Math.min(...known), limit: ids.length });
    if (stored.some(({ id }) => ids.includes(id))) return firstResult(append, stored);
    // The log came back from an older copy, and what is remembered of the stream is of the newer one.
    this.#known.forget(stream);
    return this.#earlier(append, revision);
  }
}

const firstResult = ({ stream, events }: Append, stored: readonly StoredEvent[]): Appended => {
  const [first, last] = [stored[0], stored.at(-1)];
  const isWhole = events.every(({ id }, index) => stored[index]?.id === id);
  if (first === undefined || last === undefined || !isWhole) throw new EventIdsTaken(stream, events);
  return { firstRevision: first.revision, lastRevision: last.revision, position: last.position };
};

const revisionOf = ({ actualVersion }: WrongExpectedVersionError): number =>
  typeof actualVersion === 'bigint' ? Number(actualVersion) : NO_STREAM;

/** Of the server or about it; anything else went wrong in the client on the way there. */
const isAnswer = (error: unknown): boolean =>
  error instanceof StoreUnavailable || (error instanceof Error && isCommandError(error));

class NotStorable extends Error {
  override readonly name = 'NotStorable';
}

/** What the server would choke on, and with it every append that shares a call with this one. */
const requireStorable = ({ id, type }: NewEvent): void => {
  if (!isUuid(id)) throw new NotStorable(`the id of an event is a UUID, not ${JSON.stringify(id)}`);
  if (type === '') throw new NotStorable('the type of an event is not empty');
};

/** A batched append has no deadline of its own on this side. */
const answered = async <T>(patience: number, answer: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const give = () => reject(new StoreUnavailable(`no answer within ${patience} ms`));
    timer = setTimeout(give, patience);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
};
