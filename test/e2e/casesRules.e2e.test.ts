import { CASE_TYPE_NAMES } from '../../src/domain/catalogue/caseTypes.ts';
import { problem, rootOf, startCaseApi, type CaseApi, type Json } from '../support/caseApi.ts';
import { context, patientCommands } from '../support/commands.ts';

let api: CaseApi;
beforeAll(async () => {
  api = await startCaseApi();
});
afterAll(() => api.close());

const typesOf = async (patientId: number): Promise<string[]> => (await api.eventsOf(patientId)).map(({ type }) => type);

const T = '2026-05-01 08:00:00';

describe('the fields that each entry of the changelog names', () => {
  it.each([
    [
      'E-CASE-03',
      'basic',
      {
        call_time: T,
        has_cpr_pre: true,
        patient: { name: '一' },
        assist_examination: { triage_time: T },
        vital_signs: { pre_collect_blood_time: T },
      },
    ],
    [
      'E-CASE-04',
      'toxic',
      { call_time: T, patient: { disease_type: '1' }, assist_examination: { triage_nurse: '护士' } },
    ],
    ['E-CASE-05', 'gib', { gib_history: ['1'], patient: { inside_rescue_info: { bleed_symptom: ['1'] } } }],
    [
      'E-CASE-06',
      'basic',
      { patient: { come_from: '1', disease_time: T, disease_address_other: '家', disease_type: '2' } },
    ],
    ['E-CASE-07', 'apoplexy', { patient: { come_from: '1', disease_time: T, disease_type: '2' } }],
    [
      'E-CASE-08',
      'apoplexy',
      { patient: { is_null_attack_detail_time: true, disease_date: '2026-05-01', disease_time_type: '1' } },
    ],
    ['E-CASE-09', 'chestpain', { patient: { admid: '4711' } }],
    ['E-CASE-10', 'trauma', { patient: { eme_bed_no: 'E7' } }],
    [
      'E-CASE-13',
      'apoplexy',
      { assist_examination: { out_center_time: T, ncx_area: 5, ncx_l_site: ['1'], hospital_arrive_time: T } },
    ],
    [
      'E-CASE-14',
      'apoplexy',
      { car_start_time: T, car_doctor: '医生', car_arrive_time: T, in_hospital_time: T, strok_pre_symptom: [1] },
    ],
    [
      'E-CASE-15',
      'apoplexy',
      {
        thrombolysis: { talking_time: T, sign_time: T, medication_time: T },
        therapy: { send_to_catheter_time: T, talk_time: T },
      },
    ],
    [
      'E-CASE-17',
      'apoplexy',
      { vital_signs: { symptoms_multi: [1, 2], collect_blood_time: T, pre_collect_blood_time: T, delivery_time: T } },
    ],
    ['E-CASE-18', 'basic', { patient: { precpr: { rosc_time: T, doctor_start_pcr_time: T } } }],
    ['E-CASE-19', 'basic', { has_cpr_pre: false }],
    [
      'E-CASE-20',
      'basic',
      { assist_examination: { into_hospital_status: true, get_certificate_time: T, leave_emergency_time: T } },
    ],
    ['E-CASE-21', 'chestpain', { patient: { inside_rescue_info_chestpain: { is_sift: true, lysis_talk_time: T } } }],
    [
      'E-CASE-22',
      'chestpain',
      {
        patient: {
          have_call: true,
          direct_to_department: '导管室',
          attack_depart: '心内科',
          first_touch_doctor: '医生',
        },
      },
    ],
    [
      'E-CASE-23',
      'chestpain',
      {
        patient: { inside_roadmap: { chestpain_outcome: '1', eme_outcome: '1' } },
        special_treat: { stemi: { lysis_talk_time: T } },
      },
    ],
    [
      'E-CASE-24',
      'trauma',
      {
        patient: {
          disease_evalute: { eme_gcs: 15, is_eme_gcs: true },
          other_info: { advice_transfusion_time: T },
          inside_roadmap: { td_arrive_eme_time: T },
        },
      },
    ],
    [
      'E-CASE-25',
      'toxic',
      { patient: { leave_hospital: { hospital_day: 3, hospital_cost: 1200, leave_hos_time: T } } },
    ],
    ...(['trauma', 'toxic', 'basic', 'gib'] as const).map(
      (name) =>
        [
          'E-CASE-26',
          name,
          { patient: { inside_roadmap: { eme_trans_depart_time: T }, leave_hospital: { dead_time: T } } },
        ] as const,
    ),
    ['E-CASE-27', 'gib', { patient: { disease_evalute: { gib_score: 7 } } }],
    [
      'E-CASE-28',
      'apoplexy',
      { patient: { pre_ambulance_info: { device_video_url: 'rtsp://box/1', transfer_uids: 'a,b' } } },
    ],
  ] as const)('%s on %s: %j', async (_, caseType, body) => {
    const { id } = await api.create(caseType, body);
    expect(await api.detail(caseType, id)).toMatchObject(body);
  });
});

