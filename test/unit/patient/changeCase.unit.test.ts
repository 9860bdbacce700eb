import { changeCase } from '../../../src/domain/patient/changeCase.ts';
import type { CaseChanges } from '../../../src/domain/patient/commands.ts';
import type { PatientState } from '../../../src/domain/patient/state.ts';
import { changes, fact, filled, given, NOON, recorded, registered } from '../../support/given.ts';

const LATER = '2026-11-23T04:10:00Z';
const MEDICATION = 'thrombolysis.medication_time';
const GRADE = 'patient.illness_grade';
const change = (some: Partial<CaseChanges>) => (state: PatientState) =>
  changeCase({ reference: { caseType: 'apoplexy', caseId: 7 }, changes: changes(some) }, state);
const kept = (values: Readonly<Record<string, unknown>>) => fact('UnknownFieldsRecorded', { values });
const row = (id: number, ecg_fetch_time: string | null = NOON) => ({
  id,
  imgs: [],
  ecg_fetch_time,
  ecg_diagnosis_time: null,
});

describe('changing a case', () => {
  it('records one event for each milestone and one for all other fields', () =>
    given(registered())
      .when(
        change({ values: { [MEDICATION]: NOON, 'thrombolysis.sign_time': NOON, 'patient.name': '王芳', toast: '1' } }),
      )
      .then(recorded(MEDICATION), recorded('thrombolysis.sign_time'), filled({ 'patient.name': '王芳', toast: '1' })));

  it('is silent about values that stand there already', () =>
    given(registered(), recorded(MEDICATION), filled({ toast: '1', treatment_type: [429] }))
      .when(change({ values: { [MEDICATION]: NOON, toast: '1', treatment_type: [429], 'patient.name': null } }))
      .then());

  it('says nothing when told again', () =>
    given(registered())
      .when(change({ values: { [MEDICATION]: NOON, treatment_type: [429] } }))
      .thenToldAgainNothing());

  it('clears a milestone and a field with null (D-02)', () =>
    given(registered(), recorded(MEDICATION), filled({ toast: '1' }))
      .when(change({ values: { [MEDICATION]: null, toast: null } }))
      .then(fact('MilestoneCleared', { path: MEDICATION }), filled({ toast: null })));

  it('takes an empty list as unset (D-05)', () =>
    given(registered(), filled({ treatment_type: [429] }))
      .when(change({ values: { treatment_type: [] } }))
      .then(filled({ treatment_type: null })));

  it('refuses an unregistered patient', () =>
    given()
      .when(change({ values: { toast: '1' } }))
      .thenRejected('case_unknown'));

  it('refuses a deleted case (D-10)', () =>
    given(registered(), fact('CaseDeleted', { caseType: 'apoplexy', caseId: 7 }))
      .when(change({ values: { toast: '1' } }))
      .thenRejected('case_deleted'));

  it('keeps unknown fields in an event of their own (D-03)', () =>
    given(registered())
      .when(change({ unknown: { 'patient.shoe_size': 42 } }))
      .then(kept({ 'patient.shoe_size': 42 })));
});

describe('a time that the clocks show twice (D-04)', () => {
  const FETCHED = { ...row(1, LATER), ecg_diagnosis_time: LATER };
  const stored = [registered(), recorded(MEDICATION, LATER), fact('EcgAdded', { list: 'pre_ecg', row: FETCHED })];

  it('is an echo where the later instant is stored', () =>
    given(...stored)
      .when(
        change({
          values: { [MEDICATION]: NOON },
          laterTimes: { [MEDICATION]: LATER },
          ecg: { pre_ecg: [{ id: 1, ecg_fetch_time: NOON, later: { ecg_fetch_time: LATER } }] },
        }),
      )
      .then());

  it('is a change where an offset names the earlier one', () =>
    given(...stored)
      .when(
        change({
          values: { [MEDICATION]: NOON },
          ecg: {
            pre_ecg: [{ id: 1, ecg_fetch_time: NOON, ecg_diagnosis_time: NOON, later: { ecg_diagnosis_time: LATER } }],
          },
        }),
      )
      .then(
        recorded(MEDICATION, NOON),
        fact('EcgChanged', { list: 'pre_ecg', row: { ...FETCHED, ecg_fetch_time: NOON } }),
      ));

  it.each([[[]], [[recorded(MEDICATION, '2026-11-23T05:00:00Z')]]])(
    'is the earlier one where neither is stored: %j',
    (history) =>
      given(registered(), ...history)
        .when(change({ values: { [MEDICATION]: NOON }, laterTimes: { [MEDICATION]: LATER } }))
        .then(recorded(MEDICATION, NOON)),
  );
});

