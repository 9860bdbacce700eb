/** Each notice wakes every listener of the database, so a process whose own subscriber hears at once sends few. */
const PAUSE_MS = 100;

export interface NoticesOptions {
  /** Whether a subscriber of this process is served from memory; if not, each append carries a notice. */
  readonly isHeardHere: () => boolean;
  /** Tells the other processes where the log ends. */
  readonly tell: () => Promise<unknown>;
}

/** When other processes are told that the log has grown. */
export class Notices {
  readonly #options: NoticesOptions;
  #nextAt = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: NoticesOptions) {
    this.#options = options;
  }

  /** Whether the next append is to carry a notice. */
  isDue(): boolean {
    const now = performance.now();
    if (this.#options.isHeardHere() && now < this.#nextAt) return false;
    this.#nextAt = now + PAUSE_MS;
    return true;
  }

  /** An append carried none, and has ended: one follows soon. */
  owe(): void {
    this.#timer ??= setTimeout(() => void this.settle(), PAUSE_MS);
  }

  /** Sends what is owed. Whoever misses it looks for itself a moment later. */
  async settle(): Promise<void> {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#options.tell().catch(() => undefined);
  }
}
