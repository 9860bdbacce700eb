import type { PlannedVisit } from './planCase.ts';

/** A case body as clients nest it. */
export type NestedBody = { readonly [key: string]: string | NestedBody };

type Entry = readonly [path: readonly string[], value: string];

const nested = (entries: readonly Entry[]): NestedBody => {
  const byKey = new Map<string, Entry[]>();
  const values = new Map<string, string>();
  for (const [[key = '', ...rest], value] of entries) {
    if (rest.length === 0) values.set(key, value);
    else byKey.set(key, [...(byKey.get(key) ?? []), [rest, value]]);
  }
  const blocks = [...byKey].map(([key, below]) => [key, nested(below)]);
  return Object.fromEntries([...values, ...blocks]);
};

/** Values by catalogue path as the body of a POST. */
export const bodyOf = (values: Iterable<readonly [path: string, value: string]>): NestedBody =>
  nested([...values].map(([path, value]) => [path.split('.'), value]));

/** The body that registers a visit with its person and all its milestones. */
export const visitBody = ({ person, steps }: Pick<PlannedVisit, 'person' | 'steps'>): NestedBody =>
  bodyOf([...person, ...steps.map(({ path, at }) => [path, at] as const)]);
