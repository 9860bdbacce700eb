export const AIS_RANGE = { min: 1, max: 6 } as const;

/** Not survivable: makes the whole score 75. */
const LOST = 6;
const HIGHEST_ISS = 75;
const SEVERE_ISS = 16;

/** Sums of the squares of three AIS grades that can occur, 0 for no injury (clinical.md 2.6). */
export const ISS_TOTALS = [
  0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 16, 17, 18, 19, 20, 21, 22, 24, 25, 26, 27, 29, 30, 32, 33, 34, 35, 36,
  38, 41, 42, 43, 45, 48, 50, 51, 54, 57, 59, 66, 75,
] as const;

export type IssRegion = 'headNeck' | 'face' | 'chest' | 'abdomen' | 'extremities' | 'external';

/** The highest AIS grade of each injured region. */
export type AisGrades = Readonly<Partial<Record<IssRegion, number>>>;

const isAis = (grade: number): boolean => Number.isInteger(grade) && grade >= AIS_RANGE.min && grade <= AIS_RANGE.max;

/** The squares of the three worst regions; an AIS of 6 anywhere is 75. Undefined when a grade is no AIS grade. */
export const issTotal = (regions: AisGrades): number | undefined => {
  const grades = Object.values(regions);
  if (!grades.every(isAis)) return undefined;
  if (grades.includes(LOST)) return HIGHEST_ISS;
  const worst = grades.sort((a, b) => b - a).slice(0, 3);
  return worst.reduce((sum, grade) => sum + grade ** 2, 0);
};

/** Severe from 16 on, compared as a number (A-22, R3). */
export const isSevereIss = (score: unknown): boolean => typeof score === 'number' && score >= SEVERE_ISS;

/** AIS 6 makes ISS 75; ISS 75 is either that or three regions of 5; and the worst region is in the sum (DQ-TR-06, D-31). */
export const doesAisFitIss = (highestAis: number, iss: number): boolean => {
  if (highestAis === LOST) return iss === HIGHEST_ISS;
  return iss >= highestAis ** 2 && iss <= 3 * highestAis ** 2;
};
