import type { EcgList, EcgRow } from '../../patient/events.ts';
import type { FieldPath } from '../catalogue.ts';
import type { CaseFacts } from './facts.ts';

/** One end of an interval as a case has it. */
export interface End {
  readonly path: FieldPath;
  /** ISO instant. */
  readonly at: string;
  /** It stands in for the end that the interval is named after (clinical.md 1.1 rule 4). */
  readonly isFallback: boolean;
}

export type FindEnd = (facts: CaseFacts) => End | undefined;

const MINUTE_MS = 60_000;

/** Seconds are dropped before anything is compared or subtracted (clinical.md 1.1 rule 1). @returns minutes since 1970 */
export const wholeMinute = (at: string): number => Math.floor(Date.parse(at) / MINUTE_MS);

export const isBefore = (a: string, b: string): boolean => wholeMinute(a) < wholeMinute(b);

const endAt = ({ values }: CaseFacts, path: FieldPath, isFallback = false): End | undefined => {
  const at = values[path];
  return typeof at === 'string' ? { path, at, isFallback } : undefined;
};

/** The first path that is set; every path but the first is a fallback. */
export const first =
  (...paths: readonly FieldPath[]): FindEnd =>
  (facts) => {
    for (const [index, path] of paths.entries()) {
      const end = endAt(facts, path, index > 0);
      if (end) return end;
    }
    return undefined;
  };

/** The first path that is set, each as good as the other. */
export const either =
  (...paths: readonly FieldPath[]): FindEnd =>
  (facts) => {
    for (const path of paths) {
      const end = endAt(facts, path);
      if (end) return end;
    }
    return undefined;
  };

const inOrder = (facts: CaseFacts, paths: readonly FieldPath[]): End[] =>
  paths.flatMap((path) => endAt(facts, path) ?? []).sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));

/** The latest of several steps; none before all of them are done. */
export const latestOfAll =
  (...paths: readonly FieldPath[]): FindEnd =>
  (facts) => {
    const ends = inOrder(facts, paths);
    return ends.length === paths.length ? ends.at(-1) : undefined;
  };

/** The earliest of those that are set: an empty one takes nothing away (R4). */
export const earliestOf =
  (...paths: readonly FieldPath[]): FindEnd =>
  (facts) =>
    inOrder(facts, paths)[0];

interface Fetched {
  readonly list: EcgList;
  readonly row: EcgRow;
  readonly at: string;
}

const fetchedOf = (list: EcgList, { ecg }: CaseFacts): Fetched[] =>
  ecg[list].flatMap((row) => (row.ecg_fetch_time === null ? [] : [{ list, row, at: row.ecg_fetch_time }]));

const findFirstFetched = (facts: CaseFacts): Fetched | undefined =>
  [...fetchedOf('pre_ecg', facts), ...fetchedOf('inside_ecg', facts)].reduce<Fetched | undefined>(
    (earliest, each) => (earliest && earliest.at <= each.at ? earliest : each),
    undefined,
  );

/** When the first ECG was taken, before arrival or in the hospital. */
export const firstEcg: FindEnd = (facts) => {
  const found = findFirstFetched(facts);
  return found && { path: `${found.list}[].ecg_fetch_time`, at: found.at, isFallback: false };
};

/** When that same ECG was read. */
export const firstEcgDiagnosis: FindEnd = (facts) => {
  const found = findFirstFetched(facts);
  const at = found?.row.ecg_diagnosis_time;
  return found && at ? { path: `${found.list}[].ecg_diagnosis_time`, at, isFallback: false } : undefined;
};
