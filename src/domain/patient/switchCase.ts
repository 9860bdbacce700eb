import { fieldsOf } from '../catalogue/catalogue.ts';
import { blockPaths, parentOf } from '../catalogue/derive/caseTree.ts';
import { Rejection } from '../shared/rejection.ts';
import type { SwitchCase } from './commands.ts';
import type { CaseReference, PatientEvent } from './events.ts';
import { getLiveCase, isSameCase, refuseWhenSubmitted } from './liveCase.ts';
import type { PatientState } from './state.ts';

const wasSwitched = ({ from, to }: SwitchCase, state: PatientState): boolean =>
  state.current !== undefined &&
  isSameCase(state.current, to) &&
  state.formerCases.some((former) => isSameCase(former, from));

/** A kept field goes with the block that it stands in (D-03, D-09). */
const carriedUnknown = ({ caseType }: CaseReference, { unknown }: PatientState) => {
  const paths = Object.keys(unknown);
  if (paths.length === 0) return {};
  return { carriedUnknown: paths.filter((path) => blockPaths(caseType).has(parentOf(path))) };
};

/**
 * Makes the visit's case one of another type, carrying every field that both types have (D-09).
 * @throws Rejection same_case_type, case_switched, case_archived, archive_pending, case_deleted
 */
export const switchCase = (command: SwitchCase, state: PatientState): PatientEvent[] => {
  if (wasSwitched(command, state)) return [];
  const { from, to } = command;
  getLiveCase(from, state);
  if (from.caseType === to.caseType) throw new Rejection('same_case_type');
  refuseWhenSubmitted('switch', state);
  const kept = new Set(fieldsOf(to.caseType).map(({ path }) => path));
  const carried = Object.keys(state.values).filter((path) => kept.has(path));
  return [{ type: 'CaseSwitched', data: { from, to, carried, ...carriedUnknown(to, state) } }];
};
