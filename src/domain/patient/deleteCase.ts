import type { CaseReference, PatientEvent } from './events.ts';
import { getCurrentCase, refuseWhenSubmitted } from './liveCase.ts';
import type { PatientState } from './state.ts';

/** Takes the case out of sight; its history stays (D-10). @throws Rejection case_archived, archive_pending, case_switched */
export const deleteCase = (reference: CaseReference, state: PatientState): PatientEvent[] => {
  const current = getCurrentCase(reference, state);
  if (state.deleted) return [];
  refuseWhenSubmitted('delete', state);
  return [{ type: 'CaseDeleted', data: current }];
};

/** Brings a deleted case back (D-10). @throws Rejection case_unknown, case_switched */
export const restoreCase = (reference: CaseReference, state: PatientState): PatientEvent[] => {
  const current = getCurrentCase(reference, state);
  return state.deleted ? [{ type: 'CaseRestored', data: current }] : [];
};
