import type { PatientEvent, PatientEventType } from '../../domain/patient/events.ts';

/** What a request did, by the event that says it (D-16); everything else about a case is `update`. */
const ACTIONS: Partial<Record<PatientEventType, string>> = {
  CaseRegistered: 'create',
  CaseDeleted: 'delete',
  CaseRestored: 'restore',
  CaseSwitched: 'switch',
  ArchiveRequested: 'ask_archive',
  ArchiveWithdrawn: 'withdraw_archive',
  ArchiveAccepted: 'accept_archive',
  ArchiveRefused: 'refuse_archive',
};

export const UPDATE = 'update';

/** Attempts on an archived case (D-08), told apart by what was attempted. */
export const actionOf = (event: PatientEvent): string =>
  event.type === 'ChangeRefused' ? `refused_${event.data.attempted ?? 'change'}` : (ACTIONS[event.type] ?? UPDATE);
