import { problem, rootOf, startCaseApi, type CaseApi, type Json } from '../../support/caseApi.ts';
import { nested } from '../../support/fullBody.ts';
import { loadCases } from './cases/load.ts';
import { CASE_TYPES, type TypeName } from './oracle/caseTypes.ts';

/** What each chart of the old web client asks for and reads, word by word as the changelog shows it. */

let api: CaseApi;
const MONTH = '2022-06';
const RANGE = `created_time[]=${MONTH}-01&created_time[]=${MONTH}-30`;
const DOOR = { 'assist_examination.hospital_arrive_time': '2022-06-10 08:00:00' };

const BODIES: Readonly<Record<TypeName, readonly Json[]>> = {
  chestpain: [
    nested({
      ...DOOR,
      first_diagnosis: '1',
      'special_treat.stemi.stemi_treat_method': '1',
      'special_treat.wire_pass_time': '2022-06-10 09:10:00',
      d2wdelayreason: ['01', '02'],
      'patient.come_from': '1',
      'patient.tran_hos_type': '2',
      'patient.leave_hospital.hospital_day': 7,
      'patient.leave_hospital.hospital_cost': 31_000,
    }),
    nested({ first_diagnosis: '2', 'special_treat.grace_score': 141 }),
    {},
  ],
  apoplexy: [
    nested({
      ...DOOR,
      stroke_type: '1',
      toast: '3',
      treatment_type: [429, 1001],
      dntdelayreason: ['9'],
      nihss_before_therapy: 16,
      nihss_discharge: 4,
      'thrombolysis.medication_time': '2022-06-10 08:40:00',
      'therapy.puncture_time': '2022-06-10 09:20:00',
      'therapy.tici': '2b',
      'patient.leave_hospital.hospital_day': 9,
    }),
    {},
  ],
  trauma: [
    nested({
      ...DOOR,
      leave_scene_time: '2022-06-10 07:35:00',
      'patient.come_from': '1',
      'patient.disease_evalute.eme_iss': 16,
      'patient.other_info.advice_transfusion_time': '2022-06-10 08:10:00',
      'patient.other_info.exec_transfusion_time': '2022-06-10 08:50:00',
      'patient.other_info.advice_build_airway_time': '2022-06-10 08:01:00',
      'patient.other_info.success_build_airway_time': '2022-06-10 08:05:00',
      'patient.other_info.advice_eme_surg_time': '2022-06-10 08:20:00',
      'patient.other_info.start_eme_surg_time': '2022-06-10 09:00:00',
    }),
    nested({ 'patient.disease_evalute.eme_iss': 9 }),
  ],
  toxic: [nested({ 'patient.disease_type': '3' }), {}],
  basic: [nested({ 'patient.disease_type': '1' })],
  gib: [{}],
};

beforeAll(async () => {
  api = await startCaseApi();
  await loadCases(
    api,
    CASE_TYPES.flatMap(({ name: type }) =>
      BODIES[type].map((body) => ({ type, createdTime: `${MONTH}-10 08:00:00`, body })),
    ),
  );
});
afterAll(() => api.close());

const get = async (path: string): Promise<Json> => {
  const { status, body, text } = await api.call('GET', path);
  expect([status, status === 200 ? '' : text]).toEqual([200, '']);
  return body;
};

const count = (type: TypeName, query: string): Promise<Json> =>
  get(`${rootOf(type)}count/?count_period=month&${query}&${RANGE}`);

const listTotal = async (type: TypeName, query: string): Promise<number> =>
  (await get(`${rootOf(type)}?${query}&limit=1`)).count;

/** Those slices that some case is in, each with the total of the list that it opens. */
const shown = async (type: TypeName, name: string, filter = name): Promise<Json> => {
  const slices: Json[] = await count(type, `count_type=${name}`);
  for (const slice of slices) {
    expect(slice).toMatchObject({
      count: expect.any(Number),
      zh_name: expect.any(String),
      name: expect.any(String),
    });
    const total = await listTotal(type, `${filter}=${encodeURIComponent(slice.name)}&month=${MONTH}-01`);
    expect([slice.name, total]).toEqual([slice.name, slice.count]);
  }
  return Object.fromEntries(slices.filter((slice) => slice.count > 0).map((slice) => [slice.name, slice.count]));
};

