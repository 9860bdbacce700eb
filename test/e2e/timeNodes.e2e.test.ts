import { fieldsOf } from '../../src/domain/catalogue/catalogue.ts';
import { CASE_TYPE_NAMES, CASE_TYPES, type CaseTypeName } from '../../src/domain/catalogue/caseTypes.ts';
import { rootOf, startCaseApi, type CaseApi, type Json } from '../support/caseApi.ts';
import { nested } from '../support/fullBody.ts';

let api: CaseApi;
beforeAll(async () => {
  api = await startCaseApi();
});
afterAll(() => api.close());

const nodesOf = async (caseType: CaseTypeName, id: number): Promise<Json[]> => {
  const { status, body } = await api.call('GET', `${rootOf(caseType)}time_node/${id}/`);
  expect(status).toBe(200);
  return body;
};

const clock = (time: string): string => `2026-05-01 ${time}`;
const [ONSET, DOOR, TRIAGE] = [
  'patient.disease_time',
  'assist_examination.hospital_arrive_time',
  'assist_examination.triage_time',
];
const [LYSIS, PUNCTURE, EMBOLECTOMY, OPEN] = [
  'thrombolysis.medication_time',
  'therapy.puncture_time',
  'therapy.embolectomy_time',
  'therapy.recanalization_time',
];

/** The node of a case with these values. */
const node = async (caseType: CaseTypeName, key: string, values: Readonly<Record<string, unknown>>): Promise<Json> => {
  const { id } = await api.create(caseType, nested(values));
  return (await nodesOf(caseType, id)).find((each) => each.filed_name === key);
};

const RESUSCITATION = 'CPR_WITNESS CPR_DOCTOR CPR_DEFIBRATE CPR_DRUG CPR_AIRWAY CPR_ROSC'.split(' ');

