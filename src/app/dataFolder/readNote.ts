import { Unusable } from '../unusable.ts';
import { readIfThere } from './readIfThere.ts';

/** What one of our own files in JSON has to hold. */
export interface NoteShape<T> {
  readonly isWhole: (value: unknown) => value is T;
  /** What the operator can do about one that is damaged. */
  readonly advice: string;
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** A file in JSON that greenlane has written; undefined where there is none. @throws Unusable when it is damaged */
export const readNote = async <T>(path: string, { isWhole, advice }: NoteShape<T>): Promise<T | undefined> => {
  const text = await readIfThere(path);
  if (text === undefined) return undefined;
  const value = parse(text);
  if (!isWhole(value)) throw new Unusable(path, `it is damaged; ${advice}`);
  return value;
};

/** Whether a value has a property that passes. */
export const has = (value: unknown, key: string, passes: (property: unknown) => boolean): boolean =>
  typeof value === 'object' && value !== null && passes(Reflect.get(value, key));
