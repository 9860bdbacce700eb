import { contentEvents } from './changeCase.ts';
import type { RegisterCase } from './commands.ts';
import type { PatientEvent, Values } from './events.ts';
import { evolve, type PatientState } from './state.ts';

const DISEASE_TYPE = 'patient.disease_type';
const OTHER_DISEASE = '9';

/** A basic case that names no disease is recorded as 其他; it is never filled in on reading (D-14). */
const withDefaults = ({ caseType, changes }: RegisterCase): Values =>
  caseType === 'basic' && (changes.values[DISEASE_TYPE] ?? null) === null
    ? { ...changes.values, [DISEASE_TYPE]: OTHER_DISEASE }
    : changes.values;

/** Opens a visit with its case and everything the request said about it. Told again, it is already there. */
export const registerCase = (command: RegisterCase, state: PatientState): PatientEvent[] => {
  if (state.current) return [];
  const { patientId, caseType, caseId, createdTime, changes } = command;
  const registered: PatientEvent = { type: 'CaseRegistered', data: { patientId, caseType, caseId, createdTime } };
  return [registered, ...contentEvents({ ...changes, values: withDefaults(command) }, evolve(state, registered))];
};
