import { readEnd, readStart, type Bound } from '../../domain/shared/timeBounds.ts';
import { sentencesOf } from '../cases/valueProblems.ts';
import { Problem } from '../problems/problem.ts';

const instantOf = (name: string, bound: Bound): string => {
  if ('at' in bound) return bound.at;
  throw new Problem('validation_failed', { errors: sentencesOf({ [name]: [bound.problem] }) });
};

/** The first instant of entry that is wanted: of a day, or of a second. @throws Problem validation_failed */
export const entryStart = (name: string, text: string, zone: string): string => instantOf(name, readStart(text, zone));

/** The first one that is wanted no more. @throws Problem validation_failed */
export const entryEnd = (name: string, text: string, zone: string): string => instantOf(name, readEnd(text, zone));
