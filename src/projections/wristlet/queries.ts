import { isCaseTypeName } from '../../domain/catalogue/caseTypes.ts';
import type { CaseReference } from '../../domain/patient/events.ts';
import { atPlaces, gathered, type FindAll } from '../gathered.ts';

export interface Wearer extends CaseReference {
  readonly patientId: number;
}

const WEARERS = {
  name: 'wristlet_wearers',
  text: `select wanted.place::float8 as place, patient_id::float8 as "patientId", case_type as "caseType",
      case_id::float8 as "caseId"
    from unnest($1::text[]) with ordinality as wanted (wristlet, place)
    cross join lateral (select patient_id, case_type, case_id from wristlets
      where wristlets.wristlet = wanted.wristlet and live order by bound_at desc limit 1) worn`,
};

interface Row {
  readonly place: number;
  readonly patientId: number;
  readonly caseType: string;
  readonly caseId: number;
}

const findWearers: FindAll<string, Wearer> = async (db, wristlets) => {
  const { rows } = await db.query<Row>({ ...WEARERS, values: [[...wristlets]] });
  return atPlaces(wristlets, rows).map((row) => {
    if (!row || !isCaseTypeName(row.caseType)) return undefined;
    return { patientId: row.patientId, caseType: row.caseType, caseId: row.caseId };
  });
};

/** The latest live case by when this wristlet was bound; undefined when nobody wears it (D-13). */
export const findWearer = gathered(findWearers);
