import type { PatientState } from '../../domain/patient/state.ts';
import type { Position } from '../../eventstore/port.ts';
import { applyByLoad } from '../applyByLoad.ts';
import type { Connection, Loader, PatientStep, ReadModel } from '../projection.ts';

const PATH = 'patient.wristlet';

/** What a batch did to who wears which wristlet. */
interface Wearing {
  readonly patientId: number;
  readonly before: PatientState;
  readonly after: PatientState;
  /** Of the event that bound the wristlet, where that was in this batch. */
  readonly boundAt: Position | undefined;
}

const numberOf = ({ values }: PatientState): string | undefined => {
  const value = values[PATH];
  return value === undefined ? undefined : String(value);
};

const boundIn = ({ event, before, after }: PatientStep): Position | undefined =>
  numberOf(after) !== undefined && numberOf(after) !== numberOf(before) ? event.position : undefined;

const addWearings = (byPatient: Map<number, Wearing>, steps: readonly PatientStep[]): void => {
  for (const step of steps) {
    const { patientId, before, after } = step;
    const known = byPatient.get(patientId);
    const boundAt = boundIn(step) ?? known?.boundAt;
    byPatient.set(patientId, { patientId, before: known?.before ?? before, after, boundAt });
  }
};

const essence = (state: PatientState): string => JSON.stringify([numberOf(state), state.current, state.deleted]);

const hasChanged = ({ before, after, boundAt }: Wearing): boolean =>
  boundAt !== undefined || essence(before) !== essence(after);

const isWorn = ({ after }: Wearing): boolean => numberOf(after) !== undefined;

const WRITE = `
  insert into wristlets as kept (patient_id, wristlet, bound_at, case_type, case_id, live)
  select patient_id, wristlet, coalesce(bound_at, ''), case_type, case_id, live
  from json_to_recordset($1)
    as given (patient_id bigint, wristlet text, bound_at text, case_type text, case_id bigint, live boolean)
  on conflict (patient_id) do update set wristlet = excluded.wristlet,
    bound_at = case when excluded.bound_at = '' then kept.bound_at else excluded.bound_at end,
    case_type = excluded.case_type, case_id = excluded.case_id, live = excluded.live`;

const rowOf = ({ patientId, after, boundAt }: Wearing): Record<string, unknown> => ({
  patient_id: patientId,
  wristlet: numberOf(after),
  bound_at: boundAt,
  case_type: after.current?.caseType,
  case_id: after.current?.caseId,
  live: !after.deleted,
});

const write = async (connection: Connection, wearings: readonly Wearing[]): Promise<void> => {
  const changed = wearings.filter(hasChanged);
  const worn = changed.filter(isWorn).map(rowOf);
  const takenOff = changed.filter((wearing) => !isWorn(wearing)).map(({ patientId }) => patientId);
  await Promise.all([
    worn.length > 0 ? connection.query(WRITE, [JSON.stringify(worn)]) : undefined,
    takenOff.length > 0
      ? connection.query('delete from wristlets where patient_id = any($1::bigint[])', [takenOff])
      : undefined,
  ]);
};

const startLoad = (): Loader => {
  const byPatient = new Map<number, Wearing>();
  return {
    add: ({ steps }) => addWearings(byPatient, steps),
    write: (connection) => write(connection, [...byPatient.values()]),
  };
};

/** Who wears a wristlet: the latest live case by when it was bound (D-13). */
export const wristlet: ReadModel = {
  name: 'wristlet',
  version: 1,
  tables: [{ name: 'wristlets', key: ['patient_id'] }],
  createTables: async (connection) => {
    await connection.query(`create table wristlets (
      patient_id bigint primary key,
      wristlet text not null,
      bound_at text collate "C" not null,
      case_type text,
      case_id bigint,
      live boolean not null)`);
  },
  createIndexes: async (connection) => {
    await connection.query('create index wristlets_worn on wristlets (wristlet, bound_at desc) where live');
  },
  apply: applyByLoad(startLoad),
  startLoad,
};
