import { problem, rootOf, startCaseApi, type CaseApi, type Json } from '../../support/caseApi.ts';
import type { Body } from './cases/bodies.ts';
import { loadCases } from './cases/load.ts';
import { CASE_TYPES, type TypeName } from './oracle/caseTypes.ts';
import { nested } from '../../support/fullBody.ts';

let api: CaseApi;
beforeAll(async () => {
  api = await startCaseApi();
});
afterAll(() => api.close());

/** Every example has months of its own, so that none sees another's cases. */
const load = (type: TypeName, createdTime: string, ...bodies: readonly Body[]): Promise<void> =>
  loadCases(
    api,
    bodies.map((body) => ({ type, createdTime, body })),
  );

const get = async (path: string): Promise<Json> => {
  const { status, body, text } = await api.call('GET', path);
  expect([status, status === 200 ? '' : text]).toEqual([200, '']);
  return body;
};

const count = (type: TypeName, query: string): Promise<Json> => get(`${rootOf(type)}count/?${query}`);
const total = async (type: TypeName, query: string): Promise<number> =>
  (await get(`${rootOf(type)}?limit=1&${query}`)).count;

const clock = (minutes: number): string => new Date(Date.UTC(2024, 0, 10, 8, minutes)).toISOString().slice(0, 19);
const DOOR = 'assist_examination.hospital_arrive_time';

/** A STEMI with primary PCI whose wire passed so many minutes after the door; never, where undefined. */
const wired = (minutes: number | undefined, more: Record<string, unknown> = {}): Body =>
  nested({
    first_diagnosis: '1',
    'special_treat.stemi.stemi_treat_method': '1',
    [DOOR]: clock(0),
    ...(minutes !== undefined && { 'special_treat.wire_pass_time': clock(minutes) }),
    ...more,
  });