describe('time nodes (E-NODE-01 to E-NODE-04, A-50, D-26)', () => {
  it.each([
    ['apoplexy', ['ODT', 'ONT', 'DNT', 'DPT', 'DRT']],
    [
      'chestpain',
      [
        ...'ODT D2W F2W S2FMC FMC2ECG ECG2DX TROP CATHACT FMC2DAPT D2N L2ANGIO DIDO CONSENT RESUS_STAY'.split(' '),
        ...RESUSCITATION,
      ],
    ],
    [
      'trauma',
      [
        ...['ODT', 'tranfer', 'eme_get_ready', 'ctnfast', 'eme_tranfusion_ready', 'airway', 'surg_ready', 'eme_stop'],
        ...['micu_mean', 'first_ct_mean', 'first_cxray', 'first_pxray', 'first_fast', 'critical_micu_mean'],
        'RESUS_STAY',
        ...RESUSCITATION,
      ],
    ],
    ...(['basic', 'toxic', 'gib'] as const).map((name) => [name, ['ODT', 'RESUS_STAY', ...RESUSCITATION]] as const),
  ] as const)('%s has its nodes in their order, also when nothing is known', async (caseType, keys) => {
    const { id } = await api.create(caseType);
    const nodes = await nodesOf(caseType, id);
    expect(nodes.map(({ filed_name }) => filed_name)).toEqual(keys);
    for (const each of nodes)
      expect(each).toMatchObject({ start_time: null, end_time: null, minutes: null, met: null, fallback: null });
    expect(await api.call('GET', `${rootOf(caseType)}time_node/${id}`)).toMatchObject({ status: 200, body: nodes });
  });

  it('carry the labels of the old server (E-NODE-02)', async () => {
    const { id } = await api.create('apoplexy');
    expect((await nodesOf('apoplexy', id)).map(({ name }) => name)).toEqual([
      'ODT(发病~到院)',
      'ONT(发病~溶栓)',
      'DNT(入院~溶栓)',
      'DPT(入院~穿刺)',
      'DRT(入院~血管再通)',
    ]);
  });

  it('say start, end, whole minutes, target and whether it was met; seconds are cut', async () => {
    const values = { treatment_type: [429], [DOOR]: clock('08:00:59'), [LYSIS]: clock('09:00:00') };
    expect(await node('apoplexy', 'DNT', values)).toEqual({
      name: 'DNT(入院~溶栓)',
      filed_name: 'DNT',
      start_time: clock('08:00:59'),
      end_time: clock('09:00:00'),
      minutes: 60,
      status: 'ok',
      target: 60,
      met: true,
      goals: [45, 30],
      fallback: null,
      end_fallback: null,
    });
    expect(await node('apoplexy', 'DNT', { ...values, [LYSIS]: clock('09:01:00') })).toMatchObject({
      minutes: 61,
      met: false,
    });
  });

  it('start at the door of E-NODE-03, or at what stands in for it, which is not judged (D-24)', async () => {
    const values = { treatment_type: [429], [TRIAGE]: clock('08:00:00'), [LYSIS]: clock('08:30:00') };
    expect(await node('apoplexy', 'DNT', values)).toMatchObject({
      status: 'ok',
      minutes: 30,
      fallback: TRIAGE,
      met: null,
    });
  });

  it.each([
    ['1', 90, [60], true],
    ['2', 60, [], false],
  ])(
    'DPT of a patient who came by way %s is to keep within %s minutes (D-26)',
    async (come_from, target, goals, met) => {
      const values = {
        'patient.come_from': come_from,
        treatment_type: [1001],
        [DOOR]: clock('08:00:00'),
        [PUNCTURE]: clock('09:15:00'),
      };
      expect(await node('apoplexy', 'DPT', values)).toMatchObject({ minutes: 75, target, goals, met, status: 'ok' });
    },
  );

  it('DPT ends at the start of the intervention where no puncture is known (A-50)', async () => {
    const values = { [DOOR]: clock('08:00:00'), [EMBOLECTOMY]: clock('09:00:00') };
    expect(await node('apoplexy', 'DPT', values)).toMatchObject({
      ...{ minutes: 60, fallback: EMBOLECTOMY, end_fallback: EMBOLECTOMY, met: true },
    });
  });

  it('D2W that ends with the stent is always marked, also beside a start that stands in (clinical 1.3)', async () => {
    const stent = 'special_treat.stent_release_time';
    const values = {
      first_diagnosis: '1',
      'special_treat.stemi.stemi_treat_method': '1',
      [TRIAGE]: clock('08:00:00'),
    };
    expect(await node('chestpain', 'D2W', { ...values, [stent]: clock('09:00:00') })).toMatchObject({
      ...{ minutes: 60, status: 'ok', fallback: TRIAGE, end_fallback: stent },
    });
    expect(await node('chestpain', 'D2W', values)).toMatchObject({
      ...{ start_time: clock('08:00:00'), status: 'missing_end', fallback: TRIAGE, end_fallback: null },
    });
  });

  it.each([
    ['not lysed', { [DOOR]: clock('08:00:00') }, 'DNT', 'not_applicable'],
    ['no door', { treatment_type: [429], [LYSIS]: clock('09:00:00') }, 'DNT', 'missing_start'],
    ['no lysis', { treatment_type: [429], [DOOR]: clock('09:00:00') }, 'DNT', 'missing_end'],
    [
      'onset by the part of the day',
      { 'patient.is_null_attack_detail_time': true, [ONSET]: clock('07:00:00'), [DOOR]: clock('08:00:00') },
      'ODT',
      'zone_only',
    ],
    ['the end before the start', { [ONSET]: clock('09:00:00'), [DOOR]: clock('08:00:00') }, 'ODT', 'negative'],
    ['beyond the cap', { [ONSET]: '2026-04-01 00:00:00', [DOOR]: clock('08:00:00') }, 'ODT', 'implausible'],
    [
      'onset in hospital',
      { 'patient.come_from': '4', [ONSET]: clock('07:00:00'), [DOOR]: clock('08:00:00') },
      'ODT',
      'not_applicable',
    ],
    [
      'not reopened',
      { treatment_type: [1001], 'therapy.tici': '1', [DOOR]: clock('08:00:00'), [OPEN]: clock('09:00:00') },
      'DRT',
      'not_applicable',
    ],
  ])('%s: no minutes, and why', async (_, values, key, status) => {
    expect(await node('apoplexy', key, values)).toMatchObject({ status, minutes: null, met: null });
  });

  it('D2W of a STEMI with primary PCI', async () => {
    const values = {
      first_diagnosis: '1',
      'special_treat.stemi.stemi_treat_method': '1',
      [DOOR]: clock('08:00:00'),
      'special_treat.wire_pass_time': clock('09:31:00'),
    };
    expect(await node('chestpain', 'D2W', values)).toMatchObject({ minutes: 91, target: 90, goals: [60], met: false });
  });
});

