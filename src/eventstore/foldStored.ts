import type { AnyFact } from '../domain/shared/anyFact.ts';
import { factOf, recordedAtOf } from './codec.ts';
import type { Aggregate, Loaded } from './command.ts';
import { hashOf } from './hash.ts';
import { NO_STREAM, type StoredEvent } from './port.ts';

/** A stream before its first event. */
export const unwritten = <State, Event extends AnyFact>({ initialState }: Aggregate<State, Event>): Loaded<State> => ({
  state: initialState(),
  revision: NO_STREAM,
});

/** What is known of a stream, carried on over the events that follow. */
export const foldStored = <State, Event extends AnyFact>(
  { evolve, isAttempt }: Aggregate<State, Event>,
  known: Loaded<State>,
  stored: readonly StoredEvent[],
): Loaded<State> => {
  const last = stored.at(-1);
  if (!last) return known;
  const change = stored.findLast((event) => !isAttempt?.(event));
  return {
    state: stored.reduce<State>((state, event) => evolve(state, factOf<Event>(event)), known.state),
    revision: last.revision,
    lastHash: hashOf(last),
    lastRecordedAt: recordedAtOf(last),
    lastChangedAt: change ? recordedAtOf(change) : known.lastChangedAt,
  };
};
