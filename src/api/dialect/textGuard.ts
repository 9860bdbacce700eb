import { Problem } from '../problems/problem.ts';

/** NUL, which PostgreSQL cannot hold, and surrogates without their other half (D-06). */
const BAD_TEXT = /[\0]|\p{Surrogate}/u;

/** Deeper than any body of the contract; what is written recursively further in stays safe. */
const MAX_DEPTH = 32;

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

/** Refuses a parsed body that holds text which cannot be stored, or is nested beyond reason. @throws Problem bad_text, malformed_json */
export const refuseBadText = (body: unknown): void => {
  const open: Visit[] = [{ value: body, depth: 0 }];
  for (let visit = open.pop(); visit; visit = open.pop()) {
    const { value, depth } = visit;
    if (typeof value === 'string' && isBadText(value)) throw new Problem('bad_text');
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= MAX_DEPTH) throw new Problem('malformed_json');
    for (const child of childrenOf(value)) open.push({ value: child, depth: depth + 1 });
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