describe('milestones beside the nodes (D-26)', () => {
  it.each(CASE_TYPE_NAMES)('%s: those set in the order they happened, then the others', async (caseType) => {
    const body = {
      call_time: clock('08:10:00'),
      patient: { disease_time: clock('07:00:00') },
      assist_examination: { triage_time: clock('08:05:00') },
    };
    const { id } = await api.create(caseType, body);
    const { status, body: answered } = await api.call('GET', `${rootOf(caseType)}time_node/${id}/?milestones=1`);
    expect([status, answered.nodes]).toEqual([200, await nodesOf(caseType, id)]);
    expect(answered.milestones.slice(0, 4)).toEqual([
      { field: ONSET, label: '发病时间(精确到分钟)', time: clock('07:00:00') },
      { field: TRIAGE, label: '急诊分诊时间', time: clock('08:05:00') },
      { field: 'call_time', label: '呼救时间', time: clock('08:10:00') },
      { field: expect.any(String), label: expect.any(String), time: null },
    ]);
    const times = fieldsOf(caseType).filter(({ kind, readOnly }) => kind === 'datetime' && !readOnly);
    expect(new Set(answered.milestones.map(({ field }: Json) => field))).toEqual(
      new Set(times.map(({ path }) => path)),
    );
  });

  it('hold the times of each ECG, under the name that the record gives its row', async () => {
    const pre_ecg_in = [{ ecg_fetch_time: clock('08:20:00') }, { ecg_fetch_time: clock('08:01:00') }];
    const inside_ecg_in = [{ ecg_diagnosis_time: clock('08:10:00') }];
    const { id, pre_ecg, inside_ecg } = await api.create('chestpain', { pre_ecg_in, inside_ecg_in });
    const [late, early] = pre_ecg.map((row: Json) => row.id);
    const { body } = await api.call('GET', `${rootOf('chestpain')}time_node/${id}/?milestones=1`);
    const ofEcgs = body.milestones.filter(({ field }: Json) => field.includes('_ecg['));
    expect(ofEcgs).toEqual([
      { field: `pre_ecg[${early}].ecg_fetch_time`, label: '院前心电图采集时间', time: clock('08:01:00') },
      {
        field: `inside_ecg[${inside_ecg[0].id}].ecg_diagnosis_time`,
        label: '院内心电图诊断时间',
        time: clock('08:10:00'),
      },
      { field: `pre_ecg[${late}].ecg_fetch_time`, label: '院前心电图采集时间', time: clock('08:20:00') },
      { field: `pre_ecg[${late}].ecg_diagnosis_time`, label: '院前心电图诊断时间', time: null },
      { field: `pre_ecg[${early}].ecg_diagnosis_time`, label: '院前心电图诊断时间', time: null },
      { field: `inside_ecg[${inside_ecg[0].id}].ecg_fetch_time`, label: '院内心电图采集时间', time: null },
    ]);
    const history = await api.call(
      'GET',
      `/api/history/?table_name=${CASE_TYPES.chestpain.tableName}&instance_id=${id}`,
    );
    const named = history.body.results.flatMap(({ changes }: Json) => changes.map(({ field }: Json) => field));
    expect(named).toContain(`pre_ecg[${early}].ecg_fetch_time`);
  });

  it('are asked for with 1 only', async () => {
    const { id } = await api.create('basic');
    expect((await api.call('GET', `${rootOf('basic')}time_node/${id}/?milestones=x`)).status).toBe(400);
  });
});

describe('a switched case (E-NODE-04)', () => {
  it('answers the nodes of its new type from what was carried', async () => {
    const values = {
      treatment_type: [429],
      [ONSET]: clock('07:00:00'),
      [DOOR]: clock('08:00:00'),
      [LYSIS]: clock('08:30:00'),
    };
    const { id } = await api.create('apoplexy', nested(values));
    const basic = await api.switchTo('apoplexy', id, 'basic');
    expect(await nodesOf('basic', basic)).toMatchObject([
      { filed_name: 'ODT', minutes: 60 },
      { filed_name: 'RESUS_STAY' },
      ...RESUSCITATION.map((filed_name) => ({ filed_name, status: 'not_applicable' })),
    ]);
    const back = await api.switchTo('basic', basic, 'apoplexy');
    expect((await nodesOf('apoplexy', back)).map(({ filed_name, status }) => [filed_name, status])).toEqual([
      ['ODT', 'ok'],
      ['ONT', 'not_applicable'],
      ['DNT', 'not_applicable'],
      ['DPT', 'not_applicable'],
      ['DRT', 'not_applicable'],
    ]);
  });
});
