import type { RecordedEvent } from '@eventstore/db-client';
import { isSystemEvent } from './eventCodec.ts';

/** Prefixes of the streams that are ours in a store which others may write to as well; undefined when all are. */
export type OwnStreams = readonly string[] | undefined;

const isOwnStream = (own: OwnStreams, stream: string): boolean =>
  own === undefined || own.some((prefix) => stream.startsWith(prefix));

/** Neither of another application nor one of the store's own records. */
export const isOwnEvent = (own: OwnStreams, event: Pick<RecordedEvent, 'streamId' | 'type'>): boolean =>
  isOwnStream(own, event.streamId) && !isSystemEvent(event);

class ForeignStream extends Error {
  override readonly name = 'ForeignStream';
}

/** What is written outside our streams would never be read again. */
export const requireOwnStream = (own: OwnStreams, stream: string): void => {
  if (!isOwnStream(own, stream)) throw new ForeignStream(`${stream} begins with none of ${own?.join(', ')}`);
};
