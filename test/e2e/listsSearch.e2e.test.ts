import { CASE_TYPE_NAMES, type CaseTypeName } from '../../src/domain/catalogue/caseTypes.ts';
import { localDay } from '../../src/domain/shared/times.ts';
import { problem, rootOf, startCaseApi, ZONE, type CaseApi, type Json } from '../support/caseApi.ts';

let api: CaseApi;

const ECGS = [
  { ecg_fetch_time: '2026-05-01 08:20:00' },
  { ecg_fetch_time: '2026-05-01 08:01:00', ecg_diagnosis_time: '2026-05-01 08:30:00' },
];

/** What each list holds. Names are as different as searches need them; everything else of `bare` is empty. */
const FULL = { pre_ecg_in: ECGS, patient: { name: '欧阳修文', pat_med_card: 'MZ20260501', inpatient_no: 'ZY0007', gender: '1', come_from: '2', illness_grade: '1', disease_type: '3', out_car_depart: '急救中心', tran_hos_type: '1', age: 61, pre_warning: { is_start_mdt: true } } }; // prettier-ignore
const TWIN = { pre_ecg_in: [{}], inside_ecg_in: ECGS, patient: { name: '欧阳', pat_med_card: 'MZ9', gender: '2', come_from: '1', illness_grade: '2', disease_type: '1', age: 80, pre_warning: { is_start_mdt: false } } }; // prettier-ignore
const BARE = { patient: { name: '欧阳', disease_type: '9' } } as const;

const OF_TYPE: Partial<Record<CaseTypeName, Readonly<Record<'full' | 'twin', Json>>>> = {
  chestpain: {
    full: {
      first_diagnosis: '1',
      d2wdelayreason: ['1', '2'],
      special_treat: { is_pass_em: true, is_pass_ccu: false, out_diagnosis: '2', outcome: '1', stemi: { lysis_exam: '2', stemi_treat_method: '1' } }, // prettier-ignore
      patient: { inside_rescue_info_chestpain: { lysis_exam: '1' } },
    },
    twin: { first_diagnosis: '2', special_treat: { grace_score: 150 } },
  },
  apoplexy: {
    full: { treatment_type: [429, 1001], sync_china_cz_status: '1' },
    twin: { treatment_type: ['7'], sync_china_cz_status: '2' },
  },
  trauma: {
    full: { patient: { disease_evalute: { eme_iss: 16 } } },
    twin: { patient: { disease_evalute: { eme_iss: 9 } } },
  },
};

type Name = 'full' | 'twin' | 'bare';
const ids = new Map<string, number>();

const merged = (shared: Json, own: Json = {}): Json => ({
  ...shared,
  ...own,
  patient: { ...shared.patient, ...own.patient },
});

beforeAll(async () => {
  api = await startCaseApi();
  for (const caseType of CASE_TYPE_NAMES) {
    const own = OF_TYPE[caseType];
    ids.set(`${caseType} full`, (await api.create(caseType, merged(FULL, own?.full))).id);
    ids.set(`${caseType} twin`, (await api.create(caseType, merged(TWIN, own?.twin))).id);
    ids.set(`${caseType} bare`, (await api.create(caseType, BARE)).id);
  }
});
afterAll(() => api.close());

const today = (): string => localDay(new Date().toISOString(), ZONE);
const month = (): string => `${today().slice(0, 7)}-01`;

interface Search {
  readonly rule: string;
  readonly query: string;
  readonly finds: readonly Name[];
  /** On the lists of the others the parameter is refused by name. */
  readonly types: readonly CaseTypeName[];
}

const on =
  (...types: readonly CaseTypeName[]) =>
  (rule: string, query: string, ...finds: readonly Name[]): Search => ({ rule, query, finds, types });

const all = on(...CASE_TYPE_NAMES);
const chestpain = on('chestpain');
const apoplexy = on('apoplexy');
const trauma = on('trauma');

