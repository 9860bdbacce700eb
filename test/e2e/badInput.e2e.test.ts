import { CASE_TYPE_NAMES } from '../../src/domain/catalogue/caseTypes.ts';
import { problem, rootOf, startCaseApi, type CaseApi, type Json } from '../support/caseApi.ts';

let api: CaseApi;
let id: number;
let patientId: number;
beforeAll(async () => {
  api = await startCaseApi({ settings: { jsonLimitBytes: 100_000 } });
  const created = await api.create('apoplexy', { patient: { name: '张三', wristlet: '100' } });
  [id, patientId] = [created.id, created.patient.id];
});
afterAll(() => api.close());

/** The refusal of a request, which must have left nothing behind. */
const refused = async (method: string, path: string, sent: Parameters<CaseApi['call']>[2]): Promise<Json> => {
  const end = await api.store.end();
  const reply = await api.call(method, path, sent);
  expect(await api.store.end()).toBe(end);
  expect([reply.status >= 400 && reply.status < 500, reply.body]).toEqual([true, problem(expect.any(String))]);
  return { status: reply.status, code: reply.body.code, paths: Object.keys(reply.body.errors).sort(), ...reply.body };
};

const bad: readonly (readonly [string, Json, readonly string[]])[] = [
  ['an unknown field (D-03)', { nobody: 1 }, ['nobody']],
  ['an unknown field in a block', { patient: { precpr: { nobody: 1 } } }, ['patient.precpr.nobody']],
  [
    'a field of another type',
    { first_diagnosis: '1', patient: { is_remote: true } },
    ['first_diagnosis', 'patient.is_remote'],
  ],
  [
    'a wrong type',
    { patient: { name: 7, age: 'old' }, thrombolysis: 'x' },
    ['patient.age', 'patient.name', 'thrombolysis'],
  ],
  ['a block that is null', { patient: null }, ['patient']],
  ['a value outside a closed list (D-05)', { stroke_type: '99' }, ['stroke_type']],
  ['an impossible date (D-04)', { patient: { birth_date: '1960-02-30' } }, ['patient.birth_date']],
  ['an impossible time', { call_time: '2021-02-30 08:00:00' }, ['call_time']],
  ['24:00', { call_time: '2021-02-03 24:00:00' }, ['call_time']],
  ['a year before 1900', { call_time: '1899-12-31 23:59:59' }, ['call_time']],
  ['a year after 2100', { call_time: '2101-01-01 00:00:00' }, ['call_time']],
  ['a time in words', { call_time: '昨天' }, ['call_time']],
  ['a number for a time', { call_time: 1622505600 }, ['call_time']],
  ['too long a text', { patient: { name: '张'.repeat(256) } }, ['patient.name']],
  ['a number out of its range', { nihss_discharge: 43, patient: { age: -1 } }, ['nihss_discharge', 'patient.age']],
  ['a fraction for a whole number', { nihss_discharge: 1.5 }, ['nihss_discharge']],
  [
    'a negative cost (E-CASE-25)',
    { patient: { leave_hospital: { hospital_day: -1 } } },
    ['patient.leave_hospital.hospital_day'],
  ],
  [
    'rows that are none',
    { pre_ecg_in: 'x', inside_ecg_in: [{ imgs: 'y', nobody: 1 }] },
    ['inside_ecg_in[0].imgs', 'inside_ecg_in[0].nobody', 'pre_ecg_in'],
  ],
  [
    'an impossible time in a row',
    { pre_ecg_in: [{}, { ecg_fetch_time: '2021-02-30 08:00' }] },
    ['pre_ecg_in[1].ecg_fetch_time'],
  ],
  ['options that are none', { treatment_type: ['x'] }, ['treatment_type[0]']],
  [
    'objects with a text of their own for options',
    { treatment_type: { toString: 1 }, strok_pre_symptom: [{ toString: null }] },
    ['strok_pre_symptom[0]', 'treatment_type'],
  ],
  [
    'a number of more digits than a filter takes',
    { patient: { leave_hospital: { hospital_cost: 1e15 } } },
    ['patient.leave_hospital.hospital_cost'],
  ],
  ['two triage grades (D-07)', { illness_grade: '1', patient: { illness_grade: '2' } }, ['patient.illness_grade']],
  [
    'a picture that nobody uploaded (D-12)',
    { thrombolysis: { intra_acknowlege_images: [999] }, pre_ecg_in: [{}, { imgs: ['/media/x.png'] }] },
    ['pre_ecg_in[1].imgs', 'thrombolysis.intra_acknowlege_images'],
  ],
  [
    'an ECG row that is sent twice',
    {
      pre_ecg_in: [
        { id: 1, ecg_fetch_time: '2024-01-01 11:00' },
        { id: 1, ecg_fetch_time: '2024-01-01 12:00' },
      ],
    },
    ['pre_ecg_in[1].id'],
  ],
  ['an ECG row that is not there', { inside_ecg_in: [{ id: 77 }] }, ['inside_ecg_in[0].id']],
  [
    'several ECG rows that are not there',
    { pre_ecg_in: [{ id: 77 }, {}, { id: 78 }], inside_ecg_in: [{ id: 77 }] },
    ['inside_ecg_in[0].id', 'pre_ecg_in[0].id', 'pre_ecg_in[2].id'],
  ],
  [
    'names of the object itself',
    JSON.parse('{"__proto__":{"x":1},"patient":{"constructor":1},"pre_ecg_in":[{"prototype":1}]}'),
    ['__proto__', 'patient.constructor', 'pre_ecg_in[0].prototype'],
  ],
  [
    'everything at once',
    {
      nobody: 1,
      call_time: '2021-02-30 08:00',
      patient: { name: 7, birth_date: '2021-13-01' },
      pre_ecg_in: [{ ecg_fetch_time: 'x', y: 1 }],
    },
    ['call_time', 'nobody', 'patient.birth_date', 'patient.name', 'pre_ecg_in[0].ecg_fetch_time', 'pre_ecg_in[0].y'],
  ],
];

