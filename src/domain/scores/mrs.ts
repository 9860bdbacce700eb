import { within } from './steps.ts';

/** Modified Rankin scale: 0 no symptoms to 6 dead (clinical.md 2.4). */
export const isMrs = (grade: number): boolean => within(grade, 6) !== undefined;

/** 0–2: looks after himself. */
export const isGoodOutcome = (grade: number): boolean => isMrs(grade) && grade <= 2;

/** 0–1: no disability to speak of. */
export const isExcellentOutcome = (grade: number): boolean => isMrs(grade) && grade <= 1;
