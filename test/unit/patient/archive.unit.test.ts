import { acceptArchive, askArchive, refuseArchive, withdrawArchive } from '../../../src/domain/patient/archive.ts';
import type { PatientEvent } from '../../../src/domain/patient/events.ts';
import type { PatientState } from '../../../src/domain/patient/state.ts';
import { fact, given, registered } from '../../support/given.ts';

const asked = fact('ArchiveRequested', {});
const accepted = fact('ArchiveAccepted', {});
const refused = fact('ArchiveRefused', {});
const withdrawn = fact('ArchiveWithdrawn', {});

const STATES: Record<string, readonly PatientEvent[]> = {
  '0': [registered()],
  '1': [registered(), asked],
  '2': [registered(), asked, accepted],
  '3': [registered(), asked, refused],
};

const ACTIONS: Record<string, { decide: (state: PatientState) => PatientEvent[]; makes: PatientEvent; from: string }> =
  {
    ask: { decide: (state) => askArchive({}, state), makes: asked, from: '03' },
    accept: { decide: (state) => acceptArchive({}, state), makes: accepted, from: '1' },
    refuse: { decide: (state) => refuseArchive({}, state), makes: refused, from: '1' },
    withdraw: { decide: (state) => withdrawArchive({}, state), makes: withdrawn, from: '12' },
  };

const table = Object.entries(ACTIONS).flatMap(([action, { decide, makes, from }]) =>
  Object.entries(STATES).map(([status, history]) => ({
    action,
    status,
    history,
    decide,
    makes,
    allowed: from.includes(status),
  })),
);

describe('archive transitions (A-41, E-ARCH-01 to E-ARCH-05)', () => {
  it.each(table.filter(({ allowed }) => allowed))('$action goes from $status', ({ history, decide, makes }) =>
    given(...history)
      .when(decide)
      .then(makes),
  );

  it.each(table.filter(({ allowed }) => !allowed))(
    '$action is refused in $status',
    ({ history, decide, action, status }) =>
      given(...history)
        .when(decide)
        .thenRejected('archive_transition', { action, arch_status: status }),
  );

  const reason = '缺少CT时间';

  it.each([
    ['asking', '0', askArchive, fact('ArchiveRequested', { reason })],
    ['accepting', '1', acceptArchive, fact('ArchiveAccepted', { reason })],
    ['refusing', '1', refuseArchive, fact('ArchiveRefused', { reason })],
    ['withdrawing', '2', withdrawArchive, fact('ArchiveWithdrawn', { reason })],
  ] as const)('records the reason of %s (D-08)', (_, from, decide, makes) =>
    given(...(STATES[from] ?? []))
      .when((state) => decide({ reason }, state))
      .then(makes),
  );

  it('refuses a deleted case', () =>
    given(registered(), fact('CaseDeleted', { caseType: 'apoplexy', caseId: 7 }))
      .when((state) => askArchive({}, state))
      .thenRejected('case_deleted'));
});
