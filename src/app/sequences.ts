import type { SequenceName } from '../api/cases/caseServices.ts';
import { CASE_TYPE_NAMES } from '../domain/catalogue/caseTypes.ts';
import type { CaseTypeName } from '../domain/catalogue/caseTypes.ts';

export const caseSequence = (type: CaseTypeName): SequenceName => `case_${type}`;

export const SEQUENCE_NAMES: readonly SequenceName[] = ['patient', ...CASE_TYPE_NAMES.map(caseSequence)];

export const sequenceTable = (name: SequenceName): string => `greenlane.${name}_id`;

/** The part of a `pg` pool or client that sequences use. */
export interface SequencePool {
  query(text: string, values: readonly unknown[]): Promise<{ rows: { id: string }[] }>;
}

/** Numbers that are never given twice, whatever crashes; a number may be left unused. */
export interface Sequences {
  /** One number for each name, in that order, in one round trip; a name that stands twice gets two. */
  nextIds(names: readonly SequenceName[]): Promise<readonly number[]>;
}

const NEXT = `select nextval(wanted.name::regclass) as id
  from unnest($1::text[]) with ordinality as wanted (name, place) order by place`;

/** Keeps the numbers in PostgreSQL sequences of the schema `greenlane`. */
export const createSequences = (pool: SequencePool): Sequences => ({
  nextIds: async (names) => {
    const { rows } = await pool.query(NEXT, [names.map(sequenceTable)]);
    return rows.map(({ id }) => Number(id));
  },
});

/** From now on gives only numbers above these; never lowers anything. */
export const raiseAbove = async (pool: SequencePool, given: ReadonlyMap<SequenceName, number>): Promise<void> => {
  const tables = [...given.keys()].map(sequenceTable);
  await pool.query(
    `select greenlane.raise_above(given.name::regclass, given.highest) as id
     from unnest($1::text[], $2::bigint[]) as given (name, highest)`,
    [tables, [...given.values()]],
  );
};
