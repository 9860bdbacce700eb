import type { AllStreamRecordedEvent, ReadPosition } from '@eventstore/db-client';
import { BACKWARDS, END } from '@eventstore/db-client';
import type { Position } from '../port.ts';
import { BEGINNING } from '../port.ts';
import type { Connection } from './connection.ts';
import type { OwnStreams } from './ownStreams.ts';
import { isOwnEvent } from './ownStreams.ts';
import { toPosition } from './position.ts';
import { answersOf } from './streamingRead.ts';

/** What was found when the log was looked through before. */
interface Looked {
  /** The id of the log's last event then, whosever it was. */
  readonly last: string;
  /** Where our last event before it was. */
  readonly end: Position;
}

const PAGE = 100;

/**
 * Where our last event is. Records of the store and of others lie between ours and after them, and no subscription would
 * ever reach those; what was looked through once is not looked through again.
 */
export class LogEnd {
  readonly #connection: Connection;
  readonly #own: OwnStreams;
  #looked: Looked | undefined;

  constructor(connection: Connection, own: OwnStreams) {
    this.#connection = connection;
    this.#own = own;
  }

  /** @throws StoreUnavailable */
  async find(): Promise<Position> {
    let page = await this.#backwards(END, 1);
    const [last] = page;
    let end = this.#endIn(page);
    for (let first = last; first !== undefined && end === undefined; first = page.at(-1)) {
      page = await this.#backwards(first.position, PAGE);
      end = this.#endIn(page);
    }
    if (last !== undefined) this.#looked = { last: last.id, end: end ?? BEGINNING };
    return end ?? BEGINNING;
  }

  /** By its id rather than its position, for the log may have come back from an older copy. */
  #endIn(page: readonly AllStreamRecordedEvent[]): Position | undefined {
    for (const event of page) {
      if (isOwnEvent(this.#own, event)) return toPosition(event.position);
      if (event.id === this.#looked?.last) return this.#looked.end;
    }
    return undefined;
  }

  /** A page of the whole log, read to its end: a read that is left early stays with the client for ever. */
  async #backwards(fromPosition: ReadPosition, maxCount: number): Promise<readonly AllStreamRecordedEvent[]> {
    const { client, patience } = this.#connection;
    const answers = await answersOf(() => client.readAll({ direction: BACKWARDS, fromPosition, maxCount }), patience);
    return answers.flatMap(({ event }) => event ?? []);
  }
}