const SEARCHES: readonly Search[] = [
  all('E-SRCH-01', 'start_time=TODAY&end_time=TODAY', 'full', 'twin', 'bare'),
  all('E-SRCH-01', 'start_time=2100-01-01'),
  all('E-SRCH-01', 'end_time=2020-01-01'),
  all('E-SRCH-01', 'patient__gender=2', 'twin'),
  all('E-SRCH-01', 'come_from=2', 'full'),
  all('E-SRCH-01', 'patient__come_from=1', 'twin'),
  all('E-SRCH-01', 'come_from=unknown', 'bare'),
  all('E-SRCH-01', 'patient__name=欧', 'full', 'twin', 'bare'),
  all('E-SRCH-01', 'patient__name=阳修', 'full'),
  all('E-SRCH-01', 'patient__pat_med_card=2026', 'full'),
  all('E-SRCH-01, D-20', 'patient__pat_med_card=mz', 'full', 'twin'),
  all('E-SRCH-01', 'patient__inpatient_no=zY0', 'full'),
  all('E-SRCH-01', 'is_huizhen=False', 'full', 'twin', 'bare'),
  all('E-SRCH-01', 'is_huizhen=True'),
  all('E-SRCH-01', 'illness_grade=1', 'full'),
  all('E-SRCH-01, E-GEN-06', 'illness_grade=unknown', 'bare'),
  all('E-SRCH-01', 'disease_type=3', 'full'),
  all('E-SRCH-02', 'assist_examination__illness_grade=2', 'twin'),
  all('E-SRCH-02', 'assist_exam_illness_grade=unknown', 'bare'),
  all('E-SRCH-03', 'gender=1', 'full'),
  all('E-SRCH-03', 'gender=unknown', 'bare'),
  all('E-SRCH-04', 'same_name=True', 'twin', 'bare'),
  all('E-SRCH-04', 'same_name=', 'full', 'twin', 'bare'),
  all('E-SRCH-05', 'same_pat_no=True'),
  all('E-SRCH-05', 'same_pat_no=False&gender=1', 'full'),
  trauma('E-SRCH-06', 'critical=True', 'full'),
  trauma('E-SRCH-06', 'critical=False', 'twin', 'bare'),
  all('E-SRCH-07', 'patient__out_car_depart=急救中心', 'full'),
  all('E-SRCH-07', 'tran_hos_type=1', 'full'),
  chestpain('E-SRCH-07, E-SRCH-09', 'special_treat__is_pass_em=True', 'full'),
  chestpain('E-SRCH-07, E-SRCH-09', 'special_treat__is_pass_ccu=False', 'full'),
  chestpain('E-SRCH-07, E-SRCH-09', 'special_treat__is_pass_ccu=unknown', 'twin', 'bare'),
  chestpain('E-SRCH-07, E-SRCH-09', 'patient__inside_rescue_info_chestpain__lysis_exam=1', 'full'),
  chestpain('E-SRCH-07, E-SRCH-09', 'special_treat__stemi__lysis_exam=2', 'full'),
  chestpain('E-SRCH-07, E-SRCH-09', 'stemi_treat_method=1', 'full'),
  chestpain('E-SRCH-07, E-SRCH-09', 'special_treat__out_diagnosis=2', 'full'),
  chestpain('E-SRCH-07, E-SRCH-09', 'special_treat__outcome=1', 'full'),
  apoplexy('E-SRCH-08, E-SRCH-09', 'sync_china_cz_status=2', 'twin'),
  all('E-SRCH-08', 'tran_hos_type=unknown', 'twin', 'bare'),
  chestpain('E-SRCH-10', 'first_diagnosis=1', 'full'),
  chestpain('E-SRCH-10', 'first_diagnosis=unknown', 'bare'),
  all('E-SRCH-10', 'come_from=1', 'twin'),
  chestpain('E-SRCH-10', 'd2wtype=unknown', 'full'),
  chestpain('E-SRCH-10', 'gracescoretype=2', 'twin'),
  chestpain('E-SRCH-10', 'd2wdelayreason=2', 'full'),
  apoplexy('E-SRCH-11', 'treatment_type=1001', 'full'),
  apoplexy('E-SRCH-11', 'treatment_type=unknown', 'bare'),
  all('E-SRCH-12', 'patient__pre_warning__is_start_mdt=True', 'full'),
  all('E-SRCH-12', 'patient__pre_warning__is_start_mdt=unknown', 'bare'),
  all('E-SRCH-12', 'patient__pre_warning__is_start_mdt=null', 'bare'),
  all('E-SRCH-13', 'disease_type=1&month=MONTH', 'twin'),
  all('E-SRCH-13', 'disease_type=1&month=2021-06-01'),
  all('E-SRCH-14', 'created_time[]=TODAY&created_time[]=TODAY', 'full', 'twin', 'bare'),
  all('E-SRCH-14', 'created_time[]=2021-06-01&created_time[]=2021-06-30'),
  all('D-20', 'arch_status=0&ordering=-gender', 'full', 'twin', 'bare'),
  all('E-GEN-07, D-20', 'patient__age[]=61&patient__age[]=80', 'full', 'twin'),
  all('E-GEN-07, D-20', 'patient__age[]=62&patient__age[]=999', 'twin'),
  all('E-GEN-07, D-20', 'patient__age[]=60&patient__age[]=80&gender=1&patient__name=欧&month=MONTH', 'full'),
  all('E-GEN-07, D-20', 'assist_examination__last_modified[]=TODAY&assist_examination__last_modified[]=TODAY', 'full', 'twin', 'bare'), // prettier-ignore
  all('E-GEN-12, D-20', 'pre_ecg__ecg_fetch_time=2026-05-01 08:20', 'full'),
  all('E-GEN-12, D-20', 'pre_ecg__ecg_fetch_time=2026-05-01 08:01:00', 'full'),
  all('E-GEN-12, D-20', 'pre_ecg__ecg_fetch_time=2026-05-01 08:30:00'),
  all('E-GEN-12, D-20', 'pre_ecg__ecg_diagnosis_time=2026-05-01 08:30:00', 'full'),
  all('E-GEN-12, D-20', 'inside_ecg__ecg_fetch_time=2026-05-01 08:20:00&gender=2', 'twin'),
  all('E-GEN-06, D-20', 'pre_ecg__ecg_fetch_time=unknown', 'twin', 'bare'),
  all('E-GEN-06, D-20', 'inside_ecg__ecg_diagnosis_time=unknown&patient__name=欧', 'full', 'bare'),
  all('E-GEN-07, D-20', 'pre_ecg__ecg_fetch_time[]=2026-05-01 08:10&pre_ecg__ecg_fetch_time[]=2026-05-01', 'full'),
  all('E-GEN-07, D-20', 'pre_ecg__ecg_fetch_time[]=2026-05-01&pre_ecg__ecg_fetch_time[]=2026-05-01 08:10', 'full'),
  all('E-GEN-07, D-20', 'pre_ecg__ecg_fetch_time[]=2026-05-01 08:02&pre_ecg__ecg_fetch_time[]=2026-05-01 08:10'),
];

