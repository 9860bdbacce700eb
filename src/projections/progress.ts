import type { Position } from '../eventstore/port.ts';

/** How far the live read models have come, in whichever process the runner works (D-36). */
export interface ProjectionProgress {
  /** Resolves with true once every live read model has passed `position`, with false after `timeoutMs`. */
  waitFor(position: Position, timeoutMs: number): Promise<boolean>;
  /** Whether somebody waited in vain for what they do not show yet: what cannot be found may be there all the same. */
  isBehind(): boolean;
}
