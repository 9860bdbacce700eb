import { Rejection } from '../shared/rejection.ts';
import type { CaseReference, PatientEvent } from './events.ts';
import type { PatientState } from './state.ts';

/** The live case of a visit. @throws Rejection case_unknown, case_deleted */
export const getLiveCase = (state: PatientState): CaseReference => {
  if (!state.current) throw new Rejection('case_unknown');
  if (state.deleted) throw new Rejection('case_deleted');
  return state.current;
};

/** Refuses a change of an accepted archive and leaves the attempt in the log (D-08). @throws Rejection case_archived */
export const refuseWhenArchived = (state: PatientState, paths: readonly string[]): void => {
  if (state.archive !== 'accepted') return;
  const attempt: PatientEvent = { type: 'ChangeRefused', data: { code: 'case_archived', paths } };
  throw new Rejection('case_archived', { paths }, attempt);
};

/** Deleting and switching wait until an archive request is decided (D-08). @throws Rejection archive_pending, case_archived */
export const refuseWhenSubmitted = (state: PatientState): void => {
  refuseWhenArchived(state, []);
  if (state.archive === 'requested') throw new Rejection('archive_pending');
};
