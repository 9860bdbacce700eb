import type { EventData, RecordedEvent } from '@eventstore/db-client';
import { binaryEvent, jsonEvent } from '@eventstore/db-client';
import type { NewEvent, StoredEvent } from '../port.ts';
import { toPosition } from './position.ts';

/** A mark that no JSON text begins with: it keeps the client from parsing a metadata that it would print differently. */
const VERBATIM = '\uFEFF';

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

/** The client parses and prints JSON; only an object that it prints exactly as it was given may go that way (D-33). */
const exactObject = (text: string): Record<string, unknown> | undefined => {
  const value = parse(text);
  if (typeof value !== 'object' || value === null || JSON.stringify(value) !== text) return undefined;
  return value as Record<string, unknown>;
};

/**
 * Our own texts are stored as JSON, which the store's own screens and projections can read; a text that the client would
 * print differently is stored as the bytes it is. Either way `toStoredEvent` gives the same text back, byte for byte.
 */
export const toEventData = ({ id, type, data, metadata }: NewEvent): EventData => {
  const facts = { id, type, metadata: exactObject(metadata) ?? Buffer.from(`${VERBATIM}${metadata}`) };
  const json = exactObject(data);
  return json === undefined ? binaryEvent({ ...facts, data: Buffer.from(data) }) : jsonEvent({ ...facts, data: json });
};

const textOf = (value: unknown): string => {
  if (value === undefined) return '';
  return value instanceof Uint8Array ? Buffer.from(value).toString() : JSON.stringify(value);
};

const withoutMark = (text: string): string => (text.startsWith(VERBATIM) ? text.slice(VERBATIM.length) : text);

/** @throws when the server is older than 22.6 and names no position. */
export const toStoredEvent = (event: RecordedEvent): StoredEvent => {
  if (event.position === undefined) throw new Error('this EventStoreDB names no positions: at least 23.10 is needed');
  return {
    id: event.id,
    type: event.type,
    stream: event.streamId,
    revision: Number(event.revision),
    data: textOf(event.data),
    metadata: withoutMark(textOf(event.metadata)),
    position: toPosition(event.position),
  };
};

/** The store's own records: streams and event types whose names begin with `$`, links and tombstones among them. */
export const isSystemEvent = ({ streamId, type }: Pick<RecordedEvent, 'streamId' | 'type'>): boolean =>
  streamId.startsWith('$') || type.startsWith('$');
