import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { orAborted } from '../orAborted.ts';
import type { StoreLogger } from './logger.ts';
import { CHANNEL } from './schema.ts';

/** Asked after `listen`, so that nothing falls between the two. */
const LOG_END = 'select coalesce(max(position), 0) as "end" from eventstore.events';

const FIRST_RETRY_MS = 50;
const LAST_RETRY_MS = 2_000;

/**
 * Says that the log may have grown: by appends of this process, by `NOTIFY` from others, and after every time the
 * listening connection was away, since what was said meanwhile is lost.
 */
export class Announcements {
  private readonly config: pg.ClientConfig;
  private readonly logger: StoreLogger | undefined;
  private readonly onLost: () => void;
  private readonly waiting = new Set<() => void>();
  private listening: Promise<void> | undefined;
  private readonly closing = new AbortController();
  /** The highest position that anybody has announced, unless the log was seen to end before it. */
  private announced = 0;
  /** How often that went up. */
  private times = 0;

  /** @param onLost told whenever the listening connection is away, behind which the log may come back older */
  constructor(config: pg.ClientConfig, logger: StoreLogger | undefined, onLost: () => void = () => undefined) {
    this.config = config;
    this.logger = logger;
    this.onLost = onLost;
  }

  /** Opens the listening connection, once; it is mended for as long as the store is open. */
  listen(): void {
    this.listening ??= this.keepListening();
  }

  announce(position: number): void {
    if (position <= this.announced) return;
    this.announced = position;
    this.times += 1;
    this.wakeAll();
  }

  /** What `endsAt` is to know of the moment before the log is asked. */
  heard(): number {
    return this.times;
  }

  /**
   * The log was asked after `heard`, and ended at `position`: what had been announced beyond is gone from it, and nobody may
   * be sent to look for it again and again. What was announced since is not known to be gone.
   */
  endsAt(position: number, heard: number): void {
    if (heard === this.times) this.announced = Math.min(this.announced, position);
  }

  hasAnnouncedAfter(position: number): boolean {
    return this.announced > position;
  }

  /** Resolves when there may be something after `position`, or after `timeoutMs`, or when `signal` is aborted. */
  async somethingAfter(position: number, timeoutMs: number, signal: AbortSignal): Promise<void> {
    if (this.hasAnnouncedAfter(position) || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        this.waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, timeoutMs);
      signal.addEventListener('abort', done);
      this.waiting.add(done);
    });
  }

  async close(): Promise<void> {
    this.closing.abort();
    this.wakeAll();
    await this.listening;
  }

  private wakeAll(): void {
    for (const wake of [...this.waiting]) wake();
  }

  private async keepListening(): Promise<void> {
    for (let retryMs = FIRST_RETRY_MS; !this.closing.signal.aborted; retryMs = Math.min(retryMs * 2, LAST_RETRY_MS)) {
      try {
        await this.listenOnce(() => (retryMs = FIRST_RETRY_MS));
      } catch (error) {
        this.logger?.warn({ err: error }, 'the event store does not hear of appends; it polls meanwhile');
      }
      await wait(retryMs, undefined, { signal: this.closing.signal }).catch(() => undefined);
    }
  }

  /** Resolves when the connection has ended. It is never ended while it is being opened: the driver would wait for ever. */
  private async listenOnce(connected: () => void): Promise<void> {
    const client = new pg.Client(this.config);
    const ended = new Promise<void>((resolve) => client.once('end', resolve));
    client.on('error', (error) => this.logger?.warn({ err: error }, 'the listening connection broke'));
    client.on('notification', ({ payload }) => this.announce(Number(payload)));
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
      connected();
      await this.announceEnd(client);
      await orAborted(ended, this.closing.signal);
    } finally {
      this.onLost();
      await client.end().catch(() => undefined);
    }
  }

  private async announceEnd(client: pg.Client): Promise<void> {
    const heard = this.heard();
    const { rows } = await client.query<{ end: string }>(LOG_END);
    const end = Number(rows[0]?.end);
    this.endsAt(end, heard);
    this.announce(end);
  }
}
