import type { CaseTypeName } from '../../../src/domain/catalogue/caseTypes.ts';
import type { Values } from '../../../src/domain/patient/events.ts';
import { fact } from '../../support/given.ts';
import { openBook, type Book } from './casesBook.ts';

let book: Book;

beforeAll(async () => void (book = await openBook()));
afterAll(() => book.close());

interface Filtered {
  readonly rule: string;
  readonly caseType: CaseTypeName;
  readonly parameter: string;
  readonly value: string;
  readonly found: Values;
  /** Values under which the case must not be found. */
  readonly passedOver: Values;
}

const filtered = (
  [rule, caseType]: readonly [string, CaseTypeName],
  [parameter, value]: readonly [string, string],
  [found, passedOver]: readonly [Values, Values],
): Filtered => ({ rule, caseType, parameter, value, found, passedOver });

const FILTERS: readonly Filtered[] = [
  filtered(['E-SRCH-03', 'apoplexy'], ['gender', '1'], [{ 'patient.gender': '1' }, { 'patient.gender': '2' }]),
  filtered(['E-SRCH-03', 'apoplexy'], ['gender', 'unknown'], [{}, { 'patient.gender': '2' }]),
  filtered(['E-SRCH-01', 'basic'], ['patient__gender', '2'], [{ 'patient.gender': '2' }, { 'patient.gender': '1' }]),
  filtered(['E-SRCH-01', 'basic'], ['come_from', '1'], [{ 'patient.come_from': '1' }, { 'patient.come_from': '2' }]),
  filtered(
    ['E-SRCH-01', 'basic'],
    ['illness_grade', '3'],
    [{ 'patient.illness_grade': '3' }, { 'patient.illness_grade': '4' }],
  ),
  filtered(['E-GEN-06', 'basic'], ['illness_grade', 'unknown'], [{}, { 'patient.illness_grade': '4' }]),
  filtered(
    ['E-SRCH-02', 'apoplexy'],
    ['assist_examination__illness_grade', '1'],
    [{ 'patient.illness_grade': '1' }, {}],
  ),
  filtered(['E-SRCH-02', 'apoplexy'], ['assist_exam_illness_grade', '2'], [{ 'patient.illness_grade': '2' }, {}]),
  filtered(
    ['E-SRCH-01', 'basic'],
    ['disease_type', '1'],
    [{ 'patient.disease_type': '1' }, { 'patient.disease_type': '9' }],
  ),
  filtered(['E-SRCH-01', 'toxic'], ['is_huizhen', 'False'], [{}, {}]),
  filtered(
    ['E-SRCH-07', 'chestpain'],
    ['patient__out_car_depart', '2'],
    [{ 'patient.out_car_depart': '2' }, { 'patient.out_car_depart': '1' }],
  ),
  filtered(
    ['E-SRCH-07', 'chestpain'],
    ['tran_hos_type', '2'],
    [{ 'patient.tran_hos_type': '2' }, { 'patient.tran_hos_type': '1' }],
  ),
  filtered(
    ['E-SRCH-07', 'chestpain'],
    ['special_treat__is_pass_em', 'True'],
    [{ 'special_treat.is_pass_em': true }, { 'special_treat.is_pass_em': false }],
  ),
  filtered(
    ['E-SRCH-07', 'chestpain'],
    ['special_treat__is_pass_ccu', 'False'],
    [{ 'special_treat.is_pass_ccu': false }, { 'special_treat.is_pass_ccu': true }],
  ),
  filtered(
    ['E-SRCH-07', 'chestpain'],
    ['patient__inside_rescue_info_chestpain__lysis_exam', '1'],
    [
      { 'patient.inside_rescue_info_chestpain.lysis_exam': '1' },
      { 'patient.inside_rescue_info_chestpain.lysis_exam': '2' },
    ],
  ),
  filtered(
    ['E-SRCH-07', 'chestpain'],
    ['special_treat__stemi__lysis_exam', '2'],
    [{ 'special_treat.stemi.lysis_exam': '2' }, { 'patient.inside_rescue_info_chestpain.lysis_exam': '2' }],
  ),
  filtered(
    ['E-SRCH-07', 'chestpain'],
    ['stemi_treat_method', '1'],
    [{ 'special_treat.stemi.stemi_treat_method': '1' }, {}],
  ),
  filtered(
    ['E-SRCH-07', 'chestpain'],
    ['special_treat__out_diagnosis', '1'],
    [{ 'special_treat.out_diagnosis': '1' }, {}],
  ),
  filtered(['E-SRCH-07', 'chestpain'], ['special_treat__outcome', '1'], [{ 'special_treat.outcome': '1' }, {}]),
  filtered(
    ['E-SRCH-08', 'apoplexy'],
    ['sync_china_cz_status', '1'],
    [{ sync_china_cz_status: '1' }, { sync_china_cz_status: '2' }],
  ),
  filtered(
    ['E-SRCH-11', 'apoplexy'],
    ['treatment_type', '429'],
    [{ treatment_type: [430, 429] }, { treatment_type: [430] }],
  ),
  filtered(['E-SRCH-11', 'apoplexy'], ['treatment_type', 'unknown'], [{}, { treatment_type: [430] }]),
  filtered(['E-SRCH-10', 'chestpain'], ['first_diagnosis', '1'], [{ first_diagnosis: '1' }, { first_diagnosis: '2' }]),
  filtered(['E-SRCH-10', 'chestpain'], ['first_diagnosis', 'unknown'], [{}, { first_diagnosis: '2' }]),
  filtered(
    ['E-SRCH-10', 'chestpain'],
    ['gracescoretype', '2'],
    [
      { first_diagnosis: '2', 'special_treat.grace_score': 150 },
      { first_diagnosis: '2', 'special_treat.grace_score': 140 },
    ],
  ),
  filtered(['D-28', 'chestpain'], ['gracescoretype', 'unknown'], [{ first_diagnosis: '3' }, { first_diagnosis: '1' }]),
  filtered(
    ['E-SRCH-10', 'chestpain'],
    ['d2wdelayreason', '1'],
    [{ d2wdelayreason: ['2', '1'] }, { d2wdelayreason: ['2'] }],
  ),
  filtered(
    ['E-SRCH-12', 'trauma'],
    ['patient__pre_warning__is_start_mdt', 'True'],
    [{ 'patient.pre_warning.is_start_mdt': true }, { 'patient.pre_warning.is_start_mdt': false }],
  ),
  filtered(
    ['E-SRCH-06', 'trauma'],
    ['critical', 'True'],
    [{ 'patient.disease_evalute.eme_iss': 16 }, { 'patient.disease_evalute.eme_iss': 15 }],
  ),
  filtered(['D-28', 'trauma'], ['critical', 'False'], [{}, { 'patient.disease_evalute.eme_iss': 16 }]),
  filtered(['D-20', 'gib'], ['patient__age', '45'], [{ 'patient.age': 45 }, { 'patient.age': 4 }]),
  filtered(
    ['D-20', 'gib'],
    ['assist_examination__triage_time', '2026-11-23 12:00'],
    [
      { 'assist_examination.triage_time': '2026-11-23T04:00:00Z' },
      { 'assist_examination.triage_time': '2026-11-23T04:00:01Z' },
    ],
  ),
  filtered(
    ['D-20', 'gib'],
    ['patient__wristlet', '100'],
    [{ 'patient.wristlet': '100' }, { 'patient.wristlet': '1000' }],
  ),
  filtered(['E-GEN-06', 'gib'], ['patient__out_car_depart', 'unknown'], [{}, { 'patient.out_car_depart': '1' }]),
];

