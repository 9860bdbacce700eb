import { v5 as uuidV5 } from 'uuid';
import type { AnyFact } from '../domain/shared/anyFact.ts';

const text = (data: object, key: string): string => {
  const value: unknown = Reflect.get(data, key);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};

/** What tells two facts of one command apart: the path, or the row of a list. */
const subjectOf = (data: unknown): string => {
  if (typeof data !== 'object' || data === null) return '';
  const row: unknown = Reflect.get(data, 'row');
  const id = typeof row === 'object' && row !== null ? text(row, 'id') : text(data, 'id');
  return [text(data, 'path'), text(data, 'list'), id].join('/');
};

/** The same command decided again makes the same ids, so that a resent append is recognised (D-18). */
export const eventIdOf = (commandId: string, fact: AnyFact): string =>
  uuidV5(`${fact.type}:${subjectOf(fact.data)}`, commandId);
