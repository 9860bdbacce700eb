import { CASE_TYPE_NAMES, type CaseTypeName } from '../../src/domain/catalogue/caseTypes.ts';
import { rootOf, startCaseApi, type CaseApi, type Json } from '../support/caseApi.ts';
import { nested } from '../support/fullBody.ts';

let api: CaseApi;
beforeAll(async () => {
  api = await startCaseApi();
});
afterAll(() => api.close());

const clock = (time: string): string => `2026-05-01 ${time}`;
const DOOR = 'assist_examination.hospital_arrive_time';
const TRIAGE = 'assist_examination.triage_time';
const ISS = 'patient.disease_evalute.eme_iss';
const TEAM = 'patient.inside_roadmap.td_arrive_eme_time';
const CT = 'assist_examination.ct_scan_time';
const CHEST = 'patient.inside_roadmap.chest_xray_time';
const PELVIS = 'patient.inside_roadmap.pelvic_xray_time';
const FAST = 'patient.inside_roadmap.fast_time';
const TRAUMA_KEYS = [
  ...['tranfer', 'eme_get_ready', 'ctnfast', 'eme_tranfusion_ready', 'airway', 'surg_ready', 'eme_stop', 'micu_mean'],
];

type Values = Readonly<Record<string, unknown>>;

const sheetOf = async (caseType: CaseTypeName, id: number): Promise<Json> => {
  const { status, body } = await api.call('GET', `${rootOf(caseType)}quality_control/${id}/`);
  expect(status).toBe(200);
  return body;
};

const sheet = async (caseType: CaseTypeName, values: Values): Promise<Json> => {
  const { id } = await api.create(caseType, nested(values));
  return sheetOf(caseType, id);
};

const FULL: Values = {
  'patient.come_from': '1',
  leave_scene_time: clock('07:30:00'),
  [DOOR]: clock('08:00:30'),
  [TEAM]: clock('08:05:00'),
  [CT]: clock('08:20:00'),
  [CHEST]: clock('08:25:00'),
  [PELVIS]: clock('08:46:00'),
  [FAST]: clock('08:10:00'),
  'patient.other_info.advice_transfusion_time': clock('08:10:00'),
  'patient.other_info.exec_transfusion_time': clock('09:10:59'),
  'patient.other_info.advice_build_airway_time': clock('08:01:00'),
  'patient.other_info.success_build_airway_time': clock('08:07:00'),
  'patient.other_info.advice_eme_surg_time': clock('08:30:00'),
  'patient.other_info.start_eme_surg_time': clock('09:15:00'),
  'patient.inside_roadmap.eme_trans_depart_time': clock('09:30:00'),
  'patient.leave_hospital.dead_time': '2026-05-04 20:00:00',
  [ISS]: 16,
  'assist_examination.arrive_micu_time': clock('10:00:00'),
  'patient.inside_roadmap.leave_micu_time': '2026-05-03 15:00:00',
};

