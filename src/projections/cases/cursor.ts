import type { CaseTypeName } from '../../domain/catalogue/caseTypes.ts';
import type { CaseOrder, Place } from './listQuery.ts';

const VERSION = 1;

/** The list and the order that a place is one of: elsewhere it would quietly leave cases out. */
export interface CursorList {
  readonly caseType: CaseTypeName;
  readonly order: CaseOrder;
}

const orderText = ({ column, descending }: CaseOrder): string => `${descending ? '-' : ''}${column}`;

/** An opaque text for the place after which a page goes on; it holds nothing but what the last row was ordered by. */
export const cursorText = ({ caseType, order }: CursorList, { id, at, sorted }: Place): string =>
  Buffer.from(JSON.stringify([VERSION, caseType, orderText(order), id, at, sorted])).toString('base64url');

const parsed = (text: string): readonly unknown[] => {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
};

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;

/** What the database would refuse to read is no instant; its calendar has no year 0. */
const isInstant = (value: unknown): value is string =>
  typeof value === 'string' &&
  INSTANT.test(value) &&
  value >= '0001' &&
  !Number.isNaN(Date.parse(value)) &&
  new Date(value).toISOString().slice(0, 19) === value.slice(0, 19);

const isId = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value);

const isSorted = (value: unknown): value is string | null =>
  value === null || (typeof value === 'string' && !value.includes('\0'));

export type CursorProblem = 'cursor_broken' | 'cursor_of_other_order';

export const readCursor = (text: string, { caseType, order }: CursorList): Place | CursorProblem => {
  const [version, listed, ordered, id, at, sorted, ...more] = parsed(text);
  if (version !== VERSION || !isId(id) || !isInstant(at) || !isSorted(sorted) || more.length > 0)
    return 'cursor_broken';
  if (listed !== caseType) return 'cursor_broken';
  return ordered === orderText(order) ? { id, at, sorted } : 'cursor_of_other_order';
};
