import type { PatientState } from '../domain/patient/state.ts';
import type { Snapshot } from '../eventstore/snapshot.ts';
import { integerArray } from '../eventstore/arrays.ts';
import { patientIdOf } from './fold.ts';
import { stateFrom } from './foldCodec.ts';
import { atPlaces, gathered, type FindAll } from './gathered.ts';
import type { ReadDatabase } from './readDatabase.ts';
import { STATES, STATES_VERSION } from './schema.ts';

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

/** Nothing while another release keeps states of another shape. */
const FIND_SNAPSHOTS = {
  name: 'patient_snapshots',
  text: `select wanted.place::float8 as place, revision, event_id as "eventId", state
    from unnest($1::bigint[]) with ordinality as wanted (patient_id, place) join patient_states using (patient_id)
    where exists (select from projection.checkpoints where name = '${STATES.name}' and version = ${STATES_VERSION})`,
};

interface SnapshotRow {
  readonly place: number;
  readonly revision: number;
  readonly eventId: string;
  readonly state: string;
}

const findSnapshots: FindAll<number, Snapshot<PatientState>> = async (db, patientIds) => {
  const { rows } = await db.query<SnapshotRow>({ ...FIND_SNAPSHOTS, values: [integerArray(patientIds)] });
  return atPlaces(patientIds, rows).map(
    (row) => row && { state: stateFrom(row.state), revision: row.revision, eventId: row.eventId },
  );
};

const findSnapshot = gathered(findSnapshots);

/** A visit as folded by the runner, for whoever is about to decide on it. */
export const findPatientSnapshot = async (
  db: ReadDatabase,
  stream: string,
): Promise<Snapshot<PatientState> | undefined> => {
  const patientId = patientIdOf(stream);
  return patientId === undefined ? undefined : findSnapshot(db, patientId);
};