describe('a body with', () => {
  it.each(bad)('%s is refused with the path named, and nothing is stored', async (_, body, paths) => {
    for (const [method, path] of [
      ['PUT', `${rootOf('apoplexy')}${id}/`],
      ['PATCH', `${rootOf('apoplexy')}${id}/`],
      ['POST', rootOf('apoplexy')],
    ] as const) {
      const refusal = await refused(method, path, { body });
      expect([method, refusal.status, refusal.paths]).toEqual([method, 400, [...paths].sort()]);
    }
  });

  it('a wrong part stores nothing of the right part (nothing half stored)', async () => {
    const before = await api.detail('apoplexy', id);
    await refused('PUT', `${rootOf('apoplexy')}${id}/`, { body: { patient: { name: '李四' }, call_time: 'x' } });
    expect(await api.detail('apoplexy', id)).toEqual(before);
  });

  it.each([
    ['malformed JSON', '{"patient":', 400, 'malformed_json'],
    ['a list', '[]', 400, 'validation_failed'],
    ['a bare value', '5', 400, 'malformed_json'],
    ['NUL (D-06)', '{"patient":{"name":"a\\u0000"}}', 400, 'bad_text'],
    ['half a character (D-06)', '{"patient":{"name":"\\ud800"}}', 400, 'bad_text'],
    ['more than the limit', JSON.stringify({ patient: { name: 'x'.repeat(100_000) } }), 413, 'too_large'],
  ])('%s is refused', async (_, raw, status, code) => {
    for (const [method, path] of [
      ['PUT', `${rootOf('apoplexy')}${id}/`],
      ['POST', rootOf('apoplexy')],
    ] as const) {
      const refusal = await refused(method, path, { raw, headers: { 'content-type': 'application/json' } });
      expect([refusal.status, refusal.code]).toEqual([status, code]);
    }
  });
});

describe('texts at their limits', () => {
  it('are counted in characters, and kept whole', async () => {
    const [name, words] = ['😀'.repeat(255), '字'.repeat(10_000)];
    const body = { patient: { name, disease_address_other: words } };
    expect((await api.create('gib', body)).patient).toMatchObject({ name, disease_address_other: words });
    const over = { patient: { name: `${name}x`, disease_address_other: `${words}x` } };
    expect((await refused('POST', rootOf('gib'), { body: over })).paths).toEqual([
      'patient.disease_address_other',
      'patient.name',
    ]);
  });
});

describe('an id that nobody has', () => {
  it.each([
    ['GET', `${rootOf('apoplexy')}999999/`],
    ['PUT', `${rootOf('apoplexy')}999999/`],
    ['PATCH', `${rootOf('apoplexy')}999999/`],
    ['DELETE', `${rootOf('apoplexy')}999999/`],
    ['POST', `${rootOf('apoplexy')}999999/restore/`],
    ['GET', `${rootOf('apoplexy')}time_node/999999/`],
    ['GET', `${rootOf('apoplexy')}thrombolysis/999999/`],
    ['PUT', `${rootOf('apoplexy')}thrombolysis/999999/`],
    ['GET', '/api/patient/patient/999999/'],
    ['PUT', '/api/patient/patient/999999/'],
    ['POST', '/api/patient/patient/999999/ask_arch/'],
    ['GET', '/api/common/history/?table_name=apoplexy_apoplexy&instance_id=999999'],
  ])('is a 404: %s %s (D-15)', async (method, path) => {
    const refusal = await refused(method, path, method === 'GET' || method === 'DELETE' ? {} : { body: {} });
    expect([refusal.status, refusal.code]).toEqual([404, 'case_unknown']);
  });

  it('is a 404 on a switch (D-15)', async () => {
    const body = { case_id: 999999, from_type: '2', to_type: '9' };
    expect((await refused('POST', '/api/common/switchcase/', { body })).status).toBe(404);
  });

  it.each([
    [{ case_id: 999999, from_type: '2', to_type: '9' }, 404, ['case_id']],
    [{ patient_id: 999999, case_id: 1, from_type: '2', to_type: '9' }, 404, ['patient_id']],
    [{ case_id: 1, from_type: '2', to_type: '2' }, 400, ['to_type']],
  ])(
    'is named by its path in the body of a switch, as a type is that is none: %j (E-SWITCH-01)',
    async (body, status, paths) => {
      expect(await refused('POST', '/api/common/switchcase/', { body })).toMatchObject({ status, paths });
    },
  );

  it('is named by its parameter in the address of a history (E-HIST-01)', async () => {
    const address = '/api/common/history/?table_name=apoplexy_apoplexy&instance_id=999999';
    expect((await refused('GET', address, {})).paths).toEqual(['instance_id']);
  });

  it.each(CASE_TYPE_NAMES.filter((name) => name !== 'apoplexy'))(
    'is one of another type as well: %s',
    async (caseType) => {
      expect((await refused('GET', `${rootOf(caseType)}${id + 100}/`, {})).status).toBe(404);
    },
  );
});

