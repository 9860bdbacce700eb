import type { SequenceName } from '../api/cases/caseServices.ts';
import { CASE_TYPE_NAMES } from '../domain/catalogue/caseTypes.ts';
import type { CaseTypeName } from '../domain/catalogue/caseTypes.ts';

export const caseSequence = (type: CaseTypeName): SequenceName => `case_${type}`;

export const SEQUENCE_NAMES: readonly SequenceName[] = ['patient', ...CASE_TYPE_NAMES.map(caseSequence)];

export const sequenceTable = (name: SequenceName): string => `greenlane.${name}_id`;

/** The part of a `pg` pool that sequences use. */
export interface SequencePool {
  query(text: string, values: readonly unknown[]): Promise<{ rows: { id: string }[] }>;
}

/** Numbers that are never given twice, whatever crashes; a number may be left unused. */
export interface Sequences {
  /** One number for each name, in that order, in one round trip; a name that stands twice gets two. */
  nextIds(names: readonly SequenceName[]): Promise<readonly number[]>;
  /** From now on gives only numbers above `value`; never lowers anything. */
  raiseAbove(name: SequenceName, value: number): Promise<void>;
}

const NEXT = `select nextval(wanted.name::regclass) as id
  from unnest($1::text[]) with ordinality as wanted (name, place) order by place`;

/** Keeps the numbers in PostgreSQL sequences of the schema `greenlane`. */
export const createSequences = (pool: SequencePool): Sequences => ({
  nextIds: async (names) => {
    const { rows } = await pool.query(NEXT, [names.map(sequenceTable)]);
    return rows.map(({ id }) => Number(id));
  },
  raiseAbove: async (name, value) => {
    await pool.query('select greenlane.raise_above($1::regclass, $2) as id', [sequenceTable(name), value]);
  },
});
