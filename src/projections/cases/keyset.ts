import type { Parameters } from './conditions.ts';
import type { CaseOrder, ListQuery, Place } from './listQuery.ts';

/** Ties are broken so that the mirrored order is the same index read backwards. */
export const orderBy = ({ column, descending }: CaseOrder): string => {
  const way = descending ? 'desc' : 'asc';
  if (column === 'id') return `case_id ${way}`;
  if (column === 'created_time') return `created_time ${way}, case_id ${way}`;
  const mirrored = descending ? 'asc' : 'desc';
  return `${column} ${way}, created_time ${mirrored}, case_id ${mirrored}`;
};

const afterTime = ({ at, id }: Place, descending: boolean, { add }: Parameters): string =>
  `(created_time, case_id) ${descending ? '<' : '>'} (${add(at)}::timestamptz, ${add(id)}::bigint)`;

/** Nulls are last going up, first going down. */
const beyond = (
  column: string,
  sorted: string | null,
  { descending, add }: Pick<Parameters, 'add'> & { descending: boolean },
) => {
  if (sorted === null) return descending ? [`${column} is not null`] : [];
  return descending ? [`${column} < ${add(sorted)}`] : [`${column} > ${add(sorted)}`, `${column} is null`];
};

/**
 * What comes after a place, as conditions of which each is one stretch of the index of the order: those that tie with the
 * place in the ordered column, and those beyond. One condition that says both would walk the index from its start.
 */
const stretchesAfter = (place: Place, { column, descending }: CaseOrder, all: Parameters): readonly string[] => {
  if (column === 'id') return [`case_id ${descending ? '<' : '>'} ${all.add(place.id)}::bigint`];
  if (column === 'created_time') return [afterTime(place, descending, all)];
  const ties = place.sorted === null ? `${column} is null` : `${column} = ${all.add(place.sorted)}`;
  return [
    `${ties} and ${afterTime(place, !descending, all)}`,
    ...beyond(column, place.sorted, { descending, add: all.add }),
  ];
};

/** The stretches of a list from which its page is taken: all of it, but for a page that a cursor leads to. */
export const stretchesOf = ({ cursor, order }: ListQuery, all: Parameters): readonly string[] =>
  cursor === undefined || cursor === 'start' ? ['true'] : stretchesAfter(cursor, order, all);