describe('the errors of another system, not repeated (clinical 1.1)', () => {
  it('R1: a missing end lowers no mean', async () => {
    await load('chestpain', '2024-01-10 08:00:00', wired(60), wired(80), wired(undefined));
    const [item] = await count('chestpain', 'count_type=d2wmean&month=2024-01-01');
    expect(item).toMatchObject({
      month: '2024-01',
      count: 70,
      value: 70,
      n: 2,
      n_missing: 1,
      n_missing_end: 1,
      total: 3,
    });
  });

  it('R2: a month without a case has no value, and 0 only as the count of old clients', async () => {
    const [item] = await count('chestpain', 'count_type=d2wmean&month=2024-02-01');
    expect(item).toMatchObject({ month: '2024-02', count: 0, value: null, mean: null, median: null, n: 0, total: 0 });
    expect(item).toMatchObject({ value_real: null, compliance: null, unit: 'min', target: 90 });
  });

  it('R3: 9 is no severe score, 16 and 75 are', async () => {
    const scored = (iss: number): Body => ({ patient: { disease_evalute: { eme_iss: iss } } });
    await load('trauma', '2024-01-10 08:00:00', scored(9), scored(16), scored(75), {});
    const [item] = await count('trauma', 'month=2024-01-01');
    expect(item).toEqual({ month: '2024-01', count: 4, detail: { critical: 2, normal: 2 }, unscored: 1 });
  });

  it('R6: the share of pre-warnings has its own population, so it never exceeds 1', async () => {
    const [way, alert] = ['patient.come_from', 'patient.pre_warning.alert_time'];
    await load(
      'trauma',
      '2024-03-10 08:00:00',
      nested({ [way]: '1', [DOOR]: clock(30), [alert]: clock(10) }),
      nested({ [way]: '2', [DOOR]: clock(30), [alert]: clock(40) }),
      nested({ [way]: '1', [DOOR]: clock(30) }),
      ...[1, 2, 3, 4].map(() => nested({ [way]: '3', [DOOR]: clock(30), [alert]: clock(10) })),
    );
    const rate = await count('trauma', 'count_type=rate&count_period=all&month=2024-03-01');
    expect([rate.info_alert, rate.detail.info_alert]).toEqual([0.3333, { count: 1, of: 3, unknown: 0 }]);
  });

  it('R7: the figure of a year is over its cases, not over its months, and says its unit', async () => {
    await load('chestpain', '2023-01-10 08:00:00', wired(60));
    await load('chestpain', '2023-05-10 08:00:00', wired(90), wired(90), wired(90));
    const [year] = await count(
      'chestpain',
      'count_type=D2W&count_period=year&created_time[]=2023-01-01&created_time[]=2023-12-31',
    );
    expect(year).toMatchObject({ year: '2023', mean: 82.5, n: 4, unit: 'min' });
  });

  it('R8: a death counts in the month of the arrival, as the patient does', async () => {
    await load(
      'trauma',
      '2024-05-31 23:59:59',
      nested({ 'patient.leave_hospital.dead_time': '2024-06-02 10:00:00' }),
      nested({ 'patient.leave_hospital.leave_hos_time': '2024-06-05 10:00:00' }),
    );
    const rates = await count(
      'trauma',
      'count_type=rate&count_period=month&created_time[]=2024-05-01&created_time[]=2024-06-30',
    );
    expect(rates.map(({ month, dead, detail }: Json) => [month, dead, detail.dead])).toEqual([
      ['2024-05', 0.5, { count: 1, of: 2, unknown: 0 }],
      ['2024-06', null, { count: 0, of: 0, unknown: 0 }],
    ]);
  });

  it('R9: a case scored twice, with two ECGs and two delay reasons, is one case', async () => {
    const { id } = await api.create('trauma', { patient: { disease_evalute: { eme_iss: 9, is_eme_iss: true } } });
    await api.put('trauma', id, { patient: { disease_evalute: { eme_iss: 25 } } });
    const [now] = await count('trauma', 'count_period=all');
    expect(now).toMatchObject({ count: 1, detail: { critical: 1, normal: 0 }, unscored: 0 });
    const ecg = (minute: number) => ({ ecg_fetch_time: clock(minute), ecg_diagnosis_time: clock(minute + 3) });
    const contact = { 'patient.first_touch_time': clock(0), d2wdelayreason: ['01', '02'] };
    await load('chestpain', '2024-06-10 08:00:00', {
      ...wired(60, contact),
      pre_ecg: [ecg(7), ecg(5)],
      inside_ecg: [ecg(9)],
    });
    const [first] = await count('chestpain', 'count_type=FMC2ECG&month=2024-06-01');
    expect(first).toMatchObject({ n: 1, mean: 5, total: 1 });
    const [trend] = await count('chestpain', 'month=2024-06-01');
    expect(trend.count).toBe(1);
  });
});

describe('rounding happens once, half up, at the end (D-25)', () => {
  it('of minutes: 1/4 is 0.3, and the median of two is their mean', async () => {
    await load('chestpain', '2024-07-10 08:00:00', ...[0, 0, 0, 1].map((minutes) => wired(minutes)));
    const [quarter] = await count('chestpain', 'count_type=D2W&month=2024-07-01');
    expect(quarter).toMatchObject({ mean: 0.3, median: 0 });
    await load('chestpain', '2024-08-10 08:00:00', wired(10), wired(15));
    const [pair] = await count('chestpain', 'count_type=D2W&month=2024-08-01');
    expect(pair).toMatchObject({ mean: 12.5, median: 12.5 });
  });

  it('of days: 1368 and 1296 minutes are 0.9 days, not the 1.0 of days rounded first', async () => {
    const stay = (minutes: number): Body =>
      nested({
        'patient.disease_evalute.eme_iss': 25,
        'assist_examination.arrive_micu_time': clock(0),
        'patient.inside_roadmap.leave_micu_time': clock(minutes),
      });
    await load('trauma', '2024-07-10 08:00:00', stay(1368), stay(1296));
    const [item] = await count('trauma', 'count_type=micu_mean&month=2024-07-01');
    expect(item).toMatchObject({ mean: 0.9, unit: 'd', n: 2 });
  });

  it.each(CASE_TYPES.map(({ name }) => name))(
    'the stay of %s in the resuscitation room is its median in hours, over the living (clinical 1.5)',
    async (type) => {
      const stay = (minutes: number, more: Record<string, unknown> = {}): Body =>
        nested({
          'assist_examination.arrive_emrescue_room_time': clock(0),
          'assist_examination.leave_emergency_time': clock(minutes),
          ...more,
        });
      const died = { 'patient.inside_roadmap.eme_outcome': '04' };
      await load(type, '2022-07-10 08:00:00', stay(60), stay(90), stay(600), stay(6, died));
      const [item] = await count(type, 'count_type=RESUS_STAY&month=2022-07-01');
      expect(item).toMatchObject({ count: 1.5, value: 1.5, value_real: 1.5, mean: 4.2, median: 1.5, n: 3, unit: 'h' });
    },
  );

  it('of money: two decimals', async () => {
    const paid = (yuan: number): Body =>
      nested({ 'patient.leave_hospital.hospital_day': 3, 'patient.leave_hospital.hospital_cost': yuan });
    await load('gib', '2024-07-10 08:00:00', paid(1), paid(1), paid(0));
    const [item] = await count('gib', 'count_type=hosfeemean&month=2024-07-01');
    expect(item).toMatchObject({ mean: 0.67, unit: 'yuan' });
  });
});

