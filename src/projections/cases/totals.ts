import type { CaseTypeName } from '../../domain/catalogue/caseTypes.ts';
import type { Connection } from '../projection.ts';
import type { Listed, ListedChange } from './caseChange.ts';
import { facetNamesOf, type FacetName } from './facets.ts';

/** One hot filter with the value asked for. */
export interface Slice {
  readonly facet: FacetName;
  readonly value: string;
}

/** Between the two values of a pair; no field holds it, because JSON texts are what clients send. */
const BETWEEN = '\u001f';

export interface TotalKey {
  readonly facet: string;
  readonly value: string;
}

/** Where the total of all cases, of one slice, or of a pair of slices is kept; slices in the order of the facets. */
export const totalKey = (slices: readonly Slice[]): TotalKey => ({
  facet: slices.map(({ facet }) => facet).join(','),
  value: slices.map(({ value }) => value).join(BETWEEN),
});

const slicesOf = ({ reference, facets }: Listed): readonly Slice[] =>
  facetNamesOf(reference.caseType).flatMap((facet) => (facets[facet] ?? []).map((value) => ({ facet, value })));

const keysOf = (listed: Listed): readonly TotalKey[] => {
  const slices = slicesOf(listed);
  const pairs = slices.flatMap((one, index) =>
    slices.slice(index + 1).flatMap((other) => (one.facet === other.facet ? [] : [totalKey([one, other])])),
  );
  return [totalKey([]), ...slices.map((slice) => totalKey([slice])), ...pairs];
};

interface Delta extends TotalKey {
  readonly caseType: CaseTypeName;
  readonly day: string;
  change: number;
}

const add = (deltas: Map<string, Delta>, listed: Listed | undefined, change: number): void => {
  if (!listed || listed.deleted) return;
  const { reference, localDay: day } = listed;
  for (const { facet, value } of keysOf(listed)) {
    const key = [reference.caseType, day, facet, value].join('\u001e');
    const known = deltas.get(key);
    if (known) known.change += change;
    else deltas.set(key, { caseType: reference.caseType, day, facet, value, change });
  }
};

/** What the batch adds to each total; a changed, deleted or switched case takes back what it gave. */
const deltasOf = (changes: readonly ListedChange[]): readonly Delta[] => {
  const deltas = new Map<string, Delta>();
  for (const { before, after } of changes) {
    add(deltas, before, -1);
    add(deltas, after, 1);
  }
  return [...deltas.values()].filter(({ change }) => change !== 0);
};

const WRITE = `
  with given as materialized (
    select * from unnest($1::text[], $2::text[], $3::text[], $4::date[], $5::int[])
      as given (case_type, facet, value, local_day, change)),
  days as (
    insert into case_day_totals as kept (case_type, facet, value, local_day, total)
    select * from given
    on conflict (case_type, facet, value, local_day) do update set total = kept.total + excluded.total)
  insert into case_totals as kept (case_type, facet, value, total)
  select case_type, facet, value, sum(change) from given group by 1, 2, 3 having sum(change) <> 0
  on conflict (case_type, facet, value) do update set total = kept.total + excluded.total`;

/** A rebuild would not know of a total that came back to nothing. */
const TIDY = `
  with given as materialized (
    select * from unnest($1::text[], $2::text[], $3::text[], $4::date[]) as given (case_type, facet, value, local_day)),
  days as (
    delete from case_day_totals kept using given where kept.total = 0 and kept.case_type = given.case_type
      and kept.facet = given.facet and kept.value = given.value and kept.local_day = given.local_day)
  delete from case_totals kept using given where kept.total = 0 and kept.case_type = given.case_type
    and kept.facet = given.facet and kept.value = given.value`;

const columnsOf = (deltas: readonly Delta[]): unknown[] => [
  deltas.map(({ caseType }) => caseType),
  deltas.map(({ facet }) => facet),
  deltas.map(({ value }) => value),
  deltas.map(({ day }) => day),
];

/** Keeps the totals of lists by what changed, so that a count never reads the cases (D-20). */
export const writeTotals = async (connection: Connection, changes: readonly ListedChange[]): Promise<void> => {
  const deltas = deltasOf(changes);
  if (deltas.length === 0) return;
  const fallen = deltas.filter(({ change }) => change < 0);
  await Promise.all([
    connection.query(WRITE, [...columnsOf(deltas), deltas.map(({ change }) => change)]),
    fallen.length > 0 ? connection.query(TIDY, columnsOf(fallen)) : undefined,
  ]);
};
