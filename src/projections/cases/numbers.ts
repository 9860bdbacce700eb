import { FIELDS } from '../../domain/catalogue/catalogue.ts';
import { orderOf } from '../../domain/catalogue/kinds.ts';
import type { Order } from '../../domain/catalogue/kinds/order.ts';
import type { FieldValue } from '../../domain/patient/events.ts';
import { presenceToken } from './tokens.ts';

const NUMBERS_OF_PATHS = 2 ** 31;

/** The number that stands for a path among those whose values follow each other: the same in every release. */
export const pathNumber = (path: string): number => presenceToken(path) % NUMBERS_OF_PATHS;

interface Ordered {
  readonly number: number;
  readonly rankOf: Order['rankOf'];
}

const ORDERED: ReadonlyMap<string, Ordered> = new Map(
  FIELDS.flatMap((field): [string, Ordered][] => {
    const order = orderOf(field);
    return order ? [[field.path, { number: pathNumber(field.path), rankOf: order.rankOf }]] : [];
  }),
);

/** Side by side, because one array of pairs would let a value be taken for a path. */
export interface Numbers {
  readonly paths: readonly number[];
  readonly values: readonly number[];
}

/** Through which ranges a case is found (D-20): the numbers, dates and times that it holds, by the number of the path. */
export const numbersOf = (values: Readonly<Record<string, FieldValue>>): Numbers => {
  const found: (readonly [number, number])[] = [];
  for (const [path, value] of Object.entries(values)) {
    const ordered = ORDERED.get(path);
    const rank = ordered?.rankOf(value);
    if (ordered && rank !== undefined) found.push([ordered.number, rank]);
  }
  found.sort(([a], [b]) => a - b);
  return { paths: found.map(([path]) => path), values: found.map(([, value]) => value) };
};