describe('a block that no catalogue names (D-02, D-03)', () => {
  const stored = [registered(), kept({ nb: { a: 1, b: { c: 2, d: [1, 2] }, e: null } })];

  it.each([
    ['sets a key and leaves its siblings', { a: 3 }, { a: 3, b: { c: 2, d: [1, 2] }, e: null }],
    ['does so at every depth', { b: { c: 3 } }, { a: 1, b: { c: 3, d: [1, 2] }, e: null }],
    ['adds a key', { f: { g: '' }, h: { i: 1, j: null } }, { a: 1, b: { c: 2, d: [1, 2] }, e: null, h: { i: 1 } }],
    ['clears a key with null', { a: null }, { b: { c: 2, d: [1, 2] }, e: null }],
    ['clears a key with ""', { b: { c: '' } }, { a: 1, b: { d: [1, 2] }, e: null }],
    ['replaces a list whole', { b: { d: [{ x: null }] } }, { a: 1, b: { c: 2, d: [{ x: null }] }, e: null }],
    ['replaces by what is no block', 5, 5],
    ['is cleared as a whole', null, null],
    ['is cleared as a whole by ""', '', null],
  ])('%s', (_, sent, after) =>
    given(...stored)
      .when(change({ unknown: { nb: sent } }))
      .then(kept({ nb: after })),
  );

  it.each([
    ['its keys in another order', { e: null, b: { d: [1, 2], c: 2 }, a: 1 }],
    ['a part of it', { b: { c: 2 } }],
    ['nothing of it', {}],
    ['the clearing of what is not there', { e: '', x: null, y: { z: null }, a: { z: null } }],
  ])('takes %s for no change', (_, sent) =>
    given(...stored)
      .when(change({ unknown: { nb: sent, other: { x: null, y: { z: '' } }, constructor: null } }))
      .then(),
  );

  it('takes the order of keys in rows for no change, but that of rows for one', () => {
    const rows = [registered(), kept({ rows: [{ a: 1, b: 2 }, { c: 3 }] })];
    given(...rows)
      .when(change({ unknown: { rows: [{ b: 2, a: 1 }, { c: 3 }] } }))
      .then();
    given(...rows)
      .when(change({ unknown: { rows: [{ c: 3 }, { a: 1, b: 2 }] } }))
      .then(kept({ rows: [{ c: 3 }, { a: 1, b: 2 }] }));
  });

  it('says nothing when told again', () =>
    given(...stored)
      .when(change({ unknown: { nb: { a: null, b: { c: 9 } }, more: { x: 1, y: '' } } }))
      .thenToldAgainNothing());
});

describe('the age beside the date of birth (D-03)', () => {
  const [born, age] = ['patient.birth_date', 'patient.age'];
  const dated = [registered(), filled({ [born]: '1990-01-01' })];

  it.each([36, 99, null])('is an echo where the date is stored: %j', (sent) =>
    given(...dated)
      .when(change({ values: { [age]: sent, toast: '1' } }))
      .then(filled({ toast: '1' })),
  );

  it.each([[[]], [dated]])('is an echo beside a date that is sent', (history) =>
    given(registered(), ...history)
      .when(change({ values: { [age]: 36, [born]: '1980-01-01' } }))
      .then(filled({ [born]: '1980-01-01' })),
  );

  it('is an echo where the date from which it followed is cleared', () =>
    given(...dated)
      .when(change({ values: { [age]: 36, [born]: null } }))
      .then(filled({ [born]: null })));

  it('counts where another is sent as the date is cleared, and where there is none', () => {
    given(...dated)
      .when(change({ values: { [age]: 40, [born]: null } }))
      .then(filled({ [age]: 40, [born]: null }));
    given(registered())
      .when(change({ values: { [age]: 36 } }))
      .then(filled({ [age]: 36 }));
  });

  it.each([
    ['is stored', { [age]: 0 }, [filled({ [born]: '2062-11-23' })]],
    ['is sent', { [age]: 0, [born]: '2062-11-23' }, []],
  ])('counts where the date lies after the arrival, so that no age follows: it %s', (_, values, history) =>
    given(registered(), ...history)
      .when(change({ values }))
      .then(filled(values)),
  );

  it.each([1, 0, null])('is an echo where the date may be the day of arrival: %j', (sent) =>
    given(registered(), filled({ [born]: '2026-11-24' }))
      .when(change({ values: { [age]: sent } }))
      .then(),
  );

  it('is no change of an archived case', () =>
    given(...dated, fact('ArchiveRequested', {}), fact('ArchiveAccepted', {}))
      .when(change({ values: { [age]: 36 } }))
      .then());
});

describe('an archived case (D-08)', () => {
  const archived = [registered(), recorded(MEDICATION), fact('ArchiveRequested', {}), fact('ArchiveAccepted', {})];

  it('refuses a change and records the attempt with its paths', () => {
    given(...archived)
      .when(change({ values: { [MEDICATION]: LATER } }))
      .thenRejected('case_archived');
    given(...archived)
      .when(change({ values: { [MEDICATION]: LATER } }))
      .thenAttemptRecorded({ paths: [MEDICATION] });
  });

  it('lets an echo of what is stored pass in silence', () =>
    given(...archived)
      .when(change({ values: { [MEDICATION]: NOON } }))
      .then());

  it('is open while the request is pending', () =>
    given(registered(), fact('ArchiveRequested', {}))
      .when(change({ values: { [MEDICATION]: NOON } }))
      .then(recorded(MEDICATION)));
});