describe('fallback starts (D-24)', () => {
  it('count as ok, are told, and are held against no target', async () => {
    const triaged = { [DOOR]: null, 'assist_examination.triage_time': clock(20) };
    await load('chestpain', '2024-09-10 08:00:00', wired(60), wired(60, triaged));
    const [item] = await count('chestpain', 'count_type=d2wmean&month=2024-09-01');
    expect(item).toMatchObject({ value: 50, n: 2, n_fallback: 1, value_real: 60, met: 1, due: 1, compliance: 1 });
  });
});

describe('a standard that asks another figure of transferred patients (clinical 1.2, D-26)', () => {
  const arrived = (come_from: string, more: Record<string, unknown>): Body =>
    nested({ 'patient.come_from': come_from, [DOOR]: clock(0), ...more });
  const punctured = (come_from: string, minutes: number): Body =>
    arrived(come_from, { treatment_type: [1001], 'therapy.puncture_time': clock(minutes) });

  it.each(['dptmean', 'dptmedian'])('%s says how many kept 90 and 60, of all that are due', async (name) => {
    const month = name === 'dptmean' ? '2022-01' : '2022-02';
    const bodies = [punctured('1', 60), punctured('3', 75), punctured('1', 91), punctured('2', 60), punctured('2', 75)];
    await load('apoplexy', `${month}-10 09:00:00`, ...bodies);
    const [item] = await count('apoplexy', `count_type=${name}&month=${month}-01`);
    expect(item).toMatchObject({
      ...{ n: 5, target: null, met: 3, due: 5, compliance: 0.6 },
      goals: [
        { target: 90, met: 4, due: 5, compliance: 0.8 },
        { target: 60, met: 2, due: 5, compliance: 0.4 },
      ],
    });
  });

  it('so does F2W with 90 and 120', async () => {
    const touched = (come_from: string, minutes: number): Body => ({
      ...wired(minutes),
      patient: { come_from, first_touch_time: clock(0) },
    });
    await load('chestpain', '2022-03-10 09:00:00', touched('1', 100), touched('2', 100), touched('3', 90));
    const [item] = await count('chestpain', 'count_type=F2W&month=2022-03-01');
    expect(item).toMatchObject({
      ...{ n: 3, target: null, met: 2, due: 3 },
      goals: [
        { target: 90, met: 1, due: 3, compliance: 0.3333 },
        { target: 120, met: 3, due: 3, compliance: 1 },
      ],
    });
  });
});

