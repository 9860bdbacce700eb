import type { FieldValue } from '../../domain/patient/events.ts';
import { rankOf } from './ranks.ts';

/** Two multiplicative hashes side by side, as they stand after a text. */
interface Running {
  readonly high: number;
  readonly low: number;
}

const START: Running = { high: 0xdeadbeef, low: 0x41c6ce57 };

const after = (text: string, { high, low }: Running): Running => {
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  return { high, low };
};

/** 53 bits, so that one search in 10^8 over a million cases meets a value that only looks like the one wanted. */
const finished = ({ high, low }: Running): number => {
  const first = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  const second = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(first ^ (first >>> 13), 3266489909);
  return 4294967296 * (2097151 & second) + (first >>> 0);
};

const MAX_PATHS = 2_000;
const byPath = new Map<string, Running>();

/** Paths return with every case, so what they contribute is kept; fields that no catalogue names are not let fill the memory. */
const ofPath = (path: string): Running => {
  const known = byPath.get(path);
  if (known) return known;
  const running = after(`${path}\u0001`, START);
  if (byPath.size < MAX_PATHS) byPath.set(path, running);
  return running;
};

/** The number that stands for "this path holds this value"; of a list, for "this is one of its values". */
export const valueToken = (path: string, value: string | number | boolean): number =>
  finished(after(String(value), ofPath(path)));

/** The number that stands for "this path is set". */
export const presenceToken = (path: string): number => finished(ofPath(path));

/** Each of several values, or the only one. */
export const singly = (value: FieldValue): readonly (string | number | boolean)[] =>
  typeof value === 'object' ? value : [value];

/** What has a rank is found by that, so only being set needs a number. */
const tokensOfPath = (path: string, value: FieldValue): readonly number[] => {
  const values = singly(value);
  if (values.length === 0) return [];
  const unranked = values.filter((each) => rankOf(path, each) === undefined);
  return [...unranked.map((each) => valueToken(path, each)), presenceToken(path)];
};

/** By which numbers a case is found through the filters that have no column of their own (D-20), ascending. */
export const tokensOf = (
  values: Readonly<Record<string, FieldValue>>,
  others: readonly number[] = [],
): readonly number[] => {
  const tokens = Object.entries(values).flatMap(([path, value]) => tokensOfPath(path, value));
  return [...new Set([...tokens, ...others])].sort((a, b) => a - b);
};
