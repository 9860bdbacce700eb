import { filterMatchOf } from '../../src/domain/catalogue/kinds.ts';
import { CASE_TYPE_NAMES, type CaseTypeName } from '../../src/domain/catalogue/caseTypes.ts';
import { problem, rootOf, startCaseApi, ZONE, type CaseApi, type Json } from '../support/caseApi.ts';
import { nested, sampleValues, writableFields } from '../support/fullBody.ts';
import type { ApiClient } from '../support/client.ts';
import { localDay } from '../../src/domain/shared/times.ts';

let api: CaseApi;
let nurse: ApiClient;
beforeAll(async () => {
  api = await startCaseApi();
  nurse = await api.person('nurse');
});
afterAll(() => api.close());

const list = async (caseType: CaseTypeName, query = ''): Promise<Json> => {
  const { status, body, text } = await api.call('GET', `${rootOf(caseType)}?${query}`);
  expect([status, status === 200 ? '' : text]).toEqual([200, '']);
  return body;
};

const idsOf = (page: Json): number[] => page.results.map(({ id }: Json) => id);

/** Ids found, which must be as many as the total says. */
const idsFound = async (caseType: CaseTypeName, query: string): Promise<number[]> => {
  const page = await list(caseType, query);
  expect(page.count).toBe(page.results.length);
  return idsOf(page).sort((a, b) => a - b);
};

describe('a page (E-GEN-11, A-66, D-17)', () => {
  let ids: number[];
  beforeAll(async () => {
    const created = [];
    for (let number = 0; number < 23; number += 1) created.push(await api.create('toxic'));
    ids = created.map(({ id }) => id).reverse();
  });

  it('has the 20 newest by default, with the exact total and the way to the next', async () => {
    const page = await list('toxic');
    expect([page.count, page.previous, idsOf(page)]).toEqual([23, null, ids.slice(0, 20)]);
    expect(page.next).toBe(`${api.url}${rootOf('toxic')}?limit=20&offset=20`);
    expect(await list('toxic', 'limit=0')).toEqual(page);
  });

  it('leads to every case once, forwards and back', async () => {
    const seen: number[] = [];
    let link: string | null = `${rootOf('toxic')}?limit=5`;
    let last = '';
    while (link !== null) {
      last = link.replace(api.url, '');
      const { body }: Json = await api.call('GET', last);
      seen.push(...idsOf(body));
      link = body.next;
    }
    expect(seen).toEqual(ids);
    let backwards: string | null = last;
    const again: number[] = [];
    while (backwards !== null) {
      const { body }: Json = await api.call('GET', backwards.replace(api.url, ''));
      again.unshift(...idsOf(body));
      backwards = body.previous;
    }
    expect(again).toEqual(ids);
  });

  it('keeps the filters in its links', async () => {
    const { next } = await list('toxic', 'limit=2&gender=unknown&created_time[]=2020-01-01&created_time[]=2100-01-01');
    const { body } = await api.call('GET', next.replace(api.url, ''));
    expect([body.count, idsOf(body)]).toEqual([23, ids.slice(2, 4)]);
    expect(new URL(next).searchParams.getAll('created_time[]')).toEqual(['2020-01-01', '2100-01-01']);
  });

  it('beyond the end is empty with the total', async () => {
    expect(await list('toxic', 'offset=1000')).toMatchObject({ count: 23, next: null, results: [] });
  });

  it('is ordered by id, time or a hot column, either way (D-17)', async () => {
    expect(idsOf(await list('toxic', 'ordering=id&limit=3'))).toEqual([...ids].reverse().slice(0, 3));
    expect(idsOf(await list('toxic', 'ordering=-id&limit=3'))).toEqual(ids.slice(0, 3));
    expect(idsOf(await list('toxic', 'ordering=created_time&limit=3'))).toEqual([...ids].reverse().slice(0, 3));
    await api.put('toxic', ids[5] ?? 0, { patient: { gender: '1' } });
    expect(idsOf(await list('toxic', 'ordering=gender&limit=1'))).toEqual([ids[5]]);
  });

  it.each(['limit=x', 'limit=-1', 'offset=-1', 'ordering=nobody', 'ordering=patient__name', 'deleted=maybe'])(
    'is refused by the parameter’s name: %s',
    async (query) => {
      const { status, body } = await api.call('GET', `${rootOf('toxic')}?${query}`);
      expect([status, body]).toEqual([
        400,
        problem('validation_failed', { [query.split('=')[0] ?? '']: [expect.any(String)] }),
      ]);
    },
  );

  it('is cut at 500, and next says so (D-17)', async () => {
    const { next, results } = await list('toxic', 'limit=1000000');
    expect([next, results.length]).toEqual([null, 23]);
    for (let made = 23; made < 503; made += 32) {
      await Promise.all(Array.from({ length: Math.min(32, 503 - made) }, () => api.create('toxic')));
    }
    const cut = await list('toxic', 'limit=1000000');
    expect([cut.count, cut.results.length, cut.next]).toEqual([
      503,
      500,
      `${api.url}${rootOf('toxic')}?limit=500&offset=500`,
    ]);
    expect(idsOf(await list('toxic', 'limit=1000000&offset=500'))).toEqual(ids.slice(-3));
    for (const large of ['3000000000', '9'.repeat(30)]) {
      const same = await list('toxic', `limit=${large}`);
      expect([same.results.length, same.next]).toEqual([500, cut.next]);
      expect(await list('toxic', `offset=${large}`)).toMatchObject({ count: 503, next: null, results: [] });
    }
  });
});

