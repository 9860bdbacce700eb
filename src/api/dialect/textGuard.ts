import { Problem } from '../problems/problem.ts';

/** NUL, which PostgreSQL cannot hold, and surrogates without their other half (D-06). */
const BAD_TEXT = /[\0]|\p{Surrogate}/u;

/** Deeper than any body of the contract; what is written recursively further in stays safe. */
const MAX_DEPTH = 32;

/** Several times what the fullest record holds. Each value may earn a sentence of its own, and nobody else is answered meanwhile. */
const MOST_VALUES = 10_000;

const isBadText = (text: string): boolean => BAD_TEXT.test(text);

interface Visit {
  readonly value: unknown;
  readonly depth: number;
}

const childrenOf = (value: object): readonly unknown[] => {
  if (Array.isArray(value)) return value;
  if (Object.keys(value).some(isBadText)) throw new Problem('bad_text');
  return Object.values(value);
};

const childrenIn = ({ value, depth }: Visit): readonly unknown[] => {
  if (typeof value === 'string' && isBadText(value)) throw new Problem('bad_text');
  if (typeof value !== 'object' || value === null) return [];
  if (depth >= MAX_DEPTH) throw new Problem('malformed_json');
  return childrenOf(value);
};

/**
 * Refuses a parsed body that holds text which cannot be stored, is nested beyond reason, or has more values than any
 * record. @throws Problem bad_text, malformed_json, too_large
 */
export const refuseBadText = (body: unknown): void => {
  const open: Visit[] = [{ value: body, depth: 0 }];
  let found = 1;
  for (let visit = open.pop(); visit; visit = open.pop()) {
    const children = childrenIn(visit);
    found += children.length;
    if (found > MOST_VALUES) throw new Problem('too_large');
    for (const child of children) open.push({ value: child, depth: visit.depth + 1 });
  }
};

const decoded = (url: string): string => {
  try {
    return decodeURIComponent(url);
  } catch (cause) {
    throw new Problem('malformed_url', { cause });
  }
};

/** Refuses an address that does not decode to storable text. @throws Problem malformed_url, bad_text */
export const refuseBadUrl = (url: string): void => {
  if (url.includes('%') && isBadText(decoded(url))) throw new Problem('bad_text');
};
