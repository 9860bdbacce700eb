import type { AnyFact } from '../domain/shared/anyFact.ts';
import { recordedAtOf } from './codec.ts';
import type { Aggregate, Loaded } from './command.ts';
import { unwritten } from './foldStored.ts';
import { hashOf } from './hash.ts';
import type { EventStore } from './port.ts';

/** A state that somebody else has folded. */
export interface Snapshot<State> {
  readonly state: State;
  readonly revision: number;
  /** Of the last event in it. */
  readonly eventId: string;
}

/** Finds the latest snapshot of a stream, if there is one; it need not be of today. */
export type FindSnapshot<State> = (stream: string) => Promise<Snapshot<State> | undefined>;

/**
 * A stream from its snapshot, if that ends with the very event with which the stream does: then it is of this history,
 * and there is nothing to fold, as there is nothing in a stream without an event. A mere attempt at the end does not tell
 * when the record was changed last.
 * @returns undefined when the stream has to be read
 * @throws StoreUnavailable
 */
export const loadFromSnapshot = async <State, Event extends AnyFact>(
  aggregate: Aggregate<State, Event>,
  { store, findSnapshot }: { readonly store: Pick<EventStore, 'read'>; readonly findSnapshot: FindSnapshot<State> },
  stream: string,
): Promise<Loaded<State> | undefined> => {
  const [snapshot, [last]] = await Promise.all([
    // The stream itself says the same, only slower.
    findSnapshot(stream).catch(() => undefined),
    store.read(stream, { direction: 'backwards', limit: 1 }),
  ]);
  if (!last) return unwritten(aggregate);
  if (!snapshot || last.id !== snapshot.eventId || last.revision !== snapshot.revision) return undefined;
  if (aggregate.isAttempt?.(last)) return undefined;
  const { state, revision } = snapshot;
  const at = recordedAtOf(last);
  return { state, revision, lastHash: hashOf(last), lastRecordedAt: at, lastChangedAt: at };
};
