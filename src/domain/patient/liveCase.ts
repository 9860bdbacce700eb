import { CASE_TYPES } from '../catalogue/caseTypes.ts';
import { Rejection } from '../shared/rejection.ts';
import type { CaseReference, PatientEvent, PatientEvents, WholeCaseAttempt } from './events.ts';
import type { PatientState } from './state.ts';

export const isSameCase = (a: CaseReference, b: CaseReference): boolean =>
  a.caseType === b.caseType && a.caseId === b.caseId;

/** Where a case went that was switched to another type (D-09), in the words of clients. */
export const switchedTo = ({ caseType, caseId }: CaseReference) => ({
  case_type: CASE_TYPES[caseType].code,
  case_id: caseId,
});

/**
 * The case that a command means, if it is still the visit's case, deleted or not.
 * @throws Rejection case_unknown, case_switched naming the new case
 */
export const getCurrentCase = (reference: CaseReference, { current, formerCases }: PatientState): CaseReference => {
  if (!current) throw new Rejection('case_unknown');
  if (isSameCase(current, reference)) return current;
  const wasHere = formerCases.some((former) => isSameCase(former, reference));
  throw wasHere ? new Rejection('case_switched', switchedTo(current)) : new Rejection('case_unknown');
};

/** As `getCurrentCase`, and not deleted. @throws Rejection case_unknown, case_switched, case_deleted */
export const getLiveCase = (reference: CaseReference, state: PatientState): CaseReference => {
  const current = getCurrentCase(reference, state);
  if (state.deleted) throw new Rejection('case_deleted');
  return current;
};

/** Refuses a change of an accepted archive and leaves the attempt in the log (D-08). @throws Rejection case_archived */
export const refuseWhenArchived = (state: PatientState, tried: Omit<PatientEvents['ChangeRefused'], 'code'>): void => {
  if (state.archive !== 'accepted') return;
  const attempt: PatientEvent = { type: 'ChangeRefused', data: { code: 'case_archived', ...tried } };
  throw new Rejection('case_archived', { paths: tried.paths }, attempt);
};

/** Deleting and switching wait until an archive request is decided (D-08). @throws Rejection archive_pending, case_archived */
export const refuseWhenSubmitted = (attempted: WholeCaseAttempt, state: PatientState): void => {
  refuseWhenArchived(state, { paths: [], attempted });
  if (state.archive === 'requested') throw new Rejection('archive_pending');
};