describe('slices and the lists they open (D-28)', () => {
  it('a value outside the list is a slice of its own name, and empty is 未填写', async () => {
    await load('toxic', '2024-01-10 08:00:00', { patient: { come_from: '8' } }, { patient: { come_from: '2' } }, {});
    expect(await count('toxic', 'count_type=come_from&month=2024-01-01')).toEqual([
      { count: 0, zh_name: '呼叫(120或其他)出车', name: '1' },
      { count: 1, zh_name: '转院(包含任何机构)', name: '2' },
      { count: 0, zh_name: '自行来院', name: '3' },
      { count: 0, zh_name: '院内发病', name: '4' },
      { count: 1, zh_name: '8', name: '8' },
      { count: 1, zh_name: '未填写', name: 'unknown' },
    ]);
    for (const value of ['2', '8', 'unknown']) {
      expect([value, await total('toxic', `come_from=${value}&month=2024-01-01`)]).toEqual([value, 1]);
    }
  });

  it('a choice of several counts a case under each of its values, and says of how many cases', async () => {
    await load('apoplexy', '2024-01-10 08:00:00', { treatment_type: [429, 1001] }, { treatment_type: [429] }, {});
    const slices: Json[] = await count('apoplexy', 'count_type=total_count&month=2024-01-01');
    const shown = slices.filter((slice) => slice.count > 0).map((slice) => [slice.name, slice.count, slice.cases]);
    expect(shown).toEqual([
      ['429', 2, 3],
      ['1001', 1, 3],
      ['unknown', 1, 3],
    ]);
  });

  it('d2wtype holds only those whom it concerns, each cut on its minute (clinical 2.1)', async () => {
    const others = [wired(undefined), nested({ first_diagnosis: '5' }), {}];
    await load('chestpain', '2024-10-10 08:00:00', ...[60, 61, 90, 91, 120, 121].map((one) => wired(one)), ...others);
    const slices: Json[] = await count('chestpain', 'count_type=d2wtype&month=2024-10-01');
    expect(slices.map(({ name, count: cases }) => [name, cases])).toEqual([
      ['1', 1],
      ['2', 2],
      ['3', 2],
      ['4', 1],
      ['unknown', 1],
    ]);
    expect(await total('chestpain', 'd2wtype=unknown&month=2024-10-01')).toBe(1);
  });

  it('TOAST tells of ischaemic strokes alone, those of no known kind are 未填写 (clinical 2.4, D-23)', async () => {
    const strokes = [
      { stroke_type: '1', toast: '1' },
      { stroke_type: '2', toast: '1' },
      { toast: '1' },
      { stroke_type: '1' },
    ];
    await load('apoplexy', '2022-04-10 08:00:00', ...strokes);
    const slices: Json[] = await count('apoplexy', 'count_type=toast&month=2022-04-01');
    const shown = slices.filter((slice) => slice.count > 0).map((slice) => [slice.name, slice.count]);
    expect(shown).toEqual([
      ['1', 1],
      ['unknown', 2],
    ]);
    for (const [value, cases] of shown) {
      expect(await total('apoplexy', `toast=${value}&month=2022-04-01`)).toBe(cases);
    }
  });

  const slicesShown = async (type: TypeName, name: string, month: string): Promise<unknown> => {
    const slices: Json[] = await count(type, `count_type=${name}&month=${month}-01`);
    for (const { name: value, count: cases } of slices) {
      expect([value, await total(type, `${name}=${value}&month=${month}-01`)]).toEqual([value, cases]);
    }
    return Object.fromEntries(slices.map((slice) => [slice.name, slice.count]));
  };

  it('STEMI past the emergency department and the CCU, and with the ECG sent ahead (clinical 1.3)', async () => {
    const came = (come_from: string, minutes: number | undefined, more: Record<string, unknown>): Body =>
      wired(minutes, { 'patient.come_from': come_from, ...more });
    const [em, ccu, ecg] = ['special_treat.is_pass_em', 'special_treat.is_pass_ccu', 'patient.is_remote_ecg'];
    await load(
      'chestpain',
      '2022-05-10 08:00:00',
      came('1', 60, { [em]: true, [ccu]: true, [ecg]: true }),
      came('2', 60, { [em]: true, [ccu]: false }),
      came('1', 60, { [em]: true, [ecg]: false }),
      came('1', undefined, { [em]: true, [ccu]: true, [ecg]: true }),
      came('3', 60, { [em]: true, [ccu]: true, [ecg]: true }),
      came('3', 60, {}),
      came('1', 60, { first_diagnosis: '2', [em]: true, [ccu]: true, [ecg]: true }),
    );
    const month = '2022-05';
    expect(await slicesShown('chestpain', 'pass_em_ccu', month)).toEqual({ True: 1, False: 1, unknown: 1 });
    expect(await slicesShown('chestpain', 'pass_ccu', month)).toEqual({ True: 1, False: 0, unknown: 1 });
    expect(await slicesShown('chestpain', 'remote_ecg', month)).toEqual({ True: 2, False: 1, unknown: 1 });
  });

  it('reperfusion of STEMI that came within 12 hours of the onset (clinical 1.3)', async () => {
    const onset = 'patient.disease_time';
    const [lysis, day] = ['special_treat.stemi.lysis_start_time', 'patient.leave_hospital.hospital_day'];
    const stemi = (sinceOnset: number | undefined, more: Record<string, unknown> = {}): Body =>
      nested({
        first_diagnosis: '1',
        [DOOR]: clock(0),
        ...(sinceOnset !== undefined && { [onset]: clock(-sinceOnset) }),
        ...more,
      });
    await load(
      'chestpain',
      '2022-08-10 08:00:00',
      stemi(720, { 'special_treat.wire_pass_time': clock(60) }),
      stemi(90, { [lysis]: clock(20) }),
      stemi(90, { 'patient.inside_rescue_info_chestpain.lysis_start_time': clock(-20) }),
      stemi(90, { [day]: 4 }),
      stemi(90, { 'patient.leave_hospital.dead_time': clock(40) }),
      stemi(90),
      stemi(undefined, { [lysis]: clock(20) }),
      stemi(90, { 'patient.is_null_attack_detail_time': true, [lysis]: clock(20) }),
      stemi(721, { [lysis]: clock(20) }),
      stemi(11_000, { [lysis]: clock(20) }),
      stemi(90, { 'patient.come_from': '4', [lysis]: clock(20) }),
      stemi(90, { first_diagnosis: '2', [lysis]: clock(20) }),
    );
    expect(await slicesShown('chestpain', 'reperfusion', '2022-08')).toEqual({ True: 3, False: 2, unknown: 3 });
  });

  it('deaths among the stays in the emergency department that have a length (clinical 1.4)', async () => {
    const [dead, left] = ['patient.leave_hospital.dead_time', 'assist_examination.leave_emergency_time'];
    const stay = (more: Record<string, unknown>): Body => nested({ [DOOR]: clock(0), ...more });
    await load(
      'trauma',
      '2022-05-10 08:00:00',
      stay({ [dead]: clock(30) }),
      stay({ [dead]: clock(30), [left]: clock(30) }),
      stay({ [left]: clock(30), 'patient.inside_roadmap.eme_outcome': '04' }),
      stay({ [left]: clock(30), [dead]: clock(90) }),
      stay({ [left]: clock(30) }),
      stay({ 'patient.inside_roadmap.eme_outcome': '04' }),
    );
    expect(await slicesShown('trauma', 'eme_stop_dead', '2022-05')).toEqual({ True: 3, False: 2, unknown: 0 });
    const [{ n }] = await count('trauma', 'count_type=eme_stop&month=2022-05-01');
    expect(n).toBe(5);
  });

  it('an unscored trauma is among those that are not critical', async () => {
    await load('trauma', '2024-10-10 08:00:00', {}, nested({ 'patient.disease_evalute.eme_iss': 16 }));
    expect(await total('trauma', 'critical=False&month=2024-10-01')).toBe(1);
    expect(await total('trauma', 'critical=True&month=2024-10-01')).toBe(1);
  });
});

