import type {
  CaseReference,
  EcgList,
  EcgRow,
  FieldValue,
  PatientEvent,
  PatientEvents,
  PatientEventType,
} from './events.ts';

export type ArchiveStatus = 'none' | 'requested' | 'accepted' | 'refused';

/** One visit: plain data that survives JSON, so that read models can keep it. */
export interface PatientState {
  /** Undefined before registration. */
  readonly patientId?: number;
  /** The live case; after a switch the new one. */
  readonly current?: CaseReference;
  /** Earlier cases of this visit, oldest first. */
  readonly formerCases: readonly CaseReference[];
  readonly createdTime?: string;
  /** Set values only, by catalogue path; milestones are ISO instants. */
  readonly values: Readonly<Record<string, FieldValue>>;
  readonly unknown: Readonly<Record<string, unknown>>;
  readonly ecg: Readonly<Record<EcgList, readonly EcgRow[]>>;
  /** The highest ECG row id ever handed out. */
  readonly lastEcgId: number;
  readonly archive: ArchiveStatus;
  readonly deleted: boolean;
}

export const initialState = (): PatientState => ({
  formerCases: [],
  values: {},
  unknown: {},
  ecg: { pre_ecg: [], inside_ecg: [] },
  lastEcgId: 0,
  archive: 'none',
  deleted: false,
});

const withValue = (state: PatientState, path: string, value: FieldValue): PatientState => ({
  ...state,
  values: { ...state.values, [path]: value },
});

const without = <T>(record: Readonly<Record<string, T>>, path: string): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => key !== path));

const merged = <T>(
  known: Readonly<Record<string, T>>,
  changes: Readonly<Record<string, T | null>>,
): Record<string, T> => {
  const result: Record<string, T> = { ...known };
  for (const [path, value] of Object.entries(changes)) {
    if (value === null) delete result[path];
    else result[path] = value;
  }
  return result;
};

const withEcg = (state: PatientState, list: EcgList, rows: readonly EcgRow[]): PatientState => ({
  ...state,
  ecg: { ...state.ecg, [list]: rows },
});

const only = <T>(record: Readonly<Record<string, T>>, paths: readonly string[]): Record<string, T> => {
  const kept = new Set(paths);
  return Object.fromEntries(Object.entries(record).filter(([path]) => kept.has(path)));
};

const switched = (
  state: PatientState,
  { to, carried, carriedUnknown }: PatientEvents['CaseSwitched'],
): PatientState => ({
  ...state,
  current: to,
  formerCases: state.current ? [...state.formerCases, state.current] : state.formerCases,
  values: only(state.values, carried),
  unknown: carriedUnknown ? only(state.unknown, carriedUnknown) : state.unknown,
});

type Change<Type extends PatientEventType> = (state: PatientState, data: PatientEvents[Type]) => PatientState;

const CHANGES: { readonly [Type in PatientEventType]: Change<Type> } = {
  CaseRegistered: (state, { patientId, createdTime, caseType, caseId }) => ({
    ...state,
    patientId,
    createdTime,
    current: { caseType, caseId },
  }),
  MilestoneRecorded: (state, { path, at }) => withValue(state, path, at),
  MilestoneCleared: (state, { path }) => ({ ...state, values: without(state.values, path) }),
  FieldsRecorded: (state, { values }) => ({ ...state, values: merged(state.values, values) }),
  UnknownFieldsRecorded: (state, { values }) => ({ ...state, unknown: merged(state.unknown, values) }),
  EcgAdded: (state, { list, row }) => ({
    ...withEcg(state, list, [...state.ecg[list], row]),
    lastEcgId: Math.max(state.lastEcgId, row.id),
  }),
  EcgChanged: (state, { list, row }) =>
    withEcg(
      state,
      list,
      state.ecg[list].map((known) => (known.id === row.id ? row : known)),
    ),
  EcgRemoved: (state, { list, id }) =>
    withEcg(
      state,
      list,
      state.ecg[list].filter((row) => row.id !== id),
    ),
  ArchiveRequested: (state) => ({ ...state, archive: 'requested' }),
  ArchiveWithdrawn: (state) => ({ ...state, archive: 'none' }),
  ArchiveAccepted: (state) => ({ ...state, archive: 'accepted' }),
  ArchiveRefused: (state) => ({ ...state, archive: 'refused' }),
  ChangeRefused: (state) => state,
  CaseSwitched: switched,
  CaseDeleted: (state) => ({ ...state, deleted: true }),
  CaseRestored: (state) => ({ ...state, deleted: false }),
};

/** No rule, no throw: what was recorded happened, and a fact of a newer release changes nothing known here. */
export const evolve = <Type extends PatientEventType>(state: PatientState, event: PatientEvent<Type>): PatientState => {
  const change: Change<Type> | undefined = CHANGES[event.type];
  return change ? change(state, event.data) : state;
};

/** Whether an event only tells of a change that was refused (D-08). */
export const isAttempt = ({ type }: { readonly type: string }): boolean => type === 'ChangeRefused';
