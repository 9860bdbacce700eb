import { Ajv2020 } from 'ajv/dist/2020.js';
import type { CaseTypeName } from '../../../src/domain/catalogue/caseTypes.ts';
import { readCaseBody, type Body } from '../../../src/domain/catalogue/derive/readCaseBody.ts';
import {
  blockRequestSchema,
  caseRequestSchema,
  type RequestRules,
} from '../../../src/domain/catalogue/derive/requestSchema.ts';

const ZONE = 'Asia/Shanghai';
const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true, strictTypes: false });

/** Compiling a body's schema takes far longer than using it. */
const checks = new Map<string, ReturnType<typeof ajv.compile>>();
const checkOf = (caseType: CaseTypeName, rules: RequestRules) => {
  const key = `${caseType} ${rules.unknown}`;
  const check = checks.get(key) ?? ajv.compile(caseRequestSchema(caseType, rules));
  checks.set(key, check);
  return check;
};

/** Where the schema finds fault, with the key of a stranger. */
const faults = (caseType: CaseTypeName, body: Body, rules: RequestRules = {}): string[] => {
  const check = checkOf(caseType, rules);
  if (check(body)) return [];
  return (check.errors ?? []).map(({ instancePath, params }) =>
    [instancePath, params['additionalProperty']].filter((part) => part !== undefined).join('/'),
  );
};

const read = (caseType: CaseTypeName, body: Body) => {
  expect(faults(caseType, body)).toEqual([]);
  return readCaseBody(caseType, body, ZONE);
};

const at = '2026-11-23T06:02:00Z';
const shown = '2026-11-23 14:02:00';

describe('reading a case body', () => {
  it('turns blocks into paths and sent values into stored ones; absent stays absent (D-02, E-GEN-18)', () =>
    expect(
      read('apoplexy', {
        call_time: shown,
        treatment_type: ['429'],
        patient: { name: '张三', mobile: '', precpr: { rosc_time: '2026-11-23T06:02:00Z' } },
        assist_examination: { ncx_l_site: [], into_hospital_status: 'True' },
      }),
    ).toEqual({
      values: {
        call_time: at,
        treatment_type: [429],
        'patient.name': '张三',
        'patient.mobile': null,
        'patient.precpr.rosc_time': at,
        'assist_examination.ncx_l_site': null,
        'assist_examination.into_hospital_status': true,
      },
      laterTimes: {},
      ecg: {},
      unknown: {},
      rivals: {},
      problems: {},
    }));

  it('collects every problem under the path as it was sent', () =>
    expect(
      read('apoplexy', {
        call_time: 'soon',
        patient: { precpr: { rosc_time: '2026-02-30 10:00' }, birth_date: '2023-02-29', name: '张三' },
        threapy: { talk_time: '1899-01-01 00:00' },
        pre_ecg_in: [{}, { ecg_fetch_time: '2026-11-23 24:00', ecg_diagnosis_time: 'x' }],
      }).problems,
    ).toEqual({
      call_time: ['time_format'],
      'patient.precpr.rosc_time': ['time_impossible'],
      'patient.birth_date': ['date_impossible'],
      'threapy.talk_time': ['time_range'],
      'pre_ecg_in[1].ecg_fetch_time': ['time_impossible'],
      'pre_ecg_in[1].ecg_diagnosis_time': ['time_format'],
    }));
});

describe('times that the clocks show twice (D-04)', () => {
  const [twice, earlier, later] = ['1986-09-14 01:30:00', '1986-09-13T16:30:00Z', '1986-09-13T17:30:00Z'];

  it('are the earlier instant, with the later one beside it', () =>
    expect(
      read('chestpain', {
        call_time: twice,
        car_start_time: shown,
        patient: { un_first_touch_time: twice },
        pre_ecg_in: [{ ecg_fetch_time: twice, ecg_diagnosis_time: shown }],
      }),
    ).toMatchObject({
      values: { call_time: earlier, car_start_time: at, 'patient.un_first_touch_time': earlier },
      laterTimes: { call_time: later, 'patient.un_first_touch_time': later },
      ecg: { pre_ecg: [{ ecg_fetch_time: earlier, ecg_diagnosis_time: at, later: { ecg_fetch_time: later } }] },
    }));

  it('are told apart by an offset, in any of the places that name them', () => {
    const exact = { therapy: { talk_time: '1986-09-14T01:30:00+09:00' } };
    expect(read('apoplexy', exact)).toMatchObject({ values: { 'therapy.talk_time': earlier }, laterTimes: {} });
    const both = read('apoplexy', { ...exact, threapy: { talk_time: twice } });
    expect(both).toMatchObject({ values: { 'therapy.talk_time': earlier }, problems: {} });
    expect(both.laterTimes).toEqual({});
  });
});