describe('filters (E-SRCH-01 to E-SRCH-14, D-20)', () => {
  const CASES: Readonly<Record<string, readonly [CaseTypeName, Json]>> = {
    full: [
      'chestpain',
      {
        first_diagnosis: '1',
        d2wdelayreason: ['1', '2'],
        call_time: '2026-05-01 08:00:00',
        patient: {
          name: '欧阳修文',
          pat_med_card: 'MZ20260501',
          inpatient_no: 'ZY0007',
          gender: '1',
          come_from: '2',
          illness_grade: '1',
          disease_type: '3',
          out_car_depart: '急救中心',
          tran_hos_type: '1',
          age: 61,
          inside_rescue_info_chestpain: { lysis_exam: '1' },
          pre_warning: { is_start_mdt: true },
        },
        special_treat: {
          is_pass_em: true,
          is_pass_ccu: false,
          out_diagnosis: '2',
          outcome: '1',
          stemi: { lysis_exam: '2', stemi_treat_method: '1' },
        },
      },
    ],
    empty: ['chestpain', {}],
  };
  const ids: Record<string, number> = {};
  beforeAll(async () => {
    for (const [name, [caseType, body]] of Object.entries(CASES)) ids[name] = (await api.create(caseType, body)).id;
  });

  const FULL = [
    'patient__name=阳修',
    'patient__name=欧',
    'patient__pat_med_card=0260',
    'patient__inpatient_no=ZY',
    'gender=1',
    'patient__gender=1',
    'come_from=2',
    'patient__come_from=2',
    'illness_grade=1',
    'assist_examination__illness_grade=1',
    'assist_exam_illness_grade=1',
    'disease_type=3',
    'patient__out_car_depart=急救中心',
    'tran_hos_type=1',
    'special_treat__is_pass_em=True',
    'special_treat__is_pass_ccu=False',
    'patient__inside_rescue_info_chestpain__lysis_exam=1',
    'special_treat__stemi__lysis_exam=2',
    'stemi_treat_method=1',
    'special_treat__out_diagnosis=2',
    'special_treat__outcome=1',
    'first_diagnosis=1',
    'd2wdelayreason=2',
    'patient__pre_warning__is_start_mdt=True',
    'patient__age=61',
    'call_time=2026-05-01 08:00:00',
    'call_time=2026-05-01T00:00:00Z',
    'd2wtype=unknown',
  ];
  const EMPTY = [
    'gender=unknown',
    'come_from=unknown',
    'illness_grade=unknown',
    'disease_type=unknown',
    'tran_hos_type=unknown',
    'first_diagnosis=unknown',
    'd2wdelayreason=unknown',
    'patient__out_car_depart=unknown',
    'special_treat__is_pass_em=unknown',
    'special_treat__stemi__lysis_exam=unknown',
    'patient__pre_warning__is_start_mdt=unknown',
    'patient__age=unknown',
    'call_time=unknown',
  ];
  const BOTH = ['arch_status=0', 'is_huizhen=False', 'gender=', 'emergency_type=1', 'same_name=False'];
  const NONE = [
    'patient__name=张',
    'gender=2',
    'is_huizhen=True',
    'same_name=True',
    'same_pat_no=True',
    'arch_status=2',
  ];

  const q = (query: string): string => encodeURI(query);
  it.each(FULL)('%s finds the case that has it', async (query) => {
    expect(await idsFound('chestpain', q(query))).toEqual([ids['full']]);
  });
  it.each(EMPTY)('%s finds the case where it is empty (E-GEN-06)', async (query) => {
    expect(await idsFound('chestpain', q(query))).toEqual([ids['empty']]);
  });
  it.each(BOTH)('%s finds both', async (query) => {
    expect(await idsFound('chestpain', q(query))).toEqual([ids['full'], ids['empty']]);
  });
  it.each(NONE)('%s finds none', async (query) => {
    expect(await idsFound('chestpain', q(query))).toEqual([]);
  });

  it('hold together: each with each', async () => {
    const pairs = FULL.flatMap((one, index) => FULL.slice(index + 1).map((other) => `${one}&${other}`)).filter(
      (_, index) => index % 5 === 0,
    );
    for (const pair of pairs.filter((each) => new Set(each.split('&').map((part) => part.split('=')[0])).size === 2)) {
      expect([pair, await idsFound('chestpain', q(pair))]).toEqual([pair, [ids['full']]]);
      const mixed = `${pair.split('&')[0]}&gender=unknown`;
      if (!mixed.startsWith('gender')) expect([mixed, await idsFound('chestpain', q(mixed))]).toEqual([mixed, []]);
    }
  });

  it('unknown names and impossible values are refused by name, all at once (D-20)', async () => {
    const { status, body } = await api.call(
      'GET',
      `${rootOf('chestpain')}?nobody=1&stroke_type=1&patient__age=old&is_huizhen=5&month=2021-13-01`,
    );
    expect([status, body.code]).toEqual([400, 'validation_failed']);
    expect(Object.keys(body.errors).sort()).toEqual(['is_huizhen', 'month', 'nobody', 'patient__age', 'stroke_type']);
  });

  it('those that every list has are refused together with the others (D-03)', async () => {
    const wrong = 'limit=many&same_name=x&nobody=1&gender=9&start_time=x&_=1&_t=2';
    const { status, body } = await api.call('GET', `${rootOf('chestpain')}?${wrong}`);
    expect([status, body]).toEqual([
      400,
      problem('validation_failed', {
        limit: ['类型不正确,应为整数'],
        same_name: ['类型不正确,应为是/否'],
        nobody: ['未知的筛选条件'],
        gender: ['取值不在可选范围内'],
        start_time: [expect.stringContaining('YYYY-MM-DD HH:mm:ss')],
      }),
    ]);
  });

  it.each(['2021-13-01', '2021-06-15', '6'])(
    'a month that is none is told the form of a month: %s (E-GEN-08)',
    async (month) => {
      const { body } = await api.call('GET', `${rootOf('basic')}?month=${month}`);
      expect(body.errors).toEqual({ month: ['月份格式不正确,应为 YYYY-MM-01'] });
    },
  );

  it('apoplexy and trauma have their own (E-SRCH-06, E-SRCH-08, E-SRCH-11)', async () => {
    const lysed = await api.create('apoplexy', { treatment_type: [429, 1001], sync_china_cz_status: '1' });
    const other = await api.create('apoplexy', { treatment_type: ['7'] });
    const none = await api.create('apoplexy');
    expect(await idsFound('apoplexy', 'treatment_type=429')).toEqual([lysed.id]);
    expect(await idsFound('apoplexy', 'treatment_type=1001')).toEqual([lysed.id]);
    expect(await idsFound('apoplexy', 'treatment_type=7')).toEqual([other.id]);
    expect(await idsFound('apoplexy', 'treatment_type=unknown')).toEqual([none.id]);
    expect(await idsFound('apoplexy', 'sync_china_cz_status=1')).toEqual([lysed.id]);
    const severe = await api.create('trauma', { patient: { disease_evalute: { eme_iss: 16 } } });
    const light = await api.create('trauma', { patient: { disease_evalute: { eme_iss: 9 } } });
    const unscored = await api.create('trauma');
    expect(await idsFound('trauma', 'critical=True')).toEqual([severe.id]);
    expect(await idsFound('trauma', 'critical=False')).toEqual([light.id, unscored.id]);
    expect((await api.call('GET', `${rootOf('trauma')}?critical=1`)).status).toBe(400);
  });

  it.each(CASE_TYPE_NAMES)('every catalogued path of %s finds its case (E-GEN-12, D-20)', async (caseType) => {
    const values = sampleValues(caseType, { pictures: [], which: 5 });
    const { id } = await api.create(caseType, nested(values));
    const filterable = writableFields(caseType).filter((field) => filterMatchOf(field) && field.path !== 'patient.age');
    expect(filterable.length).toBeGreaterThan(100);
    for (const { path, kind } of filterable) {
      const [value] = [values[path]].flat();
      const text = kind === 'boolean' || kind === 'flagOrDatetime' ? (value ? 'True' : 'False') : String(value);
      const page = await list(caseType, `limit=500&${path.replaceAll('.', '__')}=${encodeURIComponent(text)}`);
      expect([path, idsOf(page).includes(id)]).toEqual([path, true]);
    }
  });
});

