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

/** A path as it stands before its values, and the number of itself. */
interface Path {
  readonly running: Running;
  readonly presence: number;
}

const MAX_PATHS = 2_000;
const byPath = new Map<string, Path>();

/** Paths return with every case, so what they contribute is kept; fields that no catalogue names are not let fill the memory. */
const ofPath = (path: string): Path => {
  const known = byPath.get(path);
  if (known) return known;
  const running = after(`${path}\u0001`, START);
  const found = { running, presence: finished(running) };
  if (byPath.size < MAX_PATHS) byPath.set(path, found);
  return found;
};

/** The number that stands for "this path holds this value"; of a list, for "this is one of its values". */
export const valueToken = (path: string, value: string | number | boolean): number =>
  finished(after(String(value), ofPath(path).running));

/** The number that stands for "this path is set". */
export const presenceToken = (path: string): number => ofPath(path).presence;

/** Each of several values, or the only one. */
export const singly = (value: FieldValue): readonly (string | number | boolean)[] =>
  typeof value === 'object' ? value : [value];

type Single = Exclude<FieldValue, readonly unknown[]>;

/** What has a rank is found by that, so only being set needs a number. */
const addSingle = (tokens: Set<number>, path: string, value: Single): void => {
  if (rankOf(path, value) === undefined) tokens.add(valueToken(path, value));
  tokens.add(presenceToken(path));
};

/** By which numbers a case is found through the filters that have no column of their own (D-20), ascending. */
export const tokensOf = (
  values: Readonly<Record<string, FieldValue>>,
  others: readonly number[] = [],
): readonly number[] => {
  const tokens = new Set(others);
  for (const [path, value] of Object.entries(values)) {
    if (typeof value === 'object') value.forEach((each) => addSingle(tokens, path, each));
    else addSingle(tokens, path, value);
  }
  return Array.from(Float64Array.from(tokens).sort());
};
