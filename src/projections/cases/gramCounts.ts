import type { Connection } from '../projection.ts';
import type { Listed, ListedChange } from './caseChange.ts';
import { gramsOf } from './grams.ts';

interface Count {
  readonly caseType: string;
  readonly gram: string;
  change: number;
}

const add = (counts: Map<string, Count>, listed: Listed | undefined, change: number): void => {
  if (!listed || listed.deleted) return;
  const { caseType } = listed.reference;
  for (const gram of gramsOf(listed.texts)) {
    const known = counts.get(caseType + gram);
    if (known) known.change += change;
    else counts.set(caseType + gram, { caseType, gram, change });
  }
};

const sought = (listed: Listed | undefined): string =>
  listed ? JSON.stringify([listed.reference, listed.deleted, listed.texts]) : '';

const countsOf = (changes: readonly ListedChange[]): readonly Count[] => {
  const counts = new Map<string, Count>();
  for (const { before, after } of changes) {
    if (sought(before) === sought(after)) continue;
    add(counts, before, -1);
    add(counts, after, 1);
  }
  return [...counts.values()].filter(({ change }) => change !== 0);
};

const GIVEN = `given as materialized (
    select * from unnest($1::text[], $2::text[], $3::int[]) as given (case_type, gram, change))`;

const WRITE = `
  with ${GIVEN}
  insert into gram_counts as kept (case_type, gram, total) select * from given
  on conflict (case_type, gram) do update set total = kept.total + excluded.total`;

const TIDY = `
  with ${GIVEN}
  delete from gram_counts kept using given
  where kept.total = 0 and kept.case_type = given.case_type and kept.gram = given.gram and given.change < 0`;

/** Keeps how many live cases have each character and pair of characters in their names and numbers (D-20). */
export const writeGramCounts = async (connection: Connection, changes: readonly ListedChange[]): Promise<void> => {
  const counts = countsOf(changes);
  if (counts.length === 0) return;
  const columns = [
    counts.map(({ caseType }) => caseType),
    counts.map(({ gram }) => gram),
    counts.map(({ change }) => change),
  ];
  await Promise.all([
    connection.query(WRITE, columns),
    counts.some(({ change }) => change < 0) ? connection.query(TIDY, columns) : undefined,
  ]);
};
