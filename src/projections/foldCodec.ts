import type { PatientState } from '../domain/patient/state.ts';

/** The text was written from a `PatientState` of the same `STATES_VERSION`, so its shape is not checked again. */
export const stateFrom = (text: string): PatientState => JSON.parse(text) as PatientState;
