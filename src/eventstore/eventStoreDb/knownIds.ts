import { LRUCache } from 'lru-cache';

interface Numbered {
  readonly id: string;
  readonly revision: number;
}

/** Reads the events of a stream from a revision on. */
type ReadFrom = (stream: string, from: number) => Promise<readonly Numbered[]>;

/** The revisions of all ids of a stream, from its first event to `last`. */
interface Known {
  last: number;
  readonly revisions: Map<string, number>;
}

/** About 15 MB; a stream that is forgotten is read again. */
const MAX_IDS = 100_000;

/**
 * Which ids a stream holds already. EventStoreDB recognises an append that is repeated at the revision it first expected,
 * but would store one again that is repeated at a later revision; what lies below a revision never changes, so it is read
 * once and remembered.
 */
export class KnownIds {
  readonly #streams = new LRUCache<string, Known>({ maxSize: MAX_IDS, sizeCalculation: (known) => known.last + 2 });
  readonly #readFrom: ReadFrom;

  constructor(readFrom: ReadFrom) {
    this.#readFrom = readFrom;
  }

  /** The revisions that these ids have in the stream, from its first event to `revision`; undefined where it lacks them. */
  async revisionsOf(
    stream: string,
    revision: number,
    ids: readonly string[],
  ): Promise<readonly (number | undefined)[]> {
    const { revisions } = await this.#upTo(stream, revision);
    return ids.map((id) => revisions.get(id)).map((found = Infinity) => (found > revision ? undefined : found));
  }

  /** Takes note of an append, unless others appended before it that are not known yet. */
  note(stream: string, events: readonly Numbered[]): void {
    const known = this.#knownOf(stream);
    if (events[0]?.revision === known.last + 1) this.#extend(stream, known, events);
  }

  /** What the log does not hold any more must not be taken for stored. */
  forget(stream: string): void {
    this.#streams.delete(stream);
  }

  forgetAll(): void {
    this.#streams.clear();
  }

  async #upTo(stream: string, revision: number): Promise<Known> {
    const before = this.#knownOf(stream);
    if (before.last >= revision) return before;
    const events = await this.#readFrom(stream, before.last + 1);
    // The stream may be forgotten meanwhile; what was read continues what was known before, and nothing else.
    return this.#extend(stream, before, events);
  }

  #knownOf(stream: string): Known {
    return this.#streams.get(stream) ?? { last: -1, revisions: new Map() };
  }

  #extend(stream: string, known: Known, events: readonly Numbered[]): Known {
    for (const { id, revision } of events) {
      known.revisions.set(id, revision);
      known.last = Math.max(known.last, revision);
    }
    if (known.last >= 0) this.#streams.set(stream, known);
    return known;
  }
}
