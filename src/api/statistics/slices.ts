import type { Share } from '../../domain/statistics/shares.ts';
import { UNKNOWN } from '../../domain/statistics/unknown.ts';

export interface Slice {
  readonly count: number;
  readonly zh_name: string;
  /** What the list filter of the share's name is given; null for what the charts cannot jump to. */
  readonly name: string | null;
  readonly cases?: number;
}

/** What people read for an empty field. */
export const UNKNOWN_LABEL = '未填写';

export interface Divided {
  readonly counts: ReadonlyMap<string, number>;
  /** Of the whole range; one that shows several values counts once (D-28). */
  readonly cases: number;
}

/** The slices of a pie: the listed values, then those that people added, then what is empty (E-STAT-06, D-28). */
export const slicesOf = (share: Share, { counts, cases }: Divided): readonly Slice[] => {
  const listed = share.listed.map(([name, zh_name]) => ({ name, zh_name }));
  const known = new Set([UNKNOWN, ...listed.map(({ name }) => name)]);
  const custom = [...counts.keys()].filter((name) => !known.has(name)).sort();
  const all = [
    ...listed,
    ...custom.map((name) => ({ name, zh_name: name })),
    { name: UNKNOWN, zh_name: UNKNOWN_LABEL },
  ];
  return all.map(({ name, zh_name }) => ({
    count: counts.get(name) ?? 0,
    zh_name,
    name,
    ...(share.isMultiple && { cases }),
  }));
};
