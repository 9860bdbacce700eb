import { parseInstant, isDate, startOfLocalDay } from '../../domain/shared/times.ts';
import { sentencesOf } from '../cases/valueProblems.ts';
import { Problem } from '../problems/problem.ts';

const SECOND_MS = 1_000;
const DAY_MS = 86_400_000;

const after = (iso: string, ms: number): string => new Date(Date.parse(iso) + ms).toISOString();

const nextDay = (day: string): string => after(`${day}T00:00:00Z`, DAY_MS).slice(0, 10);

/** What a bound of the time of entry covers: a day, or a second. @throws Problem validation_failed */
export const entryTime = (name: string, text: string, zone: string): { from: string; before: string } => {
  if (isDate(text)) return { from: startOfLocalDay(text, zone), before: startOfLocalDay(nextDay(text), zone) };
  const read = parseInstant(text, zone);
  if ('problem' in read) throw new Problem('validation_failed', { errors: sentencesOf({ [name]: [read.problem] }) });
  return { from: read.at, before: after(read.at, SECOND_MS) };
};