describe('times (D-04)', () => {
  it.each([
    ['2021-06-09 08:30', '2021-06-09 08:30:00'],
    ['2021-06-09 08:30:15', '2021-06-09 08:30:15'],
    ['2021-06-09T08:30:15', '2021-06-09 08:30:15'],
    ['2021-06-09T08:30:15.999', '2021-06-09 08:30:15'],
    ['2021-06-09T00:30:15Z', '2021-06-09 08:30:15'],
    ['2021-06-09T01:30:15+01:00', '2021-06-09 08:30:15'],
  ])('%s is kept as %s', async (sent, shown) => {
    const { id, call_time: time } = await api.create('basic', { call_time: sent });
    expect(time).toBe(shown);
    const end = await api.store.end();
    await api.put('basic', id, { call_time: shown });
    expect(await api.store.end()).toBe(end);
  });

  it('in a gap of summer time are refused, in an overlap the earlier one is taken', async () => {
    const gap = await api.call('POST', rootOf('basic'), { body: { call_time: '1986-05-04 02:30:00' } });
    expect([gap.status, Object.keys(gap.body.errors)]).toEqual([400, ['call_time']]);
    const { patient } = await api.create('basic', { call_time: '1986-09-14 01:30:00' });
    const event = (await api.eventsOf(patient.id)).find(({ type }) => type === 'MilestoneRecorded');
    expect(JSON.parse(event?.data ?? '{}').at).toBe('1986-09-13T16:30:00Z');
  });

  it('that the clocks show twice are sent back as they were read, and told apart by an offset', async () => {
    const [shown, later] = ['1986-09-14 01:30:00', '1986-09-14T01:30:00+08:00'];
    const row = { ecg_fetch_time: later, ecg_diagnosis_time: null };
    const body = { call_time: later, thrombolysis: { sign_time: later }, pre_ecg_in: [row] };
    const { id, patient, ...detail } = await api.create('apoplexy', body);
    expect([detail.call_time, detail.pre_ecg[0].ecg_fetch_time]).toEqual([shown, shown]);
    const end = await api.store.end();
    await api.put('apoplexy', id, { ...detail, pre_ecg_in: detail.pre_ecg });
    await api.call('PUT', `/api/apoplexy/thrombolysis/${id}/`, { body: detail.thrombolysis });
    expect(await api.store.end()).toBe(end);
    await api.put('apoplexy', id, { call_time: '1986-09-14T01:30:00+09:00' });
    const changed = (await api.eventsOf(patient.id)).at(-1);
    expect(JSON.parse(changed?.data ?? '{}')).toEqual({ path: 'call_time', at: '1986-09-13T16:30:00Z' });
  });

  it('are one event each, and clearing one is another; other fields of a request share one', async () => {
    const body = {
      call_time: '2026-05-01 08:00:00',
      patient: { name: '一', bed_no: '2', disease_time: '2026-05-01 07:00:00' },
    };
    const { id, patient } = await api.create('gib', body);
    expect(await typesOf(patient.id)).toEqual([
      'CaseRegistered',
      'MilestoneRecorded',
      'MilestoneRecorded',
      'FieldsRecorded',
    ]);
    await api.put('gib', id, { call_time: null, patient: { bed_no: '' } });
    expect((await typesOf(patient.id)).slice(4)).toEqual(['MilestoneCleared', 'FieldsRecorded']);
  });
});

