import { decode } from './codec.ts';
import type { Aggregate, CommandContext, Handled } from './commandHandler.ts';
import type { AnyFact } from './encode.ts';
import { hashOf } from './hash.ts';
import type { EventStore } from './port.ts';

interface Sent {
  readonly stream: string;
  readonly context: CommandContext;
}

/**
 * What an earlier run of the same command has done, whatever others did since: deciding again could only refuse it, or
 * say something else than what stands in the log (D-18). A refused attempt is no effect, so it is decided again.
 * @returns the stream as it stood after that run; undefined when there is nothing of it
 * @throws StoreUnavailable
 */
export const findAlreadyDone = async <State, Event extends AnyFact>(
  { initialState, evolve, isAttempt }: Aggregate<State, Event>,
  store: Pick<EventStore, 'read'>,
  { stream, context }: Sent,
): Promise<Handled<State> | undefined> => {
  const stored = await store.read(stream);
  const events = stored.map((event) => decode<Event>(event));
  const isOwn = (event: (typeof events)[number]): boolean =>
    event.metadata.causationId === context.commandId && !isAttempt?.(event);
  const end = events.findLastIndex(isOwn);
  const [last, lastStored] = [events[end], stored[end]];
  if (!last || !lastStored) return undefined;
  return {
    state: events.slice(0, end + 1).reduce<State>((state, event) => evolve(state, event), initialState()),
    revision: last.revision,
    lastHash: hashOf(lastStored),
    lastRecordedAt: last.metadata.recordedAt,
    lastChangedAt: last.metadata.recordedAt,
    position: last.position,
    wasDone: true,
  };
};
