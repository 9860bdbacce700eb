import { START } from '@eventstore/db-client';
import type { Position } from '../port.ts';
import { BEGINNING } from '../port.ts';

/** EventStoreDB's logical position: two unsigned 64-bit numbers, the commit's first. */
export interface LogPosition {
  readonly commit: bigint;
  readonly prepare: bigint;
}

/** The largest unsigned 64-bit number has 20 digits. */
const DIGITS = 20;

/** Both numbers padded to the same width, so that the texts compare as the positions do. */
export const toPosition = ({ commit, prepare }: LogPosition): Position =>
  [commit, prepare].map((part) => part.toString().padStart(DIGITS, '0')).join('');

export const toLogPosition = (position: Position): LogPosition | typeof START => {
  if (position === BEGINNING) return START;
  return { commit: BigInt(position.slice(0, DIGITS)), prepare: BigInt(position.slice(DIGITS)) };
};