describe('quality control of trauma (E-QC-01, E-QC-02)', () => {
  it('answers plain numbers under the old names: minutes, and days with one decimal', async () => {
    const { detail, ...plain } = await sheet('trauma', FULL);
    expect(plain).toEqual({
      tranfer: 30,
      eme_get_ready: 5,
      ctnfast: 46,
      eme_tranfusion_ready: 60,
      airway: 6,
      surg_ready: 45,
      eme_stop: 90,
      micu_mean: 2.2,
    });
    expect(Object.keys(plain)).toEqual(TRAUMA_KEYS);
    expect(Object.keys(detail)).toEqual(TRAUMA_KEYS);
  });

  it('says beside each number where it comes from and whether the target was met', async () => {
    const { detail } = await sheet('trauma', FULL);
    expect(detail.eme_tranfusion_ready).toEqual({
      label: '急诊输血准备时间(分钟)',
      value: 60,
      unit: 'min',
      status: 'ok',
      raw: null,
      target: 60,
      met: true,
      goals: [],
      fallback: null,
      end_fallback: null,
      start_time: clock('08:10:00'),
      end_time: clock('09:10:59'),
      early: false,
    });
    expect(detail.airway).toMatchObject({ value: 6, target: 5, met: false });
    expect(detail.surg_ready).toMatchObject({ value: 45, target: null, met: null });
    expect(detail.micu_mean).toMatchObject({ value: 2.2, unit: 'd', target: null, met: null });
  });

  it('shows the four parts of the imaging one by one, also when one was not done', async () => {
    const { ctnfast, detail } = await sheet('trauma', { ...FULL, [PELVIS]: null });
    expect([ctnfast, detail.ctnfast.status]).toEqual([null, 'missing_end']);
    expect(detail.ctnfast.parts).toMatchObject({
      first_ct_mean: { value: 20, status: 'ok', end_time: clock('08:20:00') },
      first_cxray: { value: 25, status: 'ok' },
      first_pxray: { value: null, status: 'missing_end', end_time: null },
      first_fast: { value: 10, status: 'ok' },
    });
  });

  it('counts a team that stood ready as 0 and early, up to an hour before', async () => {
    const team = (time: string) => sheet('trauma', { [DOOR]: clock('08:00:00'), [TEAM]: clock(time) });
    const ready = await team('07:00:00');
    expect(ready.eme_get_ready).toBe(0);
    expect(ready.detail.eme_get_ready).toMatchObject({ value: 0, status: 'ok', early: true, raw: -60, met: true });
    const tooEarly = await team('06:59:00');
    expect(tooEarly.eme_get_ready).toBeNull();
    expect(tooEarly.detail.eme_get_ready).toMatchObject({ status: 'negative', early: false, raw: -61, met: null });
  });

  it('keeps what is no value to the minute, whatever the unit (clinical.md 1.1 rule 2)', async () => {
    const detailOf = async (values: Record<string, unknown>): Promise<Json> => (await sheet('trauma', values)).detail;
    const [room, left] = ['assist_examination.arrive_emrescue_room_time', 'assist_examination.leave_emergency_time'];
    const [came, went] = ['assist_examination.arrive_micu_time', 'patient.inside_roadmap.leave_micu_time'];
    const severe = { 'patient.disease_evalute.eme_iss': 25, [came]: clock('10:40:00'), [went]: clock('10:00:00') };
    expect((await detailOf(severe)).micu_mean).toMatchObject({ status: 'negative', value: null, raw: -40 });
    const { detail } = await sheet('chestpain', { [room]: clock('10:02:00'), [left]: clock('10:00:00') });
    expect(detail.RESUS_STAY).toMatchObject({ status: 'negative', value: null, unit: 'h', raw: -2 });
    const stay = { 'assist_examination.into_hospital_time': clock('10:00:00') };
    const early = await sheet('chestpain', { ...stay, 'patient.leave_hospital.leave_hos_time': clock('09:00:00') });
    expect(early.detail.hosdaymean).toMatchObject({ status: 'negative', value: null, raw: -60 });
    const long = await sheet('chestpain', { 'patient.leave_hospital.hospital_day': 400 });
    expect(long.detail.hosdaymean).toMatchObject({ status: 'implausible', value: null, raw: 400 * 24 * 60 });
  });

  it('is all null of a case of which nothing is known', async () => {
    const { detail, ...plain } = await sheet('trauma', {});
    expect(Object.values(plain)).toEqual(TRAUMA_KEYS.map(() => null));
    expect(Object.fromEntries(TRAUMA_KEYS.map((key) => [key, detail[key].status]))).toEqual({
      tranfer: 'not_applicable',
      eme_get_ready: 'missing_start',
      ctnfast: 'missing_start',
      eme_tranfusion_ready: 'not_applicable',
      airway: 'not_applicable',
      surg_ready: 'not_applicable',
      eme_stop: 'missing_start',
      micu_mean: 'not_applicable',
    });
  });

  it('names the fallback and does not judge it (D-24)', async () => {
    const { detail } = await sheet('trauma', { [TRIAGE]: clock('08:00:00'), [TEAM]: clock('08:02:00') });
    expect(detail.eme_get_ready).toMatchObject({
      ...{ value: 2, fallback: TRIAGE, end_fallback: null, target: 5, met: null },
    });
  });

  it('names the fallback of the end beside that of the start (clinical 1.1 rule 4)', async () => {
    const { detail } = await sheet('chestpain', {
      first_diagnosis: '1',
      'special_treat.stemi.stemi_treat_method': '1',
      [TRIAGE]: clock('08:00:00'),
      'special_treat.stent_release_time': clock('09:00:00'),
    });
    expect(detail.D2W).toMatchObject({
      ...{ value: 60, fallback: TRIAGE, end_fallback: 'special_treat.stent_release_time' },
    });
  });
});

const LYSIS = 'thrombolysis.medication_time';
const ONSET = 'patient.disease_time';