const addressOf = (caseType: CaseTypeName, query: string): string =>
  encodeURI(`${rootOf(caseType)}?${query.replaceAll('TODAY', today()).replaceAll('MONTH', month())}`);

const found = async (caseType: CaseTypeName, query: string): Promise<readonly number[]> => {
  const { status, body, text } = await api.call('GET', addressOf(caseType, query));
  if (status !== 200) throw new Error(text);
  expect(body.count).toBe(body.results.length);
  return body.results.map(({ id }: Json) => id).sort((a: number, b: number) => a - b);
};

const cases = SEARCHES.flatMap((search) => CASE_TYPE_NAMES.map((caseType) => ({ ...search, caseType })));
const served = cases.filter(({ types, caseType }) => types.includes(caseType));
const strange = cases.filter(({ types, caseType }) => !types.includes(caseType));

describe('searches of the six lists (E-SRCH-01 to E-SRCH-14, D-20)', () => {
  it.each(served)('$rule: $caseType by $query', async ({ caseType, query, finds }) => {
    const wanted = finds.map((name) => ids.get(`${caseType} ${name}`) ?? 0).sort((a, b) => a - b);
    expect(await found(caseType, query)).toEqual(wanted);
  });

  it.each(strange)('$rule: $caseType refuses $query by name', async ({ caseType, query }) => {
    const { status, body } = await api.call('GET', addressOf(caseType, query));
    const name = query.split('=')[0] ?? '';
    expect([status, body]).toEqual([400, problem('validation_failed', { [name]: [expect.any(String)] })]);
  });

  it.each(CASE_TYPE_NAMES)(
    'E-GEN-07: %s refuses ranges of what has no order, and half ranges, by name',
    async (type) => {
      const { status, body } = await api.call(
        'GET',
        addressOf(type, 'gender[]=1&gender[]=2&patient__age[]=60&patient__birth_date[]=x&patient__birth_date[]=y'),
      );
      expect([status, Object.keys(body.errors).sort()]).toEqual([
        400,
        ['gender[]', 'patient__age[]', 'patient__birth_date[]'],
      ]);
    },
  );
});

