import { Rejection } from '../shared/rejection.ts';
import type { ReasonGiven } from './commands.ts';
import type { PatientEvent } from './events.ts';
import type { ArchiveStatus, PatientState } from './state.ts';

/** What clients call each state (E-ARCH-05). */
export const ARCHIVE_CODES: Readonly<Record<ArchiveStatus, string>> = {
  none: '0',
  requested: '1',
  accepted: '2',
  refused: '3',
};

/** Which action is allowed from where. */
const ALLOWED_FROM = {
  ask: ['none', 'refused'],
  withdraw: ['requested', 'accepted'],
  accept: ['requested'],
  refuse: ['requested'],
} as const satisfies Record<string, readonly ArchiveStatus[]>;

export type ArchiveAction = keyof typeof ALLOWED_FROM;

const allow = (action: ArchiveAction, state: PatientState): void => {
  if (!state.current) throw new Rejection('case_unknown');
  if (state.deleted) throw new Rejection('case_deleted');
  const from: readonly ArchiveStatus[] = ALLOWED_FROM[action];
  if (!from.includes(state.archive)) {
    throw new Rejection('archive_transition', { action, arch_status: ARCHIVE_CODES[state.archive] });
  }
};

/** Old clients give no reason; one that is given is recorded, whatever the action (D-08). */
const recorded = ({ reason }: ReasonGiven): ReasonGiven => (reason ? { reason } : {});

/** @throws Rejection archive_transition, case_deleted */
export const askArchive = (given: ReasonGiven, state: PatientState): PatientEvent[] => {
  allow('ask', state);
  return [{ type: 'ArchiveRequested', data: recorded(given) }];
};

/** @throws Rejection archive_transition, case_deleted */
export const acceptArchive = (given: ReasonGiven, state: PatientState): PatientEvent[] => {
  allow('accept', state);
  return [{ type: 'ArchiveAccepted', data: recorded(given) }];
};

/** @throws Rejection archive_transition, case_deleted */
export const withdrawArchive = (given: ReasonGiven, state: PatientState): PatientEvent[] => {
  allow('withdraw', state);
  return [{ type: 'ArchiveWithdrawn', data: recorded(given) }];
};

/** @throws Rejection archive_transition, case_deleted */
export const refuseArchive = (given: ReasonGiven, state: PatientState): PatientEvent[] => {
  allow('refuse', state);
  return [{ type: 'ArchiveRefused', data: recorded(given) }];
};
