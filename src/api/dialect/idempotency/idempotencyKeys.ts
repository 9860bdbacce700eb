import type { Answer } from '../answer.ts';
import type { CommandTicket } from './commandTicket.ts';

/** A request that names a key. */
export interface KeyedRequest {
  readonly userId: number;
  readonly key: string;
  /** SHA-256, hex, over method, address and body. */
  readonly requestHash: string;
}

export interface IdempotencyKeys {
  /**
   * Runs `work` unless its answer is known already (D-18): a repetition gets the first answer, also while the first
   * still runs. Refusals are not kept.
   * @throws Problem idempotency_key_reused when the same key came with another request
   */
  once(request: KeyedRequest, work: (ticket: CommandTicket) => Promise<Answer>): Promise<Answer>;
}
