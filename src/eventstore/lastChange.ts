import type { Decoded } from './codec.ts';
import type { AnyFact } from './encode.ts';

/** When something last changed, as ISO instant of entry: an attempt that was refused is an event, but no change (D-08). */
export const lastChangeIn = <Event extends AnyFact>(
  events: readonly Decoded<Event>[],
  isAttempt: ((event: AnyFact) => boolean) | undefined,
): string | undefined => events.findLast((event) => !isAttempt?.(event))?.metadata.recordedAt;
