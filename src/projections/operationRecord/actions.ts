import type { PatientEventType } from '../../domain/patient/events.ts';

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
  ChangeRefused: 'refused_change',
};

export const UPDATE = 'update';

export const actionOf = (type: PatientEventType): string => ACTIONS[type] ?? UPDATE;