it.each(FILTERS.map((each, index) => ({ ...each, index })))(
  '$rule: $caseType by $parameter=$value',
  async ({ caseType, parameter, value, found, passedOver, index }) => {
    const day = new Date(Date.UTC(2020, 0, 1 + index)).toISOString().slice(0, 10);
    const at = `${day}T04:00:00Z`;
    const wanted = await book.open(caseType, found, at);
    const same = JSON.stringify(found) === JSON.stringify(passedOver);
    const other = await book.open(caseType, passedOver, at);
    const range = { start_time: day, end_time: day };
    expect(await book.ids(caseType, { ...range, [parameter]: value })).toEqual(same ? [other, wanted] : [wanted]);
    expect(await book.ids(caseType, { ...range, [parameter]: '' })).toEqual([other, wanted]);
  },
);

it('D-20: arch_status follows the archive', async () => {
  const id = await book.open('apoplexy', {}, '2019-03-01T04:00:00Z');
  const range = { month: '2019-03-01' };
  expect(await book.ids('apoplexy', { ...range, arch_status: '1' })).toEqual([]);
  await book.write(id / 10, [fact('ArchiveRequested', {})]);
  expect(await book.ids('apoplexy', { ...range, arch_status: '1' })).toEqual([id]);
  expect(await book.ids('apoplexy', { ...range, patient__arch_status: '0' })).toEqual([]);
});

it('E-SRCH-10, D-28: d2wtype finds the class, and by unknown only who is eligible without one', async () => {
  const door = { first_diagnosis: '1', 'assist_examination.hospital_arrive_time': '2019-04-01T00:00:00Z' };
  const at = '2019-04-01T04:00:00Z';
  const classed = await book.open('chestpain', { ...door, 'special_treat.wire_pass_time': '2019-04-01T01:01:00Z' }, at);
  const without = await book.open('chestpain', { ...door, 'special_treat.wire_pass_time': '2019-03-01T01:01:00Z' }, at);
  await book.open('chestpain', {}, at);
  const range = { month: '2019-04-01' };
  expect(await book.ids('chestpain', { ...range, d2wtype: '2' })).toEqual([classed]);
  expect(await book.ids('chestpain', { ...range, d2wtype: 'unknown' })).toEqual([without]);
});