describe('pages by cursor (D-17)', () => {
  const page = async (caseType: CaseTypeName, query: string): Promise<Json> => {
    const { status, body, text } = await api.call('GET', addressOf(caseType, query));
    if (status !== 200) throw new Error(text);
    return body;
  };

  it.each(CASE_TYPE_NAMES)('lead through the list of %s by `next` and by `next_cursor`', async (caseType) => {
    const whole = (await page(caseType, 'ordering=-gender')).results.map(({ id }: Json) => id);
    const first = await page(caseType, 'ordering=-gender&limit=2&cursor=*');
    expect(first).toMatchObject({ count: 3, previous: null, next_cursor: expect.any(String) });
    const { body: byLink } = await api.call('GET', first.next.replace(api.url, ''));
    const byCursor = await page(caseType, `ordering=-gender&limit=2&cursor=${first.next_cursor}`);
    expect(byLink).toEqual(byCursor);
    expect(byLink).toMatchObject({ count: 3, next: null, previous: null, next_cursor: null });
    expect([...first.results, ...byLink.results].map(({ id }: Json) => id)).toEqual(whole);
  });

  it('are refused where the cursor is broken, or belongs to another order or list, or an offset is given', async () => {
    const { next_cursor: cursor } = await page('gib', 'limit=1&cursor=*');
    const refused = async (caseType: CaseTypeName, query: string): Promise<unknown> => {
      const { status, body } = await api.call('GET', addressOf(caseType, query));
      return [status, Object.keys(body.errors)];
    };
    expect(await refused('gib', 'cursor=broken')).toEqual([400, ['cursor']]);
    expect(await refused('gib', `cursor=${cursor.slice(1)}`)).toEqual([400, ['cursor']]);
    expect(await refused('gib', `cursor=${cursor}&ordering=created_time`)).toEqual([400, ['cursor']]);
    expect(await refused('basic', `cursor=${cursor}`)).toEqual([400, ['cursor']]);
    expect(await refused('gib', `cursor=${cursor}&offset=1`)).toEqual([400, ['cursor']]);
  });

  it('by offset carry no cursor', async () => {
    expect(Object.keys(await page('gib', 'limit=1'))).toEqual(['count', 'next', 'previous', 'results']);
  });
});

it('the document names the parameters of each list (E-GEN-12)', async () => {
  const document: Json = JSON.parse(await (await fetch(`${api.url}/swagger/openapi.json`)).text());
  const missing = cases.flatMap(({ caseType, query, types }) => {
    const { parameters } = document.paths[rootOf(caseType)].get;
    const known = new Set(parameters.map(({ name }: { name: string }) => name));
    return query
      .split('&')
      .map((part) => part.split('=')[0] ?? '')
      .filter((name) => known.has(name) !== types.includes(caseType));
  });
  expect(missing).toEqual([]);
});
