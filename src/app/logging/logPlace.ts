import type { DestinationStream } from 'pino';

/** What waits for room, or for a reader to read on; while there is more, lines are left out. */
const MOST_WAITING_BYTES = 1_048_576;
const LINES_AT_ONCE = 64;

/** Where the lines go. */
export interface Outlet {
  write(bytes: Buffer, done: (error: NodeJS.ErrnoException | null, written: number) => void): void;
  writeSync(bytes: Buffer): number;
  /** Tries again after a while, for which the process is kept or not. */
  later(work: () => void, isKept: boolean): void;
}

const leftOutLine = (count: number, code: string | undefined): string =>
  `${JSON.stringify({
    level: 'error',
    time: new Date().toISOString(),
    pid: process.pid,
    count,
    code,
    msg: 'lines of the log are missing here, as they could not be written',
  })}\n`;

/**
 * Where the log is written to, without the record ever waiting for it: on a full disk, or before a reader that does not
 * read, lines wait within bounds, then they are left out and counted. Once there is room again, the log says how many.
 */
export class LogPlace implements DestinationStream {
  readonly #outlet: Outlet;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #leftOut = 0;
  #fault: string | undefined;
  #isBusy = false;

  constructor(outlet: Outlet) {
    this.#outlet = outlet;
  }

  write(line: string): void {
    const bytes = Buffer.from(line);
    // Once one is left out so is all that follows, so that the gap is in one place.
    if (this.#leftOut > 0 || this.#waitingBytes + bytes.length > MOST_WAITING_BYTES) this.#leftOut += 1;
    else this.#append(bytes);
    if (this.#isBusy) return;
    if (this.#waiting.length === 0) this.#tellLeftOut();
    this.#writeNext();
  }

  /** For the end of the process: what still waits is written as far as there is room, and not waited for. */
  end(): void {
    try {
      for (let bytes = this.#waiting.shift(); bytes !== undefined; bytes = this.#waiting.shift()) {
        const written = this.#outlet.writeSync(bytes);
        if (written < bytes.length) this.#waiting.unshift(bytes.subarray(written));
      }
    } catch {
      // Nobody is left to be told, and the process must end.
    }
  }

  #append(bytes: Buffer): void {
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
  }

  #writeNext(): void {
    if (this.#waiting.length === 0) return;
    this.#isBusy = true;
    const bytes = Buffer.concat(this.#waiting.splice(0, LINES_AT_ONCE));
    this.#outlet.write(bytes, (error, written) => {
      if (error) return this.#pause(bytes, error);
      this.#isBusy = false;
      this.#waitingBytes -= written;
      // A place that just became full takes a part; the rest of that line has to come before any other.
      if (written < bytes.length) this.#waiting.unshift(bytes.subarray(written));
      if (this.#waiting.length === 0) this.#tellLeftOut();
      this.#writeNext();
    });
  }

  #tellLeftOut(): void {
    if (this.#leftOut > 0) this.#append(Buffer.from(leftOutLine(this.#leftOut, this.#fault)));
    this.#leftOut = 0;
  }

  #pause(bytes: Buffer, { code }: NodeJS.ErrnoException): void {
    // A reader that is gone does not come back.
    if (code === 'EPIPE') return this.#giveUp();
    this.#fault = code;
    this.#waiting.unshift(bytes);
    const tryAgain = (): void => {
      this.#isBusy = false;
      this.#writeNext();
    };
    // A slow reader may have the last lines yet; a full disk must not keep the process.
    this.#outlet.later(tryAgain, code === 'EAGAIN');
  }

  /** Stays busy for ever, so that nothing is written any more. */
  #giveUp(): void {
    this.#waiting = [];
    this.#waitingBytes = MOST_WAITING_BYTES;
  }
}