describe('the triage grade in three places (D-07)', () => {
  const graded = [registered(), filled({ [GRADE]: '3' })];

  it('takes the one that differs from the stored value', () =>
    given(...graded)
      .when(change({ rivals: { [GRADE]: ['3', '2'] } }))
      .then(filled({ [GRADE]: '2' })));

  it('takes a cleared one', () =>
    given(...graded)
      .when(change({ rivals: { [GRADE]: ['3', null] } }))
      .then(filled({ [GRADE]: null })));

  it('refuses two different new values and names both', () =>
    given(...graded)
      .when(change({ rivals: { [GRADE]: ['1', '2'] } }))
      .thenRejected('illness_grade_conflict', { [GRADE]: ['1', '2'] }));

  it('is silent about an echo', () =>
    given(...graded)
      .when(change({ values: { [GRADE]: '3' } }))
      .then());
});

describe('a field that is sent in two places (D-03, A-10, A-61)', () => {
  const BLEEDING = 'patient.inside_rescue_info.bleed_symptom';
  const stored = [registered(), filled({ [BLEEDING]: ['1'] })];
  const sent = (...rivals: (string[] | null)[]) =>
    change({ values: { [BLEEDING]: rivals.at(-1) ?? null }, rivals: { [BLEEDING]: rivals } });

  it.each([
    [['1'], ['1', '2']],
    [['1', '2'], ['1']],
  ])('takes the value that differs from the stored one (%j, %j)', (...rivals) =>
    given(...stored)
      .when(sent(...rivals))
      .then(filled({ [BLEEDING]: ['1', '2'] })),
  );

  it.each([
    [['1'], []],
    [[], ['1']],
    [['1'], null],
  ])('is cleared in either place (%j, %j)', (...rivals) =>
    given(...stored)
      .when(sent(...rivals))
      .then(filled({ [BLEEDING]: null })),
  );

  it('takes what is new and the same in both', () =>
    given(...stored)
      .when(sent(['2'], ['2']))
      .then(filled({ [BLEEDING]: ['2'] })));

  it('is refused with two different new values', () =>
    given(...stored)
      .when(sent(['2'], ['3']))
      .thenRejected('sent_twice', { [BLEEDING]: BLEEDING }));
});

describe('ECG rows (D-12)', () => {
  const rows = [
    registered(),
    fact('EcgAdded', { list: 'pre_ecg', row: row(1) }),
    fact('EcgAdded', { list: 'pre_ecg', row: row(2) }),
  ];

  it('adds rows without id under the next ids, across both lists', () =>
    given(...rows)
      .when(change({ ecg: { pre_ecg: [{ id: 1 }, { id: 2 }, { ecg_fetch_time: LATER }], inside_ecg: [{}] } }))
      .then(
        fact('EcgAdded', { list: 'pre_ecg', row: row(3, LATER) }),
        fact('EcgAdded', { list: 'inside_ecg', row: row(4, null) }),
      ));

  it('changes a row with its id and leaves what is absent', () =>
    given(...rows)
      .when(change({ ecg: { pre_ecg: [{ id: 1, ecg_diagnosis_time: LATER }, { id: 2 }] } }))
      .then(fact('EcgChanged', { list: 'pre_ecg', row: { ...row(1), ecg_diagnosis_time: LATER } })));

  it('changes a row of which a picture is another one, and none whose pictures are the same', () => {
    const shown = { ...row(1), imgs: ['/media/a.png', '/media/b.png'] };
    const kept = given(registered(), fact('EcgAdded', { list: 'pre_ecg', row: shown }));
    const imgs = ['/media/a.png', '/media/c.png'];
    kept
      .when(change({ ecg: { pre_ecg: [{ id: 1, imgs }] } }))
      .then(fact('EcgChanged', { list: 'pre_ecg', row: { ...shown, imgs } }));
    kept.when(change({ ecg: { pre_ecg: [{ id: 1, imgs: shown.imgs }] } })).then();
  });

  it('removes a row that is missing, one event each', () =>
    given(...rows)
      .when(change({ ecg: { pre_ecg: [] } }))
      .then(fact('EcgRemoved', { list: 'pre_ecg', id: 1 }), fact('EcgRemoved', { list: 'pre_ecg', id: 2 })));

  it('never hands an id out again', () =>
    given(...rows, fact('EcgRemoved', { list: 'pre_ecg', id: 2 }))
      .when(change({ ecg: { pre_ecg: [{ id: 1 }, {}] } }))
      .then(fact('EcgAdded', { list: 'pre_ecg', row: row(3, null) })));

  it('refuses an id that no row has', () =>
    given(...rows)
      .when(change({ ecg: { pre_ecg: [{ id: 9 }] } }))
      .thenRejected('ecg_row_unknown', { 'pre_ecg_in[0].id': 9 }));
});
