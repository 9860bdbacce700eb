import { LRUCache } from 'lru-cache';
import type { AnyFact } from '../domain/shared/anyFact.ts';
import type { Decoded } from './codec.ts';
import type { Tail } from './encode.ts';

interface Decided<State> {
  readonly state: State;
  readonly lastHash: string | undefined;
}

/** Read models follow within milliseconds; who is further behind loads what it needs. */
const KEPT = 1_000;

/**
 * The states on which this process decided its latest commands: what folds their events would otherwise load what was
 * just in memory.
 */
export class DecidedStates<State> {
  readonly #kept = new LRUCache<string, Decided<State>>({ max: KEPT });

  keep(stream: string, { state, revision, lastHash }: Tail & { readonly state: State }): void {
    this.#kept.set(`${stream} ${revision}`, { state, lastHash });
  }

  /** The state right before an event, once; only if it is the very history that the event continues (D-33). */
  take({ stream, revision, metadata }: Decoded<AnyFact>): State | undefined {
    const key = `${stream} ${revision - 1}`;
    const decided = this.#kept.get(key);
    if (!decided) return undefined;
    this.#kept.delete(key);
    return decided.lastHash === metadata.previousHash ? decided.state : undefined;
  }
}