describe('the time of creation (E-SRCH-13, E-SRCH-14, E-GEN-07, E-GEN-08, A-40, A-63)', () => {
  it('narrows by month, day, second and their ends, inclusive', async () => {
    const { id, created_time: created } = await api.create('gib', { patient: { name: '时间' } });
    const found = (of: string): Promise<number[]> =>
      idsFound('gib', `${of}&patient__name=${encodeURIComponent('时间')}`);
    const today = localDay(new Date().toISOString(), ZONE);
    const at = encodeURIComponent(created);
    const day = created.slice(0, 10);
    expect([today, day].includes(day)).toBe(true);
    for (const query of [
      `month=${day.slice(0, 7)}-01`,
      `created_time[]=${day}&created_time[]=${day}`,
      `created_time[]=${at}&created_time[]=${at}`,
      `start_time=${at}`,
      `end_time=${at}`,
      `start_time=${day}&end_time=${day}`,
      `month=${day.slice(0, 7)}-01&disease_type=unknown`,
    ]) {
      expect([query, await found(query)]).toEqual([query, [id]]);
    }
    for (const query of [
      'month=2020-01-01',
      'created_time[]=2020-01-01&created_time[]=2020-01-31',
      'end_time=2020-01-01',
      'start_time=2100-01-01',
    ]) {
      expect([query, await found(query)]).toEqual([query, []]);
    }
  });

  const IMPOSSIBLE = [
    ['month=2026-13-01', '月份格式不正确,应为 YYYY-MM-01'],
    ['month=2026-01-15', '月份格式不正确,应为 YYYY-MM-01'],
    ['start_time=2026-02-30', '时间不存在'],
    ['end_time=2026-02-30 10:00', '时间不存在'],
    ['end_time=1800-01-01', '年份应在1900至2100之间'],
    ['start_time=soon', '时间格式不正确,应为 YYYY-MM-DD HH:mm:ss'],
    ['created_time[]=2026-02-30&created_time[]=2026-03-01', '时间不存在'],
  ] as const;
  const PLACES = [rootOf('gib'), `${rootOf('gib')}count/`, '/api/history/'];
  const refused = IMPOSSIBLE.flatMap(([query, sentence]) => PLACES.map((place) => [place, query, sentence] as const));

  it.each(refused.filter(([place, query]) => place !== '/api/history/' || /^(start|end)/.test(query)))(
    '%s?%s is told what is wrong with it: %s',
    async (place, query, sentence) => {
      const more = place === '/api/history/' ? '&table_name=gib_gibrescue&instance_id=1' : '';
      const { status, body } = await api.call('GET', `${place}?${encodeURI(query)}${more}`);
      const name = query.split('=')[0] ?? '';
      expect([status, body]).toEqual([400, problem('validation_failed', { [name]: [sentence] })]);
    },
  );

  it('is a range of two ends', async () => {
    const { status, body } = await api.call('GET', `${rootOf('gib')}?created_time[]=2020-01-01`);
    expect([status, Object.keys(body.errors)]).toEqual([400, ['created_time[]']]);
  });
});