describe('what is counted follows the record at once', () => {
  it('through a change, a deletion, a restoring and a switch, in the month of the registration (D-09, D-10, D-30)', async () => {
    await load('basic', '2024-11-30 23:59:59', { patient: { come_from: '1', disease_type: '3' } });
    const { results } = await get(`${rootOf('basic')}?month=2024-11-01`);
    const [{ id }] = results;
    const counted = async (type: TypeName): Promise<unknown[]> => {
      const [item] = await count(type, 'month=2024-11-01');
      const all = await get('/api/patient/count/?month=2024-11-01');
      return [item.count, item.detail['3'], all[0].count];
    };
    expect(await counted('basic')).toEqual([1, 1, 1]);
    await api.put('basic', id, { patient: { disease_type: '2' } });
    expect(await counted('basic')).toEqual([1, 0, 1]);
    await api.call('DELETE', `${rootOf('basic')}${id}/`);
    expect(await counted('basic')).toEqual([0, 0, 0]);
    await api.call('POST', `${rootOf('basic')}${id}/restore/`);
    expect(await counted('basic')).toEqual([1, 0, 1]);
    await api.switchTo('basic', id, 'gib');
    expect([await counted('basic'), await counted('gib')]).toEqual([
      [0, 0, 1],
      [1, 0, 1],
    ]);
  });

  it('and a case belongs to the day on the hospital’s clocks (A-40, A-63, D-41)', async () => {
    await load('basic', '2024-12-31 23:59:59', {});
    await load('basic', '2025-01-01 00:00:00', {});
    const days: Json[] = await count('basic', 'count_period=day&created_time[]=2024-12-31&created_time[]=2025-01-01');
    expect(days.map(({ day, count: cases }) => [day, cases])).toEqual([
      ['2024-12-31', 1],
      ['2025-01-01', 1],
    ]);
    const weeks: Json[] = await count('basic', 'count_period=week&created_time[]=2024-12-31&created_time[]=2025-01-01');
    expect(weeks.map(({ week, count: cases }) => [week, cases])).toEqual([['2025-W01', 2]]);
    const [second, ...none]: Json[] = await count(
      'basic',
      'count_period=all&start_time=2024-12-31%2023:59:59&end_time=2024-12-31%2023:59:59',
    );
    expect([second.count, none]).toEqual([1, []]);
  });
});

