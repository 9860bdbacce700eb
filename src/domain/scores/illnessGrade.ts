/** Minutes between the end of triage and the first contact with a doctor, by code of ILLNESS_GRADE_CHOICES [S19]. */
const RESPONSE_LIMITS: ReadonlyMap<string, number> = new Map([
  ['1', 0],
  ['2', 10],
  ['3', 30],
  ['4', 60],
]);

/** Within how many minutes a doctor is to see the patient (clinical.md 2.5); undefined for a grade that is not known. */
export const findResponseLimit = (illnessGrade: string): number | undefined => RESPONSE_LIMITS.get(illnessGrade);
