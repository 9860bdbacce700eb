import type { Connection } from '../projection.ts';
import type { Listed, ListedChange } from './caseChange.ts';

/** What two cases may share, and where it is noted that they do (D-21). */
export const SHARED = { name: 'same_name', pat_med_card: 'same_pat_no' } as const;

type Kind = keyof typeof SHARED;

interface Count {
  readonly caseType: string;
  readonly kind: Kind;
  readonly value: string;
  change: number;
}

const valuesOf = (listed: Listed | undefined): readonly (readonly [Kind, string])[] => {
  if (!listed || listed.deleted) return [];
  const { name, pat_med_card: card } = listed.texts;
  return [
    ...(name === null ? [] : [['name', name] as const]),
    ...(card === null ? [] : [['pat_med_card', card] as const]),
  ];
};

const add = (counts: Map<string, Count>, listed: Listed | undefined, change: number): void => {
  for (const [kind, value] of valuesOf(listed)) {
    const caseType = listed?.reference.caseType ?? '';
    const key = `${caseType} ${kind} ${value}`;
    const known = counts.get(key);
    if (known) known.change += change;
    else counts.set(key, { caseType, kind, value, change });
  }
};

const countsOf = (changes: readonly ListedChange[]): readonly Count[] => {
  const counts = new Map<string, Count>();
  for (const { before, after } of changes) {
    add(counts, before, -1);
    add(counts, after, 1);
  }
  return [...counts.values()].filter(({ change }) => change !== 0);
};

const GIVEN = `given as materialized (
    select * from unnest($1::text[], $2::text[], $3::text[], $4::int[]) as given (case_type, kind, value, change))`;

/** Touches cases of other patients only where a value becomes shared or stops being so. */
const countSharing = (kind: Kind): string => `
  with ${GIVEN},
  counted as (
    insert into name_counts as kept (case_type, kind, value, total)
    select * from given where kind = '${kind}'
    on conflict (case_type, kind, value) do update set total = kept.total + excluded.total
    returning case_type, kind, value, total),
  crossed as (
    select case_type, value, total > 1 as shared from counted join given using (case_type, kind, value)
    where (total > 1) <> (total - change > 1))
  update cases set ${SHARED[kind]} = crossed.shared from crossed
  where cases.status = 'live' and cases.case_type = crossed.case_type and cases.${kind} = crossed.value`;

const TIDY = `
  with ${GIVEN}
  delete from name_counts kept using given
  where kept.total = 0 and kept.case_type = given.case_type and kept.kind = given.kind and kept.value = given.value`;

const isShared = (kind: Kind): string => `${SHARED[kind]} = status = 'live' and exists (
    select from name_counts kept where kept.case_type = cases.case_type and kept.kind = '${kind}'
      and kept.value = cases.${kind} and kept.total > 1)`;

const MARK_OWN = `
  update cases set ${isShared('name')}, ${isShared('pat_med_card')}
  from unnest($1::text[], $2::bigint[]) as own (case_type, case_id)
  where cases.case_type = own.case_type and cases.case_id = own.case_id`;

const isNamedAnew = ({ before, after }: ListedChange): boolean =>
  JSON.stringify([before?.reference, valuesOf(before)]) !== JSON.stringify([after?.reference, valuesOf(after)]);

/** Keeps how many live cases of a type share a name or a registration number, and which do (D-21). */
export const writeNameCounts = async (connection: Connection, all: readonly ListedChange[]): Promise<void> => {
  const changes = all.filter(isNamedAnew);
  if (changes.length === 0) return;
  const counts = countsOf(changes);
  const columns = [
    counts.map(({ caseType }) => caseType),
    counts.map(({ kind }) => kind),
    counts.map(({ value }) => value),
    counts.map(({ change }) => change),
  ];
  const own = changes.flatMap(({ after }) => (after ? [after.reference] : []));
  await Promise.all([
    connection.query(countSharing('name'), columns),
    connection.query(countSharing('pat_med_card'), columns),
    connection.query(MARK_OWN, [own.map(({ caseType }) => caseType), own.map(({ caseId }) => caseId)]),
    counts.some(({ change }) => change < 0) ? connection.query(TIDY, columns) : undefined,
  ]);
};