it('the time of the last save is found by the second that is shown, and is in a range that ends with it (D-20, A-40)', async () => {
  const name = 'assist_examination__last_modified';
  for (let saves = 0; saves < 3; saves += 1) {
    const { id, assist_examination: shown } = await api.create('gib', { patient: { name: '保存' } });
    const at = encodeURIComponent(shown.last_modified);
    expect(await idsFound('gib', `${name}=${at}&limit=500`)).toContain(id);
    expect(await idsFound('gib', `${name}[]=${at}&${name}[]=${at}&limit=500`)).toContain(id);
  }
});

describe('shared names and numbers (E-SRCH-04, E-SRCH-05, A-20, D-21)', () => {
  it('follow renames, deletions, restores and switches', async () => {
    const body = { patient: { name: '重名', pat_med_card: 'P1' } };
    const [a, b] = [await api.create('basic', body), await api.create('basic', body)];
    const both = [a.id, b.id];
    expect([await idsFound('basic', 'same_name=True'), await idsFound('basic', 'same_pat_no=True')]).toEqual([
      both,
      both,
    ]);
    await api.put('basic', a.id, { patient: { name: '改名' } });
    expect([await idsFound('basic', 'same_name=True'), await idsFound('basic', 'same_pat_no=True')]).toEqual([
      [],
      both,
    ]);
    await api.put('basic', a.id, { patient: { name: '重名' } });
    await api.call('DELETE', `${rootOf('basic')}${b.id}/`);
    expect(await idsFound('basic', 'same_name=True')).toEqual([]);
    await api.call('POST', `${rootOf('basic')}${b.id}/restore/`);
    expect(await idsFound('basic', 'same_name=True')).toEqual(both);
    await api.switchTo('basic', b.id, 'gib');
    expect(await idsFound('basic', 'same_name=True')).toEqual([]);
  });
});