describe('D-20: a part of the text', () => {
  const range = { month: '2018-01-01' };
  let zhang: number;
  let wang: number;

  beforeAll(async () => {
    const at = '2018-01-01T04:00:00Z';
    zhang = await book.open(
      'basic',
      { 'patient.name': '张小明', 'patient.pat_med_card': 'MZ00123', 'patient.inpatient_no': '50%_\\' },
      at,
    );
    wang = await book.open('basic', { 'patient.name': '王明小𠮷', 'patient.pat_med_card': 'MZ00321' }, at);
  });

  it.each([
    ['patient__name', '明', [1, 0]],
    ['patient__name', '张', [0]],
    ['patient__name', '小明', [0]],
    ['patient__name', '明小', [1]],
    ['patient__name', '张小明', [0]],
    ['patient__name', '张明', []],
    ['patient__name', '明小明', []],
    ['patient__name', '𠮷', [1]],
    ['patient__pat_med_card', '3', [1, 0]],
    ['patient__pat_med_card', 'MZ00', [1, 0]],
    ['patient__pat_med_card', '0123', [0]],
    ['patient__pat_med_card', '0012300', []],
    ['patient__inpatient_no', '%', [0]],
    ['patient__inpatient_no', '0%_\\', [0]],
    ['patient__inpatient_no', 'MZ', []],
  ] as const)('%s=%s', async (parameter, text, found) => {
    expect(await book.ids('basic', { ...range, [parameter]: text })).toEqual(found.map((each) => [zhang, wang][each]));
  });

  it('together with other filters', async () => {
    const both = { ...range, patient__name: '明', patient__pat_med_card: '321' };
    expect(await book.ids('basic', both)).toEqual([wang]);
    expect(await book.ids('basic', { ...both, gender: '1' })).toEqual([]);
    expect(await book.ids('basic', { ...both, gender: 'unknown', disease_type: 'unknown' })).toEqual([wang]);
  });
});

describe('E-SRCH-13, E-SRCH-14, D-41: when the case was created, in the zone of the hospital', () => {
  const ids: number[] = [];
  const [lastOfMay, firstOfJune, endOfJune, firstOfJuly] = [0, 1, 2, 3] as const;

  beforeAll(async () => {
    const instants = ['2021-05-31T15:59:59Z', '2021-05-31T16:00:00Z', '2021-06-30T15:59:59Z', '2021-06-30T16:00:00Z'];
    for (const at of instants) ids.push(await book.open('trauma', { 'patient.gender': '1' }, at));
  });

  it.each([
    [{ month: '2021-06-01' }, [endOfJune, firstOfJune]],
    [{ month: '2021-05-01' }, [lastOfMay]],
    [{ 'created_time[]': ['2021-06-01', '2021-06-30'] }, [endOfJune, firstOfJune]],
    [{ 'created_time[]': ['2021-06-01', '2021-06-01'] }, [firstOfJune]],
    [{ created_time: ['2021-05-31', '2021-06-01'] }, [firstOfJune, lastOfMay]],
    [{ 'created_time[]': ['2021-05-31 23:59:59', '2021-06-30 23:59:59'] }, [endOfJune, firstOfJune, lastOfMay]],
    [{ 'created_time[]': ['2021-06-01 00:00:00', '2021-06-30 23:59:58'] }, [firstOfJune]],
    [{ 'created_time[]': ['2021-05-31 23:59:59', '2021-05-31 23:59:59'] }, [lastOfMay]],
    [{ 'created_time[]': ['2021-06-30', '2021-06-01'] }, []],
    [{ start_time: '2021-07-01' }, [firstOfJuly]],
    [{ start_time: '2021-06-30 23:59:59' }, [firstOfJuly, endOfJune]],
    [{ start_time: '2021-06-30T15:59:59Z', end_time: '2021-07-01 00:00:00' }, [firstOfJuly, endOfJune]],
    [{ end_time: '2021-05-31', month: '2021-05-01' }, [lastOfMay]],
    [{ month: '2021-06-01', end_time: '2021-06-29' }, [firstOfJune]],
    [{ month: '2021-06-01', 'created_time[]': ['2021-07-01', '2021-07-02'] }, []],
  ] as const)('%j', async (range, found) => {
    const expected = found.map((each) => ids[each]);
    const both = { start_time: '2021-01-01', ...range };
    expect(await book.ids('trauma', both)).toEqual(expected);
    expect(await book.ids('trauma', { ...both, gender: '1', critical: 'False' })).toEqual(expected);
    expect(await book.ids('trauma', { ...both, gender: '1', critical: 'False', come_from: 'unknown' })).toEqual(
      expected,
    );
    expect(await book.ids('trauma', { ...both, gender: '2' })).toEqual([]);
  });
});
