import { decode } from './codec.ts';
import type { Aggregate, Loaded } from './commandHandler.ts';
import type { AnyFact } from './encode.ts';
import { hashOf } from './hash.ts';
import { lastChangeIn } from './lastChange.ts';
import type { EventStore } from './port.ts';

/**
 * A stream as it was known at an instant: its longest prefix that was entered by then (D-11).
 * @param upTo ISO instant with milliseconds, inclusive
 * @returns undefined when nothing had been entered yet
 * @throws StoreUnavailable
 */
export const loadAsOf = async <State, Event extends AnyFact>(
  { initialState, evolve, isAttempt }: Aggregate<State, Event>,
  store: Pick<EventStore, 'read'>,
  { stream, upTo }: { readonly stream: string; readonly upTo: string },
): Promise<Loaded<State> | undefined> => {
  const stored = await store.read(stream);
  const events = stored.map((event) => decode<Event>(event));
  const later = events.findIndex(({ metadata }) => metadata.recordedAt > upTo);
  const known = later === -1 ? events : events.slice(0, later);
  const [last, lastStored] = [known.at(-1), stored[known.length - 1]];
  if (!last || !lastStored) return undefined;
  return {
    state: known.reduce<State>((state, event) => evolve(state, event), initialState()),
    revision: last.revision,
    lastHash: hashOf(lastStored),
    lastRecordedAt: last.metadata.recordedAt,
    lastChangedAt: lastChangeIn(known, isAttempt),
  };
};