describe('a scan', () => {
  const scan = (body: Json) => refused('POST', '/api/chestpain/update_arrive_time/', { body });

  it('of a wristlet that nobody wears is a 404 (D-13)', async () => {
    expect(await scan({ wristlet: '404', field: 'triage_time' })).toMatchObject({
      status: 404,
      code: 'wristlet_unknown',
      paths: ['wristlet'],
    });
    expect(await refused('GET', '/api/chestpain/get_wrist_info/?wristlet=404', {})).toMatchObject({
      status: 404,
      paths: ['wristlet'],
    });
  });

  it.each([
    'name',
    'nobody',
    'rs_nobody',
    'ir_td_arrive_eme_time',
    'patient.disease_time',
    'last_modified',
    '__proto__',
    'triage_nurse',
  ])('of a field that is no milestone of the type is refused: %s (D-13)', async (field) => {
    expect(await scan({ wristlet: '100', field })).toMatchObject({
      status: 400,
      code: 'not_a_milestone',
      paths: ['field'],
    });
  });

  it('without its parts names them', async () => {
    expect((await scan({})).paths).toEqual(['field', 'wristlet']);
    expect((await scan({ wristlet: '', field: '', when: 1 })).paths).toEqual(['field', 'when', 'wristlet']);
    expect((await refused('GET', '/api/chestpain/get_wrist_info/', {})).paths).toEqual(['wristlet']);
  });
});

describe('one block sent by itself', () => {
  it.each([
    ['/api/apoplexy/thrombolysis', { nobody: 1, talking_time: 'x' }, ['nobody', 'talking_time']],
    ['/api/apoplexy/threapy', { talk_time: '2021-02-30 08:00' }, ['talk_time']],
    [
      '/api/apoplexy/examination',
      { illness_grade: 5, triage_nurse: 'x'.repeat(51) },
      ['illness_grade', 'triage_nurse'],
    ],
    ['/api/apoplexy/thrombolysis', { intra_acknowlege_images: ['nobody.png'] }, ['intra_acknowlege_images']],
  ])('names the paths as they were sent: %s %j', async (path, body, paths) => {
    expect((await refused('PUT', `${path}/${id}/`, { body })).paths).toEqual(paths);
  });

  it('names the paths as they were sent, of a patient too (A-64)', async () => {
    const body = { nobody: 1, birth_date: '2021-02-30', name: 7 };
    expect((await refused('PUT', `/api/patient/patient/${patientId}/`, { body })).paths).toEqual([
      'birth_date',
      'name',
      'nobody',
    ]);
  });
});

describe('other bodies', () => {
  it.each([
    ['/api/common/switchcase/', { case_id: 'x', from_type: '2', to_type: '9', y: 1 }, ['case_id', 'y']],
    ['/api/common/switchcase/', { case_id: 1, from_type: '77', to_type: '9' }, ['from_type']],
    ['/api/common/switchcase/', { case_id: 1, from_type: '2', to_type: '77' }, ['to_type']],
    ['/api/common/switchcase/', { case_id: 1, from_type: '76', to_type: 77 }, ['from_type', 'to_type']],
    ['/api/common/switchcase/', {}, ['case_id', 'from_type', 'to_type']],
  ])('%s %j', async (path, body, paths) => {
    const refusal = await refused('POST', path, { body });
    expect([refusal.status, refusal.paths]).toEqual([400, paths]);
  });

  it('of an archive action name what is unknown', async () => {
    const refusal = await refused('POST', `/api/patient/patient/${patientId}/ask_arch/`, { body: { why: 'x' } });
    expect(refusal.paths).toEqual(['why']);
  });

  it.each(['table_name=nobody&instance_id=1', 'table_name=apoplexy_apoplexy', 'instance_id=1'])(
    'and histories of nothing are refused: %s',
    async (query) => {
      expect((await refused('GET', `/api/common/history/?${query}`, {})).status).toBe(400);
    },
  );
});