describe('deleted cases (D-10)', () => {
  it('are listed for admins only', async () => {
    const { id } = await api.create('basic', { patient: { name: '将删' } });
    await api.call('DELETE', `${rootOf('basic')}${id}/`);
    expect(await idsFound('basic', encodeURI('patient__name=将删'))).toEqual([]);
    expect(await idsFound('basic', encodeURI('patient__name=将删&deleted=True'))).toEqual([id]);
    expect(await idsFound('basic', encodeURI('patient__name=将删&deleted=False'))).toEqual([]);
    const refused = await nurse.call('GET', `${rootOf('basic')}?deleted=True`);
    expect([refused.status, refused.body]).toEqual([400, problem('admin_required')]);
  });

  it.each([
    ['ais_rs=1', 1],
    ['ais_rs=0', 0],
    ['toast=unknown', 1],
    ['node=DNT&node_status=ok', 1],
    ['DNT=missing_end', 0],
    ['node=DNT&node_status=not_applicable', 0],
    ['node=DPT&node_status=not_applicable', 1],
    ['treatment_type=429', 1],
  ])('take the filters of charts like the live ones: %s (D-20, D-28)', async (filter, finds) => {
    const { id } = await api.create('apoplexy', {
      stroke_type: '1',
      treatment_type: [429],
      patient: { name: filter },
      assist_examination: { hospital_arrive_time: '2026-05-01 08:00:00' },
      thrombolysis: { medication_time: '2026-05-01 08:40:00' },
    });
    const query = `${filter}&patient__name=${encodeURIComponent(filter)}`;
    const found = Array.from({ length: finds }, () => id);
    expect(await idsFound('apoplexy', query)).toEqual(found);
    await api.call('DELETE', `${rootOf('apoplexy')}${id}/`);
    expect(await idsFound('apoplexy', query)).toEqual([]);
    expect(await idsFound('apoplexy', `${query}&deleted=True`)).toEqual(found);
  });
});