describe('choices (D-05, E-CFG-02)', () => {
  it('of whole numbers come as numbers or text, and go as numbers', async () => {
    const { treatment_type: treatment, strok_pre_symptom: symptoms } = await api.create('apoplexy', {
      treatment_type: ['429', 1001, 429],
      strok_pre_symptom: '3',
    });
    expect([treatment, symptoms]).toEqual([[429, 1001], [3]]);
  });

  it('of open lists are what people write', async () => {
    expect((await api.create('basic', { patient: { job: '宇航员' } })).patient.job).toBe('宇航员');
  });

  const EMPTY_WORD = expect.stringMatching(/^unknown 表示未填写/);

  it('are never the word for empty, which no chart could tell from it (E-GEN-06, D-28)', async () => {
    const body = { dntdelayreason: ['1', 'unknown'], toast: 'unknown', patient: { tran_hos_type: 'unknown' } };
    const refused = problem('validation_failed', {
      dntdelayreason: [EMPTY_WORD],
      toast: [EMPTY_WORD],
      'patient.tran_hos_type': [EMPTY_WORD],
    });
    expect(await api.call('POST', rootOf('apoplexy'), { body })).toMatchObject({ status: 400, body: refused });
    const { id, patient } = await api.create('apoplexy', { toast: '1' });
    expect(await api.put('apoplexy', id, body)).toMatchObject({ status: 400, body: refused });
    expect(await typesOf(patient.id)).toEqual(['CaseRegistered', 'FieldsRecorded']);
    expect((await api.detail('apoplexy', id)).toast).toBe('1');
  });

  it('that were the word for empty before that was refused are still read', async () => {
    const { id, patient } = await api.create('apoplexy', { toast: '1' });
    await patientCommands(api.store).handle({
      stream: `patient-${patient.id}`,
      decide: () => [{ type: 'FieldsRecorded', data: { values: { toast: 'unknown' } } }],
      context: context(),
    });
    await api.progress.waitFor(await api.store.end(), 10_000);
    expect((await api.detail('apoplexy', id)).toast).toBe('unknown');
    const { results } = await api.history('apoplexy', id);
    expect(results[0].changes).toMatchObject([{ field: 'toast', old: '1', new: 'unknown', new_label: 'unknown' }]);
  });

  it('of several are replaced whole (D-02)', async () => {
    const { id } = await api.create('apoplexy', { treatment_type: [429, 1001] });
    expect((await api.put('apoplexy', id, { treatment_type: [1001] })).body.treatment_type).toEqual([1001]);
    expect((await api.put('apoplexy', id, { treatment_type: null })).body.treatment_type).toEqual([]);
  });
});

describe('the triage grade (A-05, D-07)', () => {
  const PLACES: readonly ((grade: string | null) => Json)[] = [
    (grade) => ({ illness_grade: grade }),
    (grade) => ({ patient: { illness_grade: grade } }),
    (grade) => ({ assist_examination: { illness_grade: grade } }),
  ];

  it.each(CASE_TYPE_NAMES)('of %s is written in any of three places, and read in two', async (caseType) => {
    for (const place of PLACES) {
      const { id } = await api.create(caseType, place('2'));
      const { illness_grade: root, patient } = await api.detail(caseType, id);
      expect([root, patient.illness_grade]).toEqual(['2', '2']);
      const cleared = await api.put(caseType, id, place(null));
      expect([cleared.body.illness_grade, cleared.body.patient.illness_grade]).toEqual([null, null]);
    }
  });

  it('that differs from the stored one counts among several', async () => {
    const { id } = await api.create('apoplexy', { illness_grade: '1' });
    const changed = await api.put('apoplexy', id, { illness_grade: '1', patient: { illness_grade: '3' } });
    expect(changed.body.patient.illness_grade).toBe('3');
    const body = { illness_grade: '2', patient: { illness_grade: '3' }, assist_examination: { illness_grade: '4' } };
    const refused = await api.put('apoplexy', id, body);
    const both = ['同时收到不同的值:2,4'];
    expect([refused.status, refused.body]).toEqual([
      400,
      problem('illness_grade_conflict', { 'patient.illness_grade': both }),
    ]);
    const cleared = await api.put('apoplexy', id, { illness_grade: null, patient: { illness_grade: '2' } });
    expect(cleared.body.errors).toEqual({ 'patient.illness_grade': ['同时收到不同的值:(空),2'] });
  });
});

