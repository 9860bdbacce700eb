import type { AnyFact } from '../domain/shared/anyFact.ts';
import { causationOf } from './codec.ts';
import type { Aggregate, CommandContext, Handled } from './command.ts';
import { foldStored, unwritten } from './foldStored.ts';
import type { EventStore, StoredEvent } from './port.ts';

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
  aggregate: Aggregate<State, Event>,
  store: Pick<EventStore, 'read'>,
  { stream, context }: Sent,
): Promise<Handled<State> | undefined> => {
  const stored = await store.read(stream);
  const isOwn = (event: StoredEvent): boolean =>
    causationOf(event) === context.commandId && !aggregate.isAttempt?.(event);
  const end = stored.findLastIndex(isOwn);
  const last = stored[end];
  if (!last) return undefined;
  const loaded = foldStored(aggregate, unwritten(aggregate), stored.slice(0, end + 1));
  return { ...loaded, position: last.position, wasDone: true };
};
