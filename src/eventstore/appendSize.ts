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
