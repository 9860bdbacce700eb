import { isCaseTypeName } from '../../domain/catalogue/caseTypes.ts';
import type { CaseReference } from '../../domain/patient/events.ts';
import type { ReadDatabase } from '../readDatabase.ts';

export interface Wearer extends CaseReference {
  readonly patientId: number;
}

const WEARER = {
  name: 'wristlet_wearer',
  text: `select patient_id::float8 as "patientId", case_type as "caseType", case_id::float8 as "caseId"
    from wristlets where wristlet = $1 and live order by bound_at desc limit 1`,
};

interface Row {
  readonly patientId: number;
  readonly caseType: string;
  readonly caseId: number;
}

/** The latest live case by when this wristlet was bound; undefined when nobody wears it (D-13). */
export const findWearer = async (db: ReadDatabase, wristlet: string): Promise<Wearer | undefined> => {
  const { rows } = await db.query<Row>({ ...WEARER, values: [wristlet] });
  const [row] = rows;
  return row && isCaseTypeName(row.caseType) ? { ...row, caseType: row.caseType } : undefined;
};
