import { Rejection } from '../shared/rejection.ts';
import type { CaseChanges } from './commands.ts';
import type { Values } from './events.ts';
import type { PatientState } from './state.ts';

/** The one place where the triage grade is kept. */
const ILLNESS_GRADE = 'patient.illness_grade';

/**
 * Clients send the grade in up to three places; the one that differs from the stored value counts (D-07).
 * @throws Rejection illness_grade_conflict naming both new values
 */
export const illnessGradeSent = ({ illnessGrades }: CaseChanges, state: PatientState): Values => {
  const stored = state.values[ILLNESS_GRADE] ?? null;
  const fresh = [...new Set(illnessGrades)].filter((grade) => grade !== stored);
  if (fresh.length > 1) {
    throw new Rejection('illness_grade_conflict', { [ILLNESS_GRADE]: fresh.map((grade) => grade ?? '') });
  }
  return fresh[0] === undefined ? {} : { [ILLNESS_GRADE]: fresh[0] };
};
