import type { Position } from '../port.ts';
import { BEGINNING } from '../port.ts';

/** As many digits as the largest bigint has, and one: text compares as the numbers do. */
const DIGITS = 20;

/** Positions count from 1 without a gap; 0 is before the first event. */
export const toPosition = (number: number | string): Position =>
  Number(number) === 0 ? BEGINNING : String(number).padStart(DIGITS, '0');

/** @throws RangeError when the text is no position of this store */
export const toNumber = (position: Position): number => {
  const number = position === BEGINNING ? 0 : Number(position);
  if (!Number.isSafeInteger(number) || number < 0) throw new RangeError(`not a position of this store: ${position}`);
  return number;
};
