import type { Json } from './journal.ts';

/** An event as the table of the log holds it, its texts parsed. */
export interface LoggedEvent {
  readonly position: number;
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly data: Json;
  readonly metadata: Json;
}

const named = ({ caseType, caseId }: Json): string => `${caseType}/${caseId}`;

type Words = (data: Json, metadata: Json) => readonly string[];

const WORDS: Readonly<Record<string, Words>> = {
  CaseRegistered: ({ caseType }) => [`registered ${caseType}`],
  MilestoneRecorded: ({ path, at }, { client }) => [client === 'wristband' ? `scanned ${path}` : `${path} = ${at}`],
  FieldsRecorded: ({ values }) => Object.entries(values).map(([path, value]) => `${path} = ${value}`),
  ArchiveRequested: () => ['archive requested'],
  ArchiveWithdrawn: ({ reason }) => [`archive withdrawn: ${reason}`],
  ArchiveAccepted: () => ['archive accepted'],
  ArchiveRefused: ({ reason }) => [`archive refused: ${reason}`],
  CaseSwitched: ({ from, to }) => [`switched ${named(from)} to ${to.caseType}`],
  CaseDeleted: (reference) => [`deleted ${named(reference)}`],
  CaseRestored: (reference) => [`restored ${named(reference)}`],
  // The attempt on an archived case is no effect of it (D-08).
  ChangeRefused: () => [],
};

/** What an event says, without what the server chose; an event that nobody expects is told by its type. */
export const factsOf = ({ type, data, metadata }: LoggedEvent): readonly string[] =>
  WORDS[type]?.(data, metadata) ?? [type];

export const streamOf = (patientId: number): string => `patient-${patientId}`;

const EIGHT_HOURS_MS = 8 * 3_600_000;

/** As the API shows an instant: the wall clock of Asia/Shanghai. */
export const wallTime = (instant: string): string =>
  new Date(Date.parse(instant) + EIGHT_HOURS_MS).toISOString().slice(0, 19).replace('T', ' ');
