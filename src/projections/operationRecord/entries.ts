import { CASE_TYPES } from '../../domain/catalogue/caseTypes.ts';
import type { CaseReference, PatientEvent } from '../../domain/patient/events.ts';
import { formatInstant } from '../../domain/shared/times.ts';
import type { PatientStep } from '../projection.ts';
import { actionOf, UPDATE } from './actions.ts';
import { changeLines } from './changeLines.ts';
import { lineText } from './lineText.ts';

/** What one request did to one patient, as far as was read: the rest of its append may come later. */
export interface Entry {
  readonly patientId: number;
  readonly command: string;
  /** Of its first event: what the record is ordered and paged by. */
  readonly position: string;
  /** ISO instant of entry. */
  readonly enteredAt: string;
  readonly user: string;
  /** JSON text of an object left open: who, when, on which case. */
  readonly head: string;
  action: string;
  /** JSON texts, one a line. */
  readonly lines: string[];
  /** JSON text that closes the object: from and to. */
  tail: string;
}

const caseShown = (reference: CaseReference | undefined): unknown =>
  reference ? { case_type: reference.caseType, case_id: reference.caseId } : null;

const closing = (from: CaseReference | undefined, to: CaseReference | undefined): string =>
  `"from":${JSON.stringify(caseShown(from))},"to":${JSON.stringify(caseShown(to))}}`;

/** The tail of every request but a switch. */
export const NOWHERE = closing(undefined, undefined);

const tailOf = (event: PatientEvent): string =>
  event.type === 'CaseSwitched' ? closing(event.data.from, event.data.to) : NOWHERE;

/** A request names the case as it was before it; only a registration names the one it makes. */
const headOf = ({ event, before, after }: PatientStep, zone: string): string => {
  const reference = before.current ?? after.current;
  const { user, client, recordedAt } = event.metadata;
  const head = {
    id: event.position,
    table_name: reference ? CASE_TYPES[reference.caseType].tableName : null,
    instance_id: reference?.caseId ?? null,
    user,
    client,
    time: formatInstant(recordedAt, zone),
  };
  return JSON.stringify(head).slice(0, -1);
};

/**
 * What belongs to one entry. A command that was refused and, sent again, then accepted is two: the attempt, and what it did.
 */
const commandOf = ({ event }: PatientStep): string =>
  event.type === 'ChangeRefused' ? `${event.metadata.causationId}/refused` : event.metadata.causationId;

const opened = (step: PatientStep, zone: string): Entry => ({
  patientId: step.patientId,
  command: commandOf(step),
  position: step.event.position,
  enteredAt: step.event.metadata.recordedAt,
  user: step.event.metadata.user,
  head: headOf(step, zone),
  action: UPDATE,
  lines: [],
  tail: NOWHERE,
});

const goOn = (entry: Entry, step: PatientStep, zone: string): void => {
  if (entry.action === UPDATE) entry.action = actionOf(step.event);
  if (entry.tail === NOWHERE) entry.tail = tailOf(step.event);
  const { before, after } = step;
  for (const line of changeLines(step.event, { before, after, zone })) entry.lines.push(lineText(line));
};

/** One entry for each request and patient, by who made it and whom it was about, in the order of their first events (D-16). */
export type Entries = Map<string, Entry>;

export const addEntries = (entries: Entries, steps: readonly PatientStep[], zone: string): void => {
  for (const step of steps) {
    const key = `${step.patientId} ${commandOf(step)}`;
    const known = entries.get(key);
    const entry = known ?? opened(step, zone);
    if (!known) entries.set(key, entry);
    goOn(entry, step, zone);
  }
};