describe('fields sent in another place', () => {
  it('bleed_symptom at the root block of gib (A-10)', async () => {
    const { patient } = await api.create('gib', {
      inside_rescue_info: { bleed_symptom: ['呕血'] },
      gib_history: ['溃疡'],
    });
    expect(patient.inside_rescue_info.bleed_symptom).toEqual(['呕血']);
  });

  it('the admitted flag of chest pain (A-61, E-CASE-21)', async () => {
    const body = {
      patient: { inside_rescue_info_chestpain: { into_hospital_status: false, not_into_hospital_reason: '1' } },
    };
    const { assist_examination: examination } = await api.create('chestpain', body);
    expect(examination).toMatchObject({ into_hospital_status: false, not_into_hospital_reason: '1' });
  });

  it('the intervention of a stroke under both spellings (A-12), which must agree', async () => {
    const body = { threapy: { talk_time: '2026-05-01 08:00:00' } };
    expect((await api.create('apoplexy', body)).therapy.talk_time).toBe('2026-05-01 08:00:00');
    const both = { ...body, therapy: { talk_time: '2026-05-01 09:00:00' } };
    expect((await api.call('POST', rootOf('apoplexy'), { body: both })).body).toEqual(
      problem('sent_twice', { 'therapy.talk_time': ['同一字段在两处的值不一致'] }),
    );
  });

  it.each([
    ['gib', { inside_rescue_info: { bleed_symptom: ['1'] } }, { inside_rescue_info: { bleed_symptom: ['1', '2'] } }],
    [
      'chestpain',
      { patient: { inside_rescue_info_chestpain: { into_hospital_status: true } } },
      { patient: { inside_rescue_info_chestpain: { into_hospital_status: false } } },
    ],
    [
      'apoplexy',
      { threapy: { talk_time: '2026-05-01 08:00:00' } },
      { threapy: { talk_time: '2026-05-01 09:00:00', inter_acknowlege_images: [] } },
    ],
  ] as const)('of %s are changed there beside the echo of where they are read (D-03)', async (type, first, second) => {
    const { id } = await api.create(type, first);
    const detail = await api.detail(type, id);
    const patient = { ...detail.patient, ...('patient' in second && second.patient) };
    const whole = await api.put(type, id, { ...detail, ...second, patient });
    const alone = await api.create(type, second);
    expect(whole.status).toBe(200);
    const [{ changes }] = (await api.history(type, id)).results;
    expect(changes).toHaveLength(1);
    expect([whole.body.therapy?.talk_time, whole.body.assist_examination.into_hospital_status]).toEqual([
      alone.therapy?.talk_time,
      alone.assist_examination.into_hospital_status,
    ]);
    expect(whole.body.patient.inside_rescue_info).toEqual(alone.patient.inside_rescue_info);
  });

  it('un_first_touch_time keeps a flag or a time (D-07, A-13)', async () => {
    const { id, patient } = await api.create('chestpain', { patient: { un_first_touch_time: true } });
    expect(patient.un_first_touch_time).toBe(true);
    const time = '2026-05-01 08:00:00';
    expect(
      (await api.put('chestpain', id, { patient: { un_first_touch_time: time } })).body.patient.un_first_touch_time,
    ).toBe(time);
  });
});

describe('what follows from the rest', () => {
  it('is_medication is true with option 429, else null (E-CASE-29, A-60)', async () => {
    const { id, thrombolysis } = await api.create('apoplexy', { treatment_type: [429] });
    expect(thrombolysis.is_medication).toBe(true);
    expect((await api.put('apoplexy', id, { treatment_type: [7] })).body.thrombolysis.is_medication).toBeNull();
  });

  it('the resuscitation record mirrors the call, and cannot change it (E-CASE-18, A-59)', async () => {
    const time = '2026-05-01 08:00:00';
    const { id, patient } = await api.create('basic', {
      call_time: time,
      patient: { precpr: { call_time: '2020-01-01 00:00:00' } },
    });
    expect(patient.precpr.call_time).toBe(time);
    const end = await api.store.end();
    const reply = await api.put('basic', id, { patient: { precpr: { call_time: null, send_car_time: time } } });
    expect([reply.body.patient.precpr.call_time, reply.body.patient.precpr.send_car_time]).toEqual([time, null]);
    expect(await api.store.end()).toBe(end);
  });

  it('last_modified is set on each save and by nobody (E-CASE-20)', async () => {
    const { id, patient } = await api.create('basic', { assist_examination: { last_modified: '2000-01-01 00:00:00' } });
    const detail = await api.detail('basic', id);
    const [item] = (await api.history('basic', id)).results;
    expect(detail.assist_examination.last_modified).toBe(item.time);
    expect(patient.id).toBe(detail.patient.id);
  });

  it('disease_type 9 is recorded, as an event, when a basic case is registered without one, and only then (D-14, E-CASE-06)', async () => {
    const { id, patient } = await api.create('basic');
    expect(patient.disease_type).toBe('9');
    expect(await typesOf(patient.id)).toEqual(['CaseRegistered', 'FieldsRecorded']);
    expect((await api.put('basic', id, { patient: { disease_type: null } })).body.patient.disease_type).toBeNull();
    expect((await api.detail('basic', id)).patient.disease_type).toBeNull();
    expect((await api.create('basic', { patient: { disease_type: '1' } })).patient.disease_type).toBe('1');
    expect((await api.create('toxic')).patient.disease_type).toBeNull();
  });

  it('the age follows from a date of birth, and cannot change then', async () => {
    const { id, patient } = await api.create('basic', { patient: { birth_date: '1990-01-01', age: 5 } });
    expect(patient.age).toBeGreaterThan(30);
    const end = await api.store.end();
    const answers = [await api.put('basic', id, { patient: { age: patient.age } })];
    answers.push(await api.call('PATCH', `/api/patient/patient/${patient.id}/`, { body: { age: 99 } }));
    expect(answers.map(({ body }) => body.age ?? body.patient.age)).toEqual([patient.age, patient.age]);
    expect([await api.store.end(), (await api.history('basic', id)).count]).toEqual([end, 1]);
    const entered = await api.put('basic', id, { patient: { birth_date: null, age: 99 } });
    expect(entered.body.patient).toMatchObject({ birth_date: null, age: 99 });
  });

  it('severe trauma starts at ISS 16 (A-22)', async () => {
    const { id, critical } = await api.create('trauma', {
      patient: { disease_evalute: { eme_iss: 16, is_eme_iss: true } },
    });
    expect(critical).toBe(true);
    expect((await api.put('trauma', id, { patient: { disease_evalute: { eme_iss: 14 } } })).body.critical).toBe(false);
  });

  it('created_time is the server’s, and never changes (D-30)', async () => {
    const { id, created_time: created } = await api.create('gib', { created_time: '2000-01-01 00:00:00' });
    expect(created).toMatch(/^20[2-9]\d/);
    expect((await api.put('gib', id, { created_time: null })).body.created_time).toBe(created);
  });
});

