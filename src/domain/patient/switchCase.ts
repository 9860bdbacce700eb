import { fieldsOf } from '../catalogue/catalogue.ts';
import { Rejection } from '../shared/rejection.ts';
import type { SwitchCase } from './commands.ts';
import type { CaseReference, PatientEvent } from './events.ts';
import { getLiveCase, refuseWhenSubmitted } from './liveCase.ts';
import type { PatientState } from './state.ts';

const isSame = (a: CaseReference, b: CaseReference): boolean => a.caseType === b.caseType && a.caseId === b.caseId;

const wasSwitched = ({ from, to }: SwitchCase, state: PatientState): boolean =>
  state.current !== undefined && isSame(state.current, to) && state.formerCases.some((former) => isSame(former, from));

/**
 * Makes the visit's case one of another type, carrying every field that both types have (D-09).
 * @throws Rejection same_case_type, case_switched, case_archived, archive_pending, case_deleted
 */
export const switchCase = (command: SwitchCase, state: PatientState): PatientEvent[] => {
  if (wasSwitched(command, state)) return [];
  const { from, to } = command;
  const current = getLiveCase(state);
  if (!isSame(current, from)) throw new Rejection('case_switched');
  if (from.caseType === to.caseType) throw new Rejection('same_case_type');
  refuseWhenSubmitted(state);
  const kept = new Set(fieldsOf(to.caseType).map(({ path }) => path));
  const carried = Object.keys(state.values).filter((path) => kept.has(path));
  return [{ type: 'CaseSwitched', data: { from, to, carried } }];
};
