import { EventEmitter, once } from 'node:events';
import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import type { LoggedEvent, ProposedEvent } from './frames.ts';
import { frameOf, sizeOf, toleratingFrames } from './frames.ts';
import type { Expected, Verdict } from './verdict.ts';
import { judge, TOMBSTONE_REVISION } from './verdict.ts';

export interface AppendRequest {
  readonly stream: string;
  readonly expected: Expected;
  readonly events: readonly ProposedEvent[];
  /** Ends the stream for ever. */
  readonly isTombstone?: boolean;
}

interface Waiting {
  readonly request: AppendRequest;
  readonly answer: (verdict: Verdict) => void;
}

/**
 * The log of the loopback server: an append-only file that is read again at the start. Appends are judged one after the
 * other, are answered when they are on disk, and only then can anybody read them.
 */
export class EventLog {
  readonly #file: FileHandle;
  readonly #all: LoggedEvent[] = [];
  readonly #streams = new Map<string, LoggedEvent[]>();
  readonly #changes = new EventEmitter().setMaxListeners(0);
  #durable = 0;
  #end = 0n;
  #waiting: Waiting[] = [];
  #isFlushing = false;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  static async open(path: string): Promise<EventLog> {
    const file = await open(path, 'a+');
    const log = new EventLog(file);
    const { frames, bytes } = toleratingFrames(await file.readFile());
    // A frame that was cut off was never answered, so nobody counts on it.
    await file.truncate(bytes);
    for (const event of frames.flat()) log.#keep(event);
    log.#durable = log.#all.length;
    return log;
  }

  /** How many events can be read. */
  get length(): number {
    return this.#durable;
  }

  at(index: number): LoggedEvent | undefined {
    return index < this.#durable ? this.#all[index] : undefined;
  }

  /** The events of a stream that can be read; undefined when it does not exist. */
  stream(name: string): readonly LoggedEvent[] | undefined {
    const events = this.#streams.get(name)?.filter(({ index }) => index < this.#durable);
    return events?.length ? events : undefined;
  }

  /** The first index whose position is above this one. */
  indexAfter(position: bigint): number {
    let [low, high] = [0, this.#durable];
    while (low < high) {
      const middle = (low + high) >> 1;
      const isAfter = (this.#all[middle]?.position ?? 0n) > position;
      if (isAfter) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Resolves when there is more to read. */
  async grown(signal: AbortSignal): Promise<void> {
    await once(this.#changes, 'grown', { signal });
  }

  append(request: AppendRequest): Promise<Verdict> {
    return new Promise((answer) => {
      this.#waiting.push({ request, answer });
      if (!this.#isFlushing) void this.#flush();
    });
  }

  async #flush(): Promise<void> {
    this.#isFlushing = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      const judged = batch.map(({ request, answer }) => ({ ...this.#judge(request), answer }));
      // A disk that refuses ends the process: what it holds in memory is not what it could answer for.
      await this.#write(judged.map(({ frame }) => frame).join(''));
      for (const { verdict, answer } of judged) answer(verdict);
    }
    this.#isFlushing = false;
  }

  #judge(request: AppendRequest): { verdict: Verdict; frame: string } {
    const verdict = judge(request, this.#streams.get(request.stream) ?? []);
    if (verdict.status !== 'accepted') return { verdict, frame: '' };
    const created = `${BigInt(Date.now()) * 10_000n}`;
    const written = request.events.map((event, offset) => {
      const revision = request.isTombstone ? TOMBSTONE_REVISION : verdict.firstRevision + BigInt(offset);
      const logged = { ...event, stream: request.stream, revision, position: this.#end, index: -1, created };
      this.#keep(logged);
      return logged;
    });
    const lastRevision = written.at(-1)?.revision ?? verdict.firstRevision - 1n;
    return { verdict: { status: 'done', lastRevision, position: written.at(-1)?.position }, frame: frameOf(written) };
  }

  /** A position is where a record begins, so positions rise with gaps. */
  #keep(event: LoggedEvent): void {
    const kept = { ...event, index: this.#all.length };
    this.#all.push(kept);
    const stream = this.#streams.get(event.stream);
    if (stream === undefined) this.#streams.set(event.stream, [kept]);
    else stream.push(kept);
    this.#end = event.position + BigInt(sizeOf(event));
  }

  async #write(frames: string): Promise<void> {
    if (frames !== '') {
      await this.#file.appendFile(frames);
      await this.#file.datasync();
    }
    this.#durable = this.#all.length;
    this.#changes.emit('grown');
  }
}
