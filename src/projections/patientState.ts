import type { PatientState } from '../domain/patient/state.ts';
import { stateFrom } from './foldCodec.ts';
import type { ReadDatabase } from './readDatabase.ts';

const FIND = { name: 'patient_state', text: 'select revision, state from patient_states where patient_id = $1' };

export interface KnownPatient {
  /** Of the stream, as the read models know it. */
  readonly revision: number;
  readonly state: PatientState;
}

/** A visit as folded by the runner; undefined when the read models have not seen it. */
export const findPatientState = async (db: ReadDatabase, patientId: number): Promise<KnownPatient | undefined> => {
  const { rows } = await db.query<{ revision: number; state: string }>({ ...FIND, values: [patientId] });
  const [row] = rows;
  return row && { revision: row.revision, state: stateFrom(row.state) };
};