describe('echoes and strangers (D-03)', () => {
  it('accepts with any value and ignores what answers carry: ids, derived and read-only fields', () =>
    expect(
      read('chestpain', {
        id: 5,
        case_id: '5',
        case_type: 'chestpain',
        case_tpe: null,
        created_time: 'whenever',
        d2wtype: 7,
        is_huizhen: {},
        arch_status: '2',
        patient: { id: 9, arch_status: [], emergency_type: 1, precpr: { call_time: 5 }, car_gps_info: { lat: '1' } },
        assist_examination: { last_modified: false },
      }),
    ).toEqual({ values: {}, laterTimes: {}, ecg: {}, rivals: {}, unknown: {}, problems: {} }));

  it('refuses unknown keys in every block, all at once', () =>
    expect(
      faults('basic', { shoe: 1, patient: { shoe: 1, precpr: { shoe: 1 } }, pre_ecg_in: [{ shoe: 1 }] }).sort(),
    ).toEqual(['/patient/precpr/shoe', '/patient/shoe', '/pre_ecg_in/0/shoe', '/shoe']));

  it('refuses fields and blocks of other types', () =>
    expect(faults('basic', { thrombolysis: {}, first_diagnosis: '1', patient: { other_info: {} } }).sort()).toEqual([
      '/first_diagnosis',
      '/patient/other_info',
      '/thrombolysis',
    ]));

  it('refuses a block that is none', () =>
    expect(faults('basic', { patient: null, vital_signs: [] })).toEqual(['/patient', '/vital_signs']));

  it('keeps unknown keys under their path where the hospital wants it; "" clears', () => {
    const body = { shoe: { size: [42] }, patient: { hat: '', precpr: { glove: 1 } } };
    expect(faults('basic', body, { unknown: 'keep' })).toEqual([]);
    expect(readCaseBody('basic', body, ZONE)).toMatchObject({
      values: {},
      problems: {},
      unknown: { shoe: { size: [42] }, 'patient.hat': null, 'patient.precpr.glove': 1 },
    });
  });

  it('never keeps a field of another type as an unknown one', () =>
    expect(readCaseBody('basic', { thrombolysis: { sign_time: shown }, d2wtype: '1' }, ZONE)).toMatchObject({
      unknown: {},
      problems: { thrombolysis: ['field_not_of_case_type'], d2wtype: ['field_not_of_case_type'] },
    }));

  it.each(['a.b', 'a[0]', '', '__proto__', 'constructor', 'prototype'])(
    'never keeps the key %j, which could not be given back',
    (key) => {
      const body: Body = JSON.parse(`{"patient":{${JSON.stringify(key)}:{"x":1}}}`);
      const { unknown, problems } = readCaseBody('basic', body, ZONE);
      expect(unknown).toEqual({});
      expect(Object.entries(problems)).toEqual([[`patient.${key}`, ['key_unusable']]]);
    },
  );

  it('never keeps names of the object itself below another key', () => {
    const body: Body = JSON.parse('{"hat":{"rows":[{"constructor":1,"a":1},{"b":{"__proto__":{"x":1}}}]}}');
    const { unknown, problems } = readCaseBody('basic', body, ZONE);
    expect([unknown, Object.keys(problems)]).toEqual([{}, ['hat.rows[0].constructor', 'hat.rows[1].b.__proto__']]);
  });

  it('never takes __proto__ at the root for nothing', () => {
    const body: Body = JSON.parse('{"__proto__":{"x":1}}');
    expect(Object.entries(readCaseBody('basic', body, ZONE).problems)).toEqual([['__proto__', ['key_unusable']]]);
  });

  it('keeps an unknown key of a block under the name that the block is answered by', () =>
    expect(readCaseBody('apoplexy', { threapy: { glove: 1, talk_time: 'x' } }, ZONE)).toMatchObject({
      unknown: { 'therapy.glove': 1 },
      problems: { 'threapy.talk_time': ['time_format'] },
    }));

  it('refuses __proto__ and constructor by the schema', () => {
    const body: Body = JSON.parse('{"__proto__":{"x":1},"constructor":1}');
    expect(faults('basic', body).sort()).toEqual(['/__proto__', '/constructor']);
  });
});

describe('the triage grade (A-05, D-07)', () => {
  it('is collected from each place that carries it', () =>
    expect(
      read('apoplexy', {
        illness_grade: '1',
        assist_examination: { illness_grade: '' },
        patient: { illness_grade: '2' },
      }),
    ).toMatchObject({ rivals: { 'patient.illness_grade': ['1', null, '2'] } }));

  it.each(['chestpain', 'apoplexy', 'trauma', 'toxic', 'basic', 'gib'] as const)('has three places in %s', (caseType) =>
    expect(
      read(caseType, {
        illness_grade: '3',
        assist_examination: { illness_grade: '3' },
        patient: { illness_grade: '3' },
      }),
    ).toMatchObject({ rivals: {}, values: { 'patient.illness_grade': '3' } }),
  );

  it('refuses a grade that is none in each place', () =>
    expect(
      faults('gib', {
        illness_grade: '9',
        assist_examination: { illness_grade: 1 },
        patient: { illness_grade: '1' },
      }).sort(),
    ).toEqual(expect.arrayContaining(['/assist_examination/illness_grade', '/illness_grade'])));
});