describe('the seven statuses of a sheet (clinical.md 1.1 rule 2)', () => {
  const DNT: Values = { treatment_type: [429], [DOOR]: clock('08:00:00') };

  it.each<[string, Values, string, Json]>([
    ['ok', { ...DNT, [LYSIS]: clock('08:45:00') }, 'DNT', { value: 45, raw: null, met: true, goals: [45, 30] }],
    ['not_applicable', { [DOOR]: clock('08:00:00') }, 'DNT', { value: null, raw: null, met: null }],
    [
      'zone_only',
      { [ONSET]: clock('07:00:00'), 'patient.is_null_attack_detail_time': true, [DOOR]: clock('08:00:00') },
      'ODT',
      { value: null, raw: null },
    ],
    ['missing_start', { treatment_type: [429], [LYSIS]: clock('08:45:00') }, 'DNT', { start_time: null }],
    ['missing_end', DNT, 'DNT', { end_time: null, start_time: clock('08:00:00') }],
    ['negative', { ...DNT, [LYSIS]: clock('07:59:59') }, 'DNT', { value: null, raw: -1, met: null }],
    ['implausible', { ...DNT, [LYSIS]: clock('16:01:00') }, 'DNT', { value: null, raw: 481, met: null }],
  ])('%s', async (status, values, key, line) => {
    const { [key]: plain, detail } = await sheet('apoplexy', values);
    expect(plain).toBe(detail[key].value);
    expect(detail[key]).toMatchObject({ status, ...line });
  });

  it('stands beside the time node of the same case', async () => {
    const { id } = await api.create('apoplexy', nested({ ...DNT, [LYSIS]: clock('07:30:00') }));
    const { body } = await api.call('GET', `${rootOf('apoplexy')}time_node/${id}/`);
    const node = body.find(({ filed_name }: Json) => filed_name === 'DNT');
    const { detail } = await sheetOf('apoplexy', id);
    expect(node).toMatchObject({ status: 'negative', raw: -30, minutes: null });
    expect(detail.DNT).toMatchObject({ status: 'negative', raw: -30, start_time: node.start_time });
  });
});

describe('quality control of the other types', () => {
  it.each(CASE_TYPE_NAMES.filter((name) => name !== 'trauma'))('%s has the stay and the onset', async (caseType) => {
    const { detail, ...plain } = await sheet(caseType, {
      [ONSET]: clock('07:00:00'),
      [DOOR]: clock('08:00:00'),
      'assist_examination.arrive_emrescue_room_time': clock('08:10:00'),
      'assist_examination.leave_emergency_time': clock('09:40:00'),
      'patient.leave_hospital.hospital_day': 7,
      'patient.leave_hospital.hospital_cost': 12_345,
    });
    expect(plain).toMatchObject({ ODT: 60, RESUS_STAY: 1.5, hosdaymean: 7, hosfeemean: 12_345 });
    expect(Object.keys(plain)).toEqual(Object.keys(detail));
    expect([detail.RESUS_STAY.unit, detail.hosdaymean.unit, detail.hosfeemean.unit]).toEqual(['h', 'd', 'yuan']);
  });

  it('chest pain: the first ECG of all rows, and the diagnosis of that same ECG', async () => {
    const values = nested({
      first_diagnosis: '1',
      'patient.first_touch_time': clock('08:00:00'),
    });
    const row = (fetched: string, read: string) => ({
      ecg_fetch_time: clock(fetched),
      ecg_diagnosis_time: clock(read),
      imgs: [],
    });
    const { id } = await api.create('chestpain', {
      ...values,
      pre_ecg_in: [row('08:09:00', '08:10:00')],
      inside_ecg_in: [row('08:12:00', '08:13:00'), row('08:07:00', '08:18:00')],
    });
    expect(await sheetOf('chestpain', id)).toMatchObject({ FMC2ECG: 7, ECG2DX: 11 });
  });

  it('is refused for a case that was never there, and moves with a switch (E-NODE-04)', async () => {
    expect((await api.call('GET', `${rootOf('gib')}quality_control/999999/`)).status).toBe(404);
    const { id } = await api.create('basic', nested({ [ONSET]: clock('07:00:00'), [DOOR]: clock('08:00:00') }));
    const trauma = await api.switchTo('basic', id, 'trauma');
    expect((await api.call('GET', `${rootOf('basic')}quality_control/${id}/`)).status).toBe(410);
    expect(await sheetOf('trauma', trauma)).toMatchObject({ detail: { eme_stop: { status: 'missing_end' } } });
  });
});
