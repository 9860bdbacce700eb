import { AppendTooLarge } from './errors.ts';
import type { NewEvent } from './port.ts';
import { MAX_APPEND_BYTES } from './port.ts';

const bytesOf = ({ id, type, data, metadata }: NewEvent): number =>
  Buffer.byteLength(id) + Buffer.byteLength(type) + Buffer.byteLength(data) + Buffer.byteLength(metadata);

/**
 * @returns all ids, types and texts of one append together, in UTF-8 bytes (D-34).
 * @throws AppendTooLarge
 */
export const requireAllowedSize = (events: readonly NewEvent[]): number => {
  const bytes = events.reduce((sum, event) => sum + bytesOf(event), 0);
  if (bytes > MAX_APPEND_BYTES) throw new AppendTooLarge(bytes, MAX_APPEND_BYTES);
  return bytes;
};

/** No character of a JavaScript text takes more bytes in UTF-8; those outside the basic plane count as two. */
const MOST_BYTES_OF_A_CHARACTER = 3;

/** Never less than the bytes of an append, at a fraction of the cost of counting them. */
export const mostBytesOf = (events: readonly NewEvent[]): number =>
  events.reduce(
    (sum, { id, type, data, metadata }) => sum + id.length + type.length + data.length + metadata.length,
    0,
  ) * MOST_BYTES_OF_A_CHARACTER;
