import { deleteCase, restoreCase } from '../../../src/domain/patient/deleteCase.ts';
import { registerCase } from '../../../src/domain/patient/registerCase.ts';
import { switchCase } from '../../../src/domain/patient/switchCase.ts';
import type { RegisterCase } from '../../../src/domain/patient/commands.ts';
import type { PatientState } from '../../../src/domain/patient/state.ts';
import { changes, fact, filled, given, NOON, recorded, registered, stateAfter } from '../../support/given.ts';

const STROKE = { caseType: 'apoplexy', caseId: 7 } as const;
const BASIC = { caseType: 'basic', caseId: 3 } as const;
const asked = fact('ArchiveRequested', {});
const accepted = fact('ArchiveAccepted', {});

const register = (some: Partial<RegisterCase>) => (state: PatientState) =>
  registerCase({ patientId: 1, ...STROKE, createdTime: NOON, changes: changes({}), ...some }, state);

describe('registering', () => {
  it('opens the case and records what came with it', () =>
    given()
      .when(register({ changes: changes({ values: { 'patient.name': '李雷', 'thrombolysis.sign_time': NOON } }) }))
      .then(registered(), recorded('thrombolysis.sign_time'), filled({ 'patient.name': '李雷' })));

  it('says nothing when told again', () => given().when(register({})).thenToldAgainNothing());

  it('records disease type 9 for a basic case without one (D-14)', () =>
    given()
      .when(register(BASIC))
      .then(registered('basic', 3), filled({ 'patient.disease_type': '9' })));

  it('records it too where a form sends the field empty (D-14)', () =>
    given()
      .when(register({ ...BASIC, changes: changes({ values: { 'patient.disease_type': null } }) }))
      .then(registered('basic', 3), filled({ 'patient.disease_type': '9' })));

  it('keeps the disease type that a basic case names (D-14)', () =>
    given()
      .when(register({ ...BASIC, changes: changes({ values: { 'patient.disease_type': '2' } }) }))
      .then(registered('basic', 3), filled({ 'patient.disease_type': '2' })));

  it('leaves the disease type of other types alone (D-14)', () =>
    given()
      .when(register({ caseType: 'toxic', caseId: 2 }))
      .then(registered('toxic', 2)));
});

describe('switching the type (D-09)', () => {
  const history = [
    registered(),
    recorded('thrombolysis.medication_time'),
    recorded('assist_examination.triage_time'),
    filled({ 'patient.name': '李雷', toast: '1' }),
  ];
  const toBasic = (state: PatientState) => switchCase({ from: STROKE, to: BASIC }, state);

  it('carries every field that both types have', () =>
    given(...history)
      .when(toBasic)
      .then(
        fact('CaseSwitched', {
          from: STROKE,
          to: BASIC,
          carried: ['assist_examination.triage_time', 'patient.name'],
        }),
      ));

  it('drops the rest from the record and does not bring it back on switching back', () => {
    const switched = fact('CaseSwitched', { from: STROKE, to: BASIC, carried: ['patient.name'] });
    const back = switchCase({ from: BASIC, to: { caseType: 'apoplexy', caseId: 8 } }, stateAfter(...history, switched));
    expect(stateAfter(...history, switched, ...back).values).toEqual({ 'patient.name': '李雷' });
  });

  it('says nothing when told again', () =>
    given(...history)
      .when(toBasic)
      .thenToldAgainNothing());

  it('refuses the same type', () =>
    given(registered())
      .when((state) => switchCase({ from: STROKE, to: { caseType: 'apoplexy', caseId: 9 } }, state))
      .thenRejected('same_case_type'));

  it('refuses a case that is not the live one', () =>
    given(registered())
      .when((state) => switchCase({ from: BASIC, to: STROKE }, state))
      .thenRejected('case_unknown'));

  it('refuses a case that went away before, and says where to', () =>
    given(registered(), fact('CaseSwitched', { from: STROKE, to: BASIC, carried: [] }))
      .when((state) => switchCase({ from: STROKE, to: { caseType: 'gib', caseId: 1 } }, state))
      .thenRejected('case_switched', { case_type: '9', case_id: 3 }));

  it('waits for the archive to be decided or withdrawn (D-08)', () => {
    given(registered(), asked).when(toBasic).thenRejected('archive_pending');
    given(registered(), asked, accepted).when(toBasic).thenRejected('case_archived', { paths: [] });
    given(registered(), asked, accepted).when(toBasic).thenAttemptRecorded({ paths: [], attempted: 'switch' });
  });
});

describe('deleting and restoring (D-10)', () => {
  const remove = (state: PatientState) => deleteCase(STROKE, state);
  const restore = (state: PatientState) => restoreCase(STROKE, state);
  const deleted = fact('CaseDeleted', STROKE);

  it('deletes once', () => {
    given(registered()).when(remove).then(deleted);
    given(registered()).when(remove).thenToldAgainNothing();
  });

  it('restores once', () => {
    given(registered(), deleted).when(restore).then(fact('CaseRestored', STROKE));
    given(registered(), deleted).when(restore).thenToldAgainNothing();
  });

  it('refuses to delete in states 1 and 2 (D-08)', () => {
    given(registered(), asked).when(remove).thenRejected('archive_pending');
    given(registered(), asked, accepted).when(remove).thenRejected('case_archived', { paths: [] });
    given(registered(), asked, accepted).when(remove).thenAttemptRecorded({ paths: [], attempted: 'delete' });
  });

  it('refuses a case that was switched away', () =>
    given(registered(), fact('CaseSwitched', { from: STROKE, to: BASIC, carried: [] }))
      .when(remove)
      .thenRejected('case_switched'));
});
