import type { FieldPath } from '../catalogue/catalogue.ts';
import { Rejection } from '../shared/rejection.ts';
import type { CaseChanges } from './commands.ts';
import type { FieldValue, Values } from './events.ts';

/** The one place where the triage grade is kept. */
const ILLNESS_GRADE: FieldPath = 'patient.illness_grade';

type Rivals = readonly (FieldValue | null)[];

const conflict = (path: string, fresh: Rivals): Rejection =>
  path === ILLNESS_GRADE
    ? new Rejection('illness_grade_conflict', { [path]: fresh.map((grade) => String(grade ?? '')) })
    : new Rejection('sent_twice', { [path]: path });

/** Pictures that were named in several ways are the same by now. */
const distinct = (sent: Rivals): Rivals => [...new Map(sent.map((value) => [JSON.stringify(value), value])).values()];

/**
 * Clients send some fields in several places and, in the others, what they read; the value that differs from the stored one
 * counts (D-07, D-03).
 * @throws Rejection illness_grade_conflict naming both new values, sent_twice
 */
export const withoutRivals = (
  { values, rivals }: CaseChanges,
  isStored: (path: string, value: FieldValue | null) => boolean,
): Values => {
  const counting = Object.entries(rivals).map(([path, sent]): [string, FieldValue | null] => {
    const fresh = distinct(sent.filter((value) => !isStored(path, value)));
    if (fresh.length > 1) throw conflict(path, fresh);
    const [counts = null] = fresh.length > 0 ? fresh : sent;
    return [path, counts];
  });
  return counting.length === 0 ? values : { ...values, ...Object.fromEntries(counting) };
};