describe('scores and stays within their bounds (E-CASE-25, E-CASE-27, A-16)', () => {
  it.each([
    ['gib', { patient: { disease_evalute: { gib_score: 0 }, leave_hospital: { hospital_day: 0, hospital_cost: 0 } } }],
    ['trauma', { patient: { disease_evalute: { eme_gcs: 3, eme_iss: 75 } } }],
  ] as const)('%s takes %j', async (caseType, body) => {
    expect((await api.create(caseType, body)).patient).toMatchObject(body.patient);
  });

  it.each([
    ['gib', { patient: { disease_evalute: { gib_score: -1 } } }, 'patient.disease_evalute.gib_score'],
    ['trauma', { patient: { disease_evalute: { eme_gcs: 2 } } }, 'patient.disease_evalute.eme_gcs'],
    ['trauma', { patient: { disease_evalute: { eme_iss: 15 } } }, 'patient.disease_evalute.eme_iss'],
    ['basic', { patient: { leave_hospital: { hospital_cost: -1 } } }, 'patient.leave_hospital.hospital_cost'],
  ] as const)('%s refuses %j', async (caseType, body, path) => {
    const { status, body: answer } = await api.call('POST', rootOf(caseType), { body });
    expect([status, Object.keys(answer.errors)]).toEqual([400, [path]]);
  });
});

describe('ids (D-01)', () => {
  it('patient.id is the visit, and another number than the case’s', async () => {
    const [one, two] = [await api.create('toxic'), await api.create('gib')];
    expect(two.patient.id).toBe(one.patient.id + 1);
    expect([one.id === one.patient.id, two.id === two.patient.id]).toEqual([false, false]);
  });
});

describe('?profile (E-GEN-09)', () => {
  it('says how long a case took', async () => {
    const { id } = await api.create('gib');
    const { headers } = await api.call('GET', `${rootOf('gib')}${id}/?profile`);
    expect(headers.get('server-timing')).toMatch(/total;dur=/);
  });
});

describe('a number that somebody else has', () => {
  it('is nobody’s answer: nothing is stored, and the next one is free (D-35)', async () => {
    const { patient } = await api.create('basic', { patient: { name: '甲' } });
    await api.pool.query(`select setval('greenlane.patient_id', $1, false)`, [patient.id]);
    const end = await api.store.end();
    const taken = await api.call('POST', rootOf('basic'), { body: { patient: { name: '乙' } } });
    expect([taken.status, taken.body]).toEqual([503, problem('number_taken', {})]);
    expect(await api.store.end()).toBe(end);
    expect(await api.create('basic', { patient: { name: '乙' } })).toMatchObject({ patient: { name: '乙' } });
  });
});
