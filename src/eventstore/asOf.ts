import type { AnyFact } from '../domain/shared/anyFact.ts';
import { recordedAtOf } from './codec.ts';
import type { Aggregate, Loaded } from './command.ts';
import { foldStored, unwritten } from './foldStored.ts';
import type { EventStore } from './port.ts';

/**
 * A stream as it was known at an instant: its longest prefix that was entered by then (D-11).
 * @param upTo ISO instant with milliseconds, inclusive
 * @returns undefined when nothing had been entered yet
 * @throws StoreUnavailable
 */
export const loadAsOf = async <State, Event extends AnyFact>(
  aggregate: Aggregate<State, Event>,
  store: Pick<EventStore, 'read'>,
  { stream, upTo }: { readonly stream: string; readonly upTo: string },
): Promise<Loaded<State> | undefined> => {
  const stored = await store.read(stream);
  const later = stored.findIndex((event) => recordedAtOf(event) > upTo);
  const known = later === -1 ? stored : stored.slice(0, later);
  return known.length === 0 ? undefined : foldStored(aggregate, unwritten(aggregate), known);
};
