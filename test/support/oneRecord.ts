import { askArchive } from '../../src/domain/patient/archive.ts';
import { changeCase } from '../../src/domain/patient/changeCase.ts';
import type { Values } from '../../src/domain/patient/events.ts';
import { registerCase } from '../../src/domain/patient/registerCase.ts';
import type { PatientState } from '../../src/domain/patient/state.ts';
import { changes, NOON } from './given.ts';

/** The stream of a stroke, and what is decided on it. */
export const STREAM = 'patient-1';
const CASE = { caseType: 'apoplexy', caseId: 7 } as const;

export const register = (state: PatientState) =>
  registerCase({ patientId: 1, ...CASE, createdTime: NOON, changes: changes({}) }, state);

export const change = (values: Values) => (state: PatientState) =>
  changeCase({ reference: CASE, changes: changes({ values }) }, state);

export const ask = (state: PatientState) => askArchive({}, state);
