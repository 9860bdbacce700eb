import type { CaseTypeName } from '../../domain/catalogue/caseTypes.ts';
import { factsOf, type CaseFacts } from '../../domain/catalogue/intervals/facts.ts';
import { initialState } from '../../domain/patient/state.ts';
import { findPatientState } from '../../projections/patientState.ts';
import type { CaseServices } from '../cases/caseServices.ts';
import { getShownCase } from '../cases/findCases.ts';

/** What the read models know of a case in sight. @throws Rejection case_unknown, case_deleted, case_switched */
export const getCaseFacts = async (
  caseType: CaseTypeName,
  caseId: number,
  { db, zone }: Pick<CaseServices, 'db' | 'zone'>,
): Promise<CaseFacts> => {
  const { patientId } = await getShownCase(db, { caseType, caseId });
  const known = await findPatientState(db, patientId);
  return factsOf(known?.state ?? initialState(), zone);
};