describe('the shape of answers', () => {
  it.each(CASE_TYPES.map(({ name }) => name))(
    'a default trend of %s is 12 calendar months ending with this one (A-40, E-STAT-01)',
    async (type) => {
      const months: string[] = (await count(type, '')).map(({ month }: Json) => month);
      const thisMonth = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7);
      expect([months.length, months.at(-1), [...months].sort()]).toEqual([12, thisMonth, months]);
    },
  );

  it.each([
    'created_time[]=',
    'created_time[]=&created_time[]=',
    'created_time=&created_time=',
    'start_time=&end_time=&month=',
  ])('an empty range is none, of counts as of lists: %s (E-STAT-01)', async (range) => {
    expect(await count('trauma', range)).toEqual(await count('trauma', ''));
    expect(await get(`/api/patient/count/?${range}`)).toEqual(await get('/api/patient/count/'));
    expect(await total('trauma', range)).toBe(await total('trauma', ''));
  });

  it('an empty month has every listed value (E-STAT-02, E-STAT-05)', async () => {
    expect(await count('basic', 'month=2020-07-01')).toEqual([
      { month: '2020-07', count: 0, detail: { '1': 0, '2': 0, '3': 0, '9': 0, unknown: 0 } },
    ]);
    const [{ detail }] = await count('chestpain', 'month=2020-07-01');
    expect(detail).toEqual({ '1': 0, '2': 0, '3': 0, '4': 0, '5': 0, '6': 0, '7': 0, '8': 0, unknown: 0 });
  });

  it('all of a range is one item without a period, the rates one object (D-27, E-STAT-10)', async () => {
    const range = 'created_time[]=2020-01-01&created_time[]=2020-12-31';
    expect(await count('trauma', `count_period=all&${range}`)).toEqual([
      { count: 0, detail: { critical: 0, normal: 0 }, unscored: 0 },
    ]);
    const { detail, ...rates } = await count('trauma', `count_period=all&count_type=rate&${range}`);
    expect(new Set(Object.values(rates))).toEqual(new Set([null]));
    expect(Object.keys(rates).sort()).toEqual(Object.keys(detail).sort());
    expect(Object.keys(rates)).toHaveLength(15);
  });

  describe.each([
    ['that ends before it starts', 'created_time[]=2026-03-31&created_time[]=2026-03-01'],
    ['that ends before it starts, of the same day', 'start_time=2026-03-31%2012:00&end_time=2026-03-31%2011:00'],
    ['that starts in the future', 'start_time=2090-01-01'],
    ['that ends before the first case', 'end_time=1990-01-01'],
  ])('a range %s answers like one without a case (E-GEN-07, E-STAT-10, A-25)', (_, range) => {
    const empty = 'created_time[]=2020-01-01&created_time[]=2020-12-31';

    it.each([
      ['trauma', 'count_type=rate&count_period=all'],
      ['trauma', 'count_period=all'],
      ['chestpain', 'count_type=d2wmean&count_period=all'],
      ['chestpain', 'count_type=d2wtype'],
      ['apoplexy', 'count_type=total_count'],
    ] as const)('%s %s', async (type, query) => {
      expect(await count(type, `${query}&${range}`)).toEqual(await count(type, `${query}&${empty}`));
    });

    it.each(['', 'total_count', 'is_start_mdt', 'come_from'])('the overview %s', async (name) => {
      const query = name === '' ? 'count_period=all' : `count_type=${name}`;
      const [got, expected] = [range, empty].map((each) => get(`/api/patient/count/?${query}&${each}`));
      expect(await got).toEqual(await expected);
    });

    it('no period of a trend, and no case of the list', async () => {
      const periods = range.includes('12:00') ? 1 : 0;
      expect(await count('basic', `count_period=month&${range}`)).toHaveLength(periods);
      expect(await total('basic', range)).toBe(0);
    });
  });

  it('the chest pain screen tells of this month, its detail of a range (E-STAT-14, E-STAT-15, A-49)', async () => {
    await api.create('chestpain', wired(45));
    const screen = await get('/api/chestpain/data_screening/');
    const [month] = (await count('chestpain', '')).slice(-1);
    expect(screen).toMatchObject(month);
    expect([screen.d2wmean.value, screen.hosdaymean.value, screen.hosfeemean.value]).toEqual([45, null, null]);
    const detail = await get(
      '/api/chestpain/data_screening_detail/?unit=month&start_time=2023-04-01&end_time=2023-06-30',
    );
    expect(detail).toEqual([
      { month: '2023-04', count: 0 },
      { month: '2023-05', count: 3 },
      { month: '2023-06', count: 0 },
    ]);
  });

  it.each([
    ['chestpain', 'count_type=dntmean', 'count_type'],
    ['apoplexy', 'count_type=rate', 'count_type'],
    ['basic', 'count_type=nobody', 'count_type'],
    ['trauma', 'count_period=hour', 'count_period'],
    ['gib', 'nobody=1', 'nobody'],
    ['toxic', 'month=2021-13-01', 'month'],
    ['basic', 'created_time[]=2021-01-01', 'created_time[]'],
    ['basic', 'start_time=soon', 'start_time'],
  ] as const)('%s refuses %s by its name (E-STAT-01)', async (type, query, name) => {
    const { status, body } = await api.call('GET', `${rootOf(type)}count/?${query}`);
    expect([status, body]).toEqual([400, problem('validation_failed', { [name]: [expect.any(String)] })]);
  });

  it.each([
    ['count_type=ais_rs', 'count_type'],
    ['count_period=hour', 'count_period'],
  ])('the overview refuses %s by its name', async (query, name) => {
    const { status, body } = await api.call('GET', `/api/patient/count/?${query}`);
    expect([status, body]).toEqual([400, problem('validation_failed', { [name]: [expect.any(String)] })]);
  });

  it.each([
    ['node=nobody', 'node'],
    ['node=D2W&node_status=perhaps', 'node_status'],
    ['d2wmean=perhaps', 'd2wmean'],
  ])('a list refuses %s by its name', async (query, name) => {
    const { status, body } = await api.call('GET', `${rootOf('chestpain')}?${query}`);
    expect([status, Object.keys(body.errors)]).toEqual([400, [name]]);
  });
});

describe('who reads figures', () => {
  const OF_NO_TYPE = [
    '/api/patient/count/',
    '/api/chestpain/data_screening/',
    '/api/chestpain/data_screening_detail/',
  ] as const;

  it.each([...OF_NO_TYPE, ...CASE_TYPES.map(({ name }) => `${rootOf(name)}count/`)])(
    'D-29: until there are permissions, %s tells them to everybody who is signed in, and to nobody else',
    async (path) => {
      const { status, body } = await api.call('GET', path, { token: null });
      expect([status, body]).toEqual([401, problem('token_missing')]);
    },
  );
});
