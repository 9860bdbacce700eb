import type { CaseTypeName } from '../../src/domain/catalogue/caseTypes.ts';
import { NO_CHANGES, type CaseChanges } from '../../src/domain/patient/commands.ts';
import type { PatientEvent, PatientEvents, PatientEventType } from '../../src/domain/patient/events.ts';
import { evolve, initialState, type PatientState } from '../../src/domain/patient/state.ts';
import { Rejection, type RejectionCode } from '../../src/domain/shared/rejection.ts';

type Decide = (state: PatientState) => readonly PatientEvent[];

export const NOON = '2026-11-23T04:00:00Z';

export const fact = <Type extends PatientEventType>(type: Type, data: PatientEvents[Type]): PatientEvent =>
  ({ type, data }) as PatientEvent;

export const registered = (caseType: CaseTypeName = 'apoplexy', caseId = 7): PatientEvent =>
  fact('CaseRegistered', { patientId: 1, caseType, caseId, createdTime: NOON });

export const recorded = (path: string, at: string = NOON): PatientEvent => fact('MilestoneRecorded', { path, at });
export const filled = (values: PatientEvents['FieldsRecorded']['values']): PatientEvent =>
  fact('FieldsRecorded', { values });

export const changes = (some: Partial<CaseChanges>): CaseChanges => ({ ...NO_CHANGES, ...some });

export const stateAfter = (...events: readonly PatientEvent[]): PatientState =>
  events.reduce((state, event) => evolve(state, event), initialState());

const rejectionOf = (decide: () => unknown): Rejection => {
  try {
    decide();
  } catch (error) {
    if (error instanceof Rejection) return error;
    throw error;
  }
  throw new Error('nothing was rejected');
};

/** given(events).when(command).then(events) or .thenRejected(code): a test is one expression. */
export const given = (...history: readonly PatientEvent[]) => ({
  when: (decide: Decide) => ({
    then: (...expected: readonly PatientEvent[]): void => {
      expect(decide(stateAfter(...history))).toEqual(expected);
    },
    /** Told again, the answer is nothing. */
    thenToldAgainNothing: (): void => {
      const once = decide(stateAfter(...history));
      expect(once).not.toEqual([]);
      expect(decide(stateAfter(...history, ...once))).toEqual([]);
    },
    thenRejected: (code: RejectionCode, facts?: Rejection['facts']): void => {
      const rejection = rejectionOf(() => decide(stateAfter(...history)));
      expect(rejection.code).toBe(code);
      if (facts) expect(rejection.facts).toEqual(facts);
    },
    thenAttemptRecorded: (attempt: Omit<PatientEvents['ChangeRefused'], 'code'>): void => {
      const rejection = rejectionOf(() => decide(stateAfter(...history)));
      expect(rejection.attempt).toEqual(fact('ChangeRefused', { code: 'case_archived', ...attempt }));
    },
  }),
});
