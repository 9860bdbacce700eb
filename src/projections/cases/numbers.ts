import type { FieldValue } from '../../domain/patient/events.ts';
import { rankOf } from './ranks.ts';
import { presenceToken, singly } from './tokens.ts';

const NUMBERS_OF_PATHS = 2 ** 31;

/** The number that stands for a path among those whose values follow each other: the same in every release. */
export const pathNumber = (path: string): number => presenceToken(path) % NUMBERS_OF_PATHS;

/** Side by side, because one array of pairs would let a value be taken for a path. */
export interface Numbers {
  readonly paths: readonly number[];
  readonly values: readonly number[];
}

/**
 * The numbers, dates and times that a case holds, by the number of the path: by these it is found, and by ranges (D-20).
 * A path of the rows of a list stands there once for each row that has it.
 */
export const numbersOf = (values: Readonly<Record<string, FieldValue>>): Numbers => {
  const found: (readonly [number, number])[] = [];
  for (const [path, value] of Object.entries(values)) {
    for (const each of singly(value)) {
      const rank = rankOf(path, each);
      if (rank !== undefined) found.push([pathNumber(path), rank]);
    }
  }
  found.sort(([a, one], [b, other]) => a - b || one - other);
  return { paths: found.map(([path]) => path), values: found.map(([, value]) => value) };
};
