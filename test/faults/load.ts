import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Journal, Write } from './journal.ts';
import { planNext } from './plans.ts';
import type { Random } from '../support/random.ts';
import type { Outcome, Wire } from './wire.ts';
import type { World } from './world.ts';

export interface LoadOptions {
  readonly journal: Journal;
  readonly random: Random;
  readonly world: World;
}

const CLIENTS = 48;
const KEYED_SHARE = 0.6;
const LONGEST_PAUSE_MS = 150;
const MOST_TURNS = 50;

const isOpen = (outcome: Outcome): boolean => outcome.kind === 'lost' || outcome.status === 503;

/**
 * Clients that write to few patients at once. A write whose answer was lost, or that could not be done now, is sent again
 * with its key; without a key its outcome stays open.
 */
export class Load {
  readonly #options: LoadOptions;
  readonly #retries: Write[] = [];
  readonly #flying = new Map<string, number | null>();
  #wire: Wire | undefined;
  #clients: Promise<void>[] = [];
  #mode: 'stopped' | 'writing' | 'finishing' = 'stopped';
  #lastId = 0;
  acknowledged = 0;
  refusedForNow = 0;

  constructor(options: LoadOptions) {
    this.#options = options;
  }

  /** Requests on their way to patients that at least one other is on its way to. */
  get overlapping(): number {
    const targets = [...this.#flying.values()].filter((target) => target !== null);
    const counts = new Map<number, number>();
    for (const target of targets) counts.set(target, (counts.get(target) ?? 0) + 1);
    return targets.filter((target) => (counts.get(target) ?? 0) > 1).length;
  }

  start(wire: Wire): void {
    this.#wire = wire;
    this.#mode = 'writing';
    this.#clients = Array.from({ length: CLIENTS }, () => this.#work(wire));
  }

  /** Sends nothing new; resolves when every request on its way has ended. */
  async stop(): Promise<void> {
    this.#mode = 'stopped';
    await Promise.all(this.#clients);
    this.#wire?.close();
  }

  /** Sends again what is still open, until all of it is answered. @returns how many never were */
  async finish(wire: Wire): Promise<number> {
    this.#mode = 'finishing';
    await Promise.all(this.#clients);
    for (let turn = 0; turn < MOST_TURNS && this.#retries.length > 0; turn += 1) await this.#work(wire);
    await this.stop();
    return this.#retries.length;
  }

  async #work(wire: Wire): Promise<void> {
    for (let write = this.#next(); write !== undefined; write = this.#next()) {
      if (isOpen(await this.#perform(write, wire)) && this.#mode !== 'stopped') {
        await delay(this.#options.random.integer(LONGEST_PAUSE_MS));
      }
    }
  }

  #next(): Write | undefined {
    if (this.#mode === 'stopped') return undefined;
    const again = this.#retries.shift();
    if (again !== undefined || this.#mode === 'finishing') return again;
    const { world, random } = this.#options;
    const id = (this.#lastId += 1);
    const key = random.chance(KEYED_SHARE) ? randomUUID() : null;
    return { id, key, ...planNext(world, id, random) };
  }

  async #perform(write: Write, wire: Wire): Promise<Outcome> {
    const { journal, world } = this.#options;
    const attempt = randomUUID();
    await journal.note({ line: 'sent', write, attempt });
    const outcome = await this.#fly(write, attempt, wire);
    const { kind, ...rest } = outcome;
    await journal.note({ line: kind, write: write.id, attempt, ...rest } as Parameters<Journal['note']>[0]);
    if (isOpen(outcome) && write.key !== null) this.#retries.push(write);
    if (outcome.kind === 'lost') return outcome;
    world.learn(write, outcome.status, outcome.body);
    if (outcome.status < 300) this.acknowledged += 1;
    if (outcome.status === 503) this.refusedForNow += 1;
    return outcome;
  }

  async #fly({ method, path, body, key, target }: Write, attempt: string, wire: Wire): Promise<Outcome> {
    const headers = { 'x-request-id': attempt, ...(key !== null && { 'idempotency-key': key }) };
    this.#flying.set(attempt, target);
    const outcome = await wire.send({ method, path, body, headers });
    this.#flying.delete(attempt);
    return outcome;
  }
}