it('E-STAT-03: the count that was replaced is gone', async () => {
  const { status, body } = await api.call(
    'GET',
    '/api/basic_rescue/data_statistic/data/?start_time=2022-06-01&end_time=2022-06-30',
  );
  expect([status, body]).toEqual([404, problem('not_found')]);
});

const DISEASES: readonly (readonly [TypeName, Readonly<Record<string, number>>])[] = [
  ['toxic', { '1': 0, '2': 0, '3': 1, '9': 0, unknown: 1 }],
  ['basic', { '1': 1, '2': 0, '3': 0, '9': 0, unknown: 0 }],
  ['gib', { '1': 0, '2': 0, '3': 0, '9': 0, unknown: 1 }],
];

it.each(DISEASES)('E-STAT-02, E-STAT-04: the trend of %s is told by disease type', async (type, detail) => {
  const cases = Object.values(detail).reduce((sum, each) => sum + each, 0);
  expect(await count(type, '')).toEqual([{ month: MONTH, count: cases, detail }]);
});

it.each([
  ['first_diagnosis', { '1': 1, '2': 1, unknown: 1 }],
  ['come_from', { '1': 1, unknown: 2 }],
  ['tran_hos_type', { '2': 1, unknown: 2 }],
  ['d2wtype', { '2': 1 }],
  ['gracescoretype', { '2': 1 }],
  ['d2wdelayreason', { '01': 1, '02': 1, unknown: 2 }],
])('E-STAT-06, E-SRCH-10: the chest pain pie %s, and the list of each slice', async (name, slices) =>
  expect(await shown('chestpain', name)).toEqual(slices),
);

it('E-STAT-06: a slice says what people read and what the filter takes', async () => {
  const [first] = await count('chestpain', 'count_type=first_diagnosis');
  expect(first).toEqual({ count: 1, zh_name: 'STEMI', name: '1' });
});

it.each([
  ['hosdaymean', 7],
  ['hosfeemean', 31_000],
  ['d2wmean', 70],
])('E-STAT-07: the chest pain average %s', async (name, value) => {
  const items = await count('chestpain', `count_type=${name}`);
  expect(items).toMatchObject([{ month: MONTH, count: value }]);
  expect(items).toHaveLength(1);
});

it('E-STAT-08, E-SRCH-06: the trauma chart is told by severity, each bar with its list', async () => {
  const [item] = await count('trauma', '');
  expect(item).toEqual({ month: MONTH, count: 2, detail: { critical: 1, normal: 1 }, unscored: 0 });
  for (const critical of ['True', 'False']) {
    expect(await listTotal('trauma', `critical=${critical}&month=${MONTH}-01`)).toBe(1);
  }
});

it.each([
  ['transfer_count', 25],
  ['blood_ready', 40],
  ['airway_ready', 4],
  ['advice_eme_surg_time', 40],
])('E-STAT-09: the trauma trend %s in minutes, with the number of cases behind it', async (name, value) =>
  expect(await count('trauma', `count_type=${name}`)).toMatchObject([{ month: MONTH, count: value, n: 1 }]),
);

it('E-STAT-11: the stroke total by treatment, of which treatment_type is the filter', async () => {
  const slices = { '429': 1, '1001': 1, unknown: 1 };
  expect(await shown('apoplexy', 'total_count', 'treatment_type')).toEqual(slices);
  expect(await shown('apoplexy', 'total_count')).toEqual(slices);
});

it.each([
  ['ais_rs', { '1': 1, unknown: 1 }],
  ['ais_zt', { '1': 1 }],
  ['come_from', { unknown: 2 }],
  ['dntdelayreason', { '9': 1, unknown: 1 }],
  ['tran_hos_type', { unknown: 2 }],
  ['toast', { '3': 1, unknown: 1 }],
  ['ais_nihss', { '4': 1 }],
  ['aneu_nihss', { '2': 1 }],
])('E-STAT-12: the stroke pie %s, and the list of each slice', async (name, slices) =>
  expect(await shown('apoplexy', name)).toEqual(slices),
);

it.each([
  ['dntmean', 40],
  ['dntmedian', 40],
  ['dptmean', 80],
  ['dptmedian', 80],
])('E-STAT-12: the stroke trend %s', async (name, value) =>
  expect(await count('apoplexy', `count_type=${name}`)).toMatchObject([{ month: MONTH, count: value }]),
);