describe('rows of ECGs (E-CASE-16, D-12)', () => {
  it('are read with and without id, what is left out staying absent', () =>
    expect(
      read('toxic', {
        pre_ecg_in: [{ id: 3, ecg_fetch_time: shown }, { imgs: [12, 'https://h/x.png'] }, { id: null, imgs: null }],
        inside_ecg_in: null,
      }).ecg,
    ).toEqual({
      pre_ecg: [{ id: 3, ecg_fetch_time: at }, { imgs: ['12', 'https://h/x.png'] }, { imgs: [] }],
      inside_ecg: [],
    }));

  it.each([[[{ id: 1, ecg_fetch_time: shown }]], [[]], [[{ id: 9, imgs: ['none'], shoe: 1 }]], [null], [5]])(
    'are never read from the name of answers, whatever stands there: %j (D-03, E-GEN-19)',
    (echoed) => {
      expect(read('basic', { pre_ecg: echoed, inside_ecg: echoed })).toMatchObject({ ecg: {}, problems: {} });
      const ecg = { pre_ecg: [{ id: 2 }] };
      expect(read('basic', { pre_ecg_in: [{ id: 2 }], pre_ecg: echoed }).ecg).toEqual(ecg);
      expect(read('basic', { pre_ecg: echoed, pre_ecg_in: [{ id: 2 }] }).ecg).toEqual(ecg);
    },
  );

  it.each([
    ['both differ from it', { ecg_fetch_time: shown }, { ecg_fetch_time: '2026-11-23 15:00' }],
    ['one differs from it', {}, { ecg_fetch_time: shown }],
    ['neither differs from it', {}, {}],
  ])('name a stored row once: refused with the place of the second where %s', (_, one, two) =>
    expect(read('basic', { inside_ecg_in: [{ id: 1, ...one }, {}, { id: 2 }, { id: 1, ...two }] }).problems).toEqual({
      'inside_ecg_in[3].id': ['row_id_repeated'],
    }),
  );

  it('are described as read-only under the name of answers', () => {
    const { properties } = caseRequestSchema('basic');
    expect(properties).toMatchObject({ pre_ecg: { readOnly: true }, inside_ecg: { readOnly: true } });
    expect(properties).not.toMatchObject({ pre_ecg_in: { readOnly: true } });
  });

  it('must be rows', () => expect(faults('basic', { pre_ecg_in: ['x'], inside_ecg_in: 5 })).toHaveLength(2));
});

describe('other places for the same field', () => {
  it.each([
    ['gib', { inside_rescue_info: { bleed_symptom: ['1'] } }, 'patient.inside_rescue_info.bleed_symptom', ['1']],
    ['apoplexy', { threapy: { talk_time: shown } }, 'therapy.talk_time', at],
    [
      'chestpain',
      { patient: { inside_rescue_info_chestpain: { into_hospital_status: true } } },
      'assist_examination.into_hospital_status',
      true,
    ],
    [
      'chestpain',
      { patient: { inside_rescue_info_chestpain: { not_into_hospital_reason: '2' } } },
      'assist_examination.not_into_hospital_reason',
      '2',
    ],
  ] as const)('reads for %s %j as %s (A-10, A-12, A-61)', (caseType, body, path, value) =>
    expect(read(caseType, body)).toMatchObject({ values: { [path]: value }, problems: {} }),
  );

  it('does not open them to types without the field', () => {
    expect(faults('basic', { inside_rescue_info: {}, threapy: {} })).toHaveLength(2);
    expect(faults('chestpain', { threapy: {} })).toHaveLength(1);
  });

  it('takes the same value twice, and tells of two different ones', () => {
    const twice = (talk: string) => ({ therapy: { talk_time: shown }, threapy: { talk_time: talk } });
    expect(read('apoplexy', twice('2026-11-23T06:02:00Z')).rivals).toEqual({});
    expect(read('apoplexy', twice('2026-11-23 14:03')).rivals).toEqual({
      'therapy.talk_time': ['2026-11-23T06:02:00Z', '2026-11-23T06:03:00Z'],
    });
  });

  it('refuses two different values of a field that nobody knows', () => {
    const own = { therapy: { ours: 1 }, threapy: { ours: 2 } };
    expect(readCaseBody('apoplexy', own, ZONE).problems).toEqual({ 'threapy.ours': ['sent_twice'] });
  });
});

describe('one block by itself (D-12, A-64)', () => {
  it('has the schema that it has inside the body', () => {
    const check = ajv.compile(blockRequestSchema('apoplexy', 'thrombolysis') ?? false);
    expect(check({ sign_time: shown, is_medication: true })).toBe(true);
    expect(check({ talk_time: shown })).toBe(false);
  });

  it('is none for another type or for a field', () => {
    expect(blockRequestSchema('basic', 'thrombolysis')).toBeUndefined();
    expect(blockRequestSchema('basic', 'call_time')).toBeUndefined();
  });
});
