import { isCaseTypeName } from '../../domain/catalogue/caseTypes.ts';
import type { CaseReference } from '../../domain/patient/events.ts';
import { gathered, type FindAll } from '../gathered.ts';
import type { ReadDatabase } from '../readDatabase.ts';

/** Where the record of a case is, whatever became of it. */
export interface FoundCase extends CaseReference {
  readonly patientId: number;
  readonly status: 'live' | 'deleted' | 'switched';
  /** The case of another type that it is now; of a chain of switches the last (D-09). */
  readonly to: CaseReference | undefined;
  /** The list row, JSON text; undefined for a switched case. */
  readonly row: string | undefined;
  /** Of the patient's stream, as the row shows it: one statement reads both. */
  readonly revision: number;
}

interface Row {
  readonly case_id: number;
  readonly patient_id: number;
  readonly status: FoundCase['status'];
  readonly to_type: string | null;
  readonly to_id: number | null;
  readonly row: string | null;
  readonly revision: number;
}

const COLUMNS = `case_id::float8 as case_id, cases.patient_id::float8 as patient_id, status,
  switched_to_type as to_type, switched_to_id::float8 as to_id, row, coalesce(revision, -1) as revision`;

const BESIDE = `left join case_rows using (case_type, case_id)
  left join patient_states on patient_states.patient_id = cases.patient_id`;

const FIND = {
  name: 'cases_find',
  text: `select ${COLUMNS} from cases ${BESIDE} where case_type = $1 and case_id = any($2::bigint[])`,
};

const targetOf = ({ to_type: type, to_id: id }: Row): CaseReference | undefined =>
  type !== null && id !== null && isCaseTypeName(type) ? { caseType: type, caseId: id } : undefined;

const foundFrom = (caseType: CaseReference['caseType'], row: Row): FoundCase => ({
  caseType,
  caseId: row.case_id,
  patientId: row.patient_id,
  status: row.status,
  to: targetOf(row),
  row: row.row ?? undefined,
  revision: row.revision,
});

/** Those of the ids that this type ever had, in no order. */
export const findCasesByIds = async (
  db: ReadDatabase,
  { caseType, caseIds }: { readonly caseType: CaseReference['caseType']; readonly caseIds: readonly number[] },
): Promise<readonly FoundCase[]> => {
  const { rows } = await db.query<Row>({ ...FIND, values: [caseType, [...caseIds]] });
  return rows.map((row) => foundFrom(caseType, row));
};

const FIND_EACH = {
  name: 'cases_find_each',
  text: `select case_type, ${COLUMNS} from unnest($1::text[], $2::bigint[]) as wanted (case_type, case_id)
    join cases using (case_type, case_id) ${BESIDE}`,
};

const keyOf = (caseType: string, caseId: number): string => `${caseType}/${caseId}`;

const findEach: FindAll<CaseReference, FoundCase> = async (db, references) => {
  const values = [references.map(({ caseType }) => caseType), references.map(({ caseId }) => caseId)];
  const { rows } = await db.query<Row & { readonly case_type: string }>({ ...FIND_EACH, values });
  const found = new Map(rows.map((row) => [keyOf(row.case_type, row.case_id), row]));
  return references.map(({ caseType, caseId }) => {
    const row = found.get(keyOf(caseType, caseId));
    return row && foundFrom(caseType, row);
  });
};

/** The case of this type and id; undefined when there never was one. */
export const findCase = gathered(findEach);
