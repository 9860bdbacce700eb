import { CASE_TYPE_NAMES, CASE_TYPES } from '../../src/domain/catalogue/caseTypes.ts';
import { problem, rootOf, startCaseApi, type CaseApi, type Json } from '../support/caseApi.ts';
import type { ApiClient } from '../support/client.ts';

let api: CaseApi;
let nurse: ApiClient;
beforeAll(async () => {
  api = await startCaseApi();
  nurse = await api.person('nurse');
});
afterAll(() => api.close());

const fields = (item: Json): string[] => item.changes.map(({ field }: Json) => field).sort();

describe('the history of a case (E-HIST-01, D-16)', () => {
  it('has one item a request, newest first, with person, client, time of entry, old and new, and labels', async () => {
    const { id } = await api.create('apoplexy', { patient: { name: '张三', gender: '1' }, treatment_type: [429] });
    await nurse.call('PUT', `${rootOf('apoplexy')}${id}/`, {
      body: { call_time: '2026-05-01 08:00:00', patient: { gender: '2', name: null }, has_cpr_pre: true },
      headers: { 'user-agent': 'okhttp/4' },
    });
    const { count, next, previous, results } = await api.history('apoplexy', id);
    expect([count, next, previous, results.length]).toEqual([2, null, null, 2]);
    const [changed, created] = results;
    expect(created).toMatchObject({ action: 'create', user: 'admin', client: 'web', from: null, to: null });
    expect(fields(created)).toEqual(['patient.gender', 'patient.name', 'treatment_type']);
    expect(created.changes).toContainEqual({
      field: 'patient.gender',
      label: '性别',
      old: null,
      new: '1',
      old_label: null,
      new_label: '男',
    });
    expect(changed).toMatchObject({
      table_name: 'apoplexy_apoplexy',
      instance_id: id,
      user: 'nurse',
      client: 'android',
      action: 'update',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
    });
    expect(changed.changes).toEqual(
      expect.arrayContaining([
        {
          field: 'call_time',
          label: '呼救时间',
          old: null,
          new: '2026-05-01 08:00:00',
          old_label: null,
          new_label: '2026-05-01 08:00:00',
        },
        { field: 'patient.gender', label: '性别', old: '1', new: '2', old_label: '男', new_label: '女' },
        { field: 'patient.name', label: '患者姓名', old: '张三', new: null, old_label: '张三', new_label: null },
        { field: 'has_cpr_pre', label: '是否进行院前心肺复苏', old: null, new: true, old_label: null, new_label: '是' },
      ]),
    );
    expect(changed.changes).toHaveLength(4);
  });

  it('says which row of the ECGs changed, was added and was removed (D-12, D-16)', async () => {
    const row = { ecg_fetch_time: '2026-05-01 08:00:00' };
    const { id, pre_ecg } = await api.create('chestpain', { pre_ecg_in: [row, row] });
    const [first, second] = pre_ecg.map((each: Json) => each.id);
    await api.put('chestpain', id, { pre_ecg_in: [{ id: first, ecg_fetch_time: '2026-05-01 09:00:00' }, row] });
    const [item] = (await api.history('chestpain', id)).results;
    expect(fields(item)).toEqual([
      `pre_ecg[${first}].ecg_fetch_time`,
      `pre_ecg[${second}].ecg_fetch_time`,
      `pre_ecg[${second}].imgs`,
      `pre_ecg[${second + 1}].ecg_fetch_time`,
      `pre_ecg[${second + 1}].imgs`,
    ]);
    expect(item.changes).toContainEqual(
      expect.objectContaining({ label: '院前心电图采集时间', old: '2026-05-01 08:00:00', new: '2026-05-01 09:00:00' }),
    );
  });

  it.each(CASE_TYPE_NAMES)(
    'is found by the table name of %s, at both addresses (E-HIST-02, E-HIST-03, A-54)',
    async (caseType) => {
      const { id } = await api.create(caseType);
      const query = `table_name=${CASE_TYPES[caseType].tableName}&instance_id=${id}`;
      const [common, short] = await Promise.all([
        api.call('GET', `/api/common/history/?${query}`),
        api.call('GET', `/api/history?${query}`),
      ]);
      expect(common.body.results).toHaveLength(1);
      expect(short.body).toEqual(common.body);
    },
  );

  it('has no item for a request that changed nothing or was refused', async () => {
    const { id } = await api.create('gib', { patient: { name: '张三' } });
    await api.put('gib', id, { patient: { name: '张三' } });
    await api.put('gib', id, { patient: { name: 5 } });
    expect((await api.history('gib', id)).count).toBe(1);
  });

  it('outlives the case (D-10)', async () => {
    const { id } = await api.create('gib', { patient: { name: '张三' } });
    await api.call('DELETE', `${rootOf('gib')}${id}/`);
    await api.call('POST', `${rootOf('gib')}${id}/restore/`);
    await api.call('DELETE', `${rootOf('gib')}${id}/`);
    const { results } = await api.history('gib', id);
    expect(results.map(({ action }: Json) => action)).toEqual(['delete', 'restore', 'delete', 'create']);
  });
});

describe('a history is narrowed', () => {
  let id: number;
  beforeAll(async () => {
    id = (await api.create('trauma', { patient: { name: '一' } })).id;
    await nurse.call('PUT', `${rootOf('trauma')}${id}/`, { body: { patient: { name: '二' } } });
    await nurse.call('PUT', `${rootOf('trauma')}${id}/`, { body: { call_time: '2026-05-01 08:00:00' } });
  });
  const counted = async (query: string): Promise<number> => {
    const { count, results } = await api.history('trauma', id, query);
    expect(results).toHaveLength(count);
    return count;
  };

  it('by person and field, alone and together (D-16)', async () => {
    expect(await counted('&user=nurse')).toBe(2);
    expect(await counted('&user=nobody')).toBe(0);
    expect(await counted('&field=patient.name')).toBe(2);
    expect(await counted('&field=patient__name')).toBe(2);
    expect(await counted('&field=patient__name&user=nurse')).toBe(1);
    expect(await counted('&field=call_time')).toBe(1);
  });

  it.each([
    ['pre_ecg', 3],
    ['pre_ecg[]', 3],
    ['pre_ecg[1]', 2],
    ['pre_ecg[].ecg_fetch_time', 2],
    ['pre_ecg.ecg_fetch_time', 2],
    ['pre_ecg__ecg_fetch_time', 2],
    ['pre_ecg[1].ecg_fetch_time', 1],
    ['pre_ecg[1]__ecg_fetch_time', 1],
    ['pre_ecg[2].ecg_fetch_time', 1],
    ['pre_ecg[].ecg_diagnosis_time', 1],
    ['inside_ecg', 0],
    ['pre_ecg.fetch', 0],
    ['pre_ec', 0],
    ['pre_ecg.*', 0],
    ['pre_ecg[', 0],
    ['patient.nam.', 0],
    ['(', 0],
    ['\\', 0],
  ])('by %s, rows of ECGs together or one by one (D-12, D-16)', async (field, times) => {
    const { id: rows } = await api.create('basic', { pre_ecg_in: [{ ecg_fetch_time: '2026-05-01 08:00:00' }] });
    const more = { ecg_fetch_time: '2026-05-01 09:00:00' };
    const { pre_ecg: read } = (await api.put('basic', rows, { pre_ecg_in: [{ id: 1 }, more] })).body;
    await api.put('basic', rows, { pre_ecg_in: [{ ...read[0], ecg_diagnosis_time: more.ecg_fetch_time }, read[1]] });
    await api.put('basic', rows, { patient: { name: '一' } });
    expect((await api.history('basic', rows, `&field=${encodeURIComponent(field)}`)).count).toBe(times);
  });

  it('by the time of entry, both ends inclusive (D-16)', async () => {
    const { results } = await api.history('trauma', id);
    const [latest, , first] = results.map(({ time }: Json) => encodeURIComponent(time));
    const today = first.slice(0, 10);
    expect(await counted(`&start_time=${first}&end_time=${latest}`)).toBe(3);
    expect(await counted(`&start_time=${today}&end_time=${latest.slice(0, 10)}`)).toBe(3);
    expect(await counted('&end_time=2020-01-01')).toBe(0);
    expect(await counted('&start_time=2100-01-01')).toBe(0);
  });

  it('not by a time that is none, nor by an unknown parameter', async () => {
    const query = `table_name=${CASE_TYPES.trauma.tableName}&instance_id=${id}`;
    const wrong = await api.call('GET', `/api/common/history/?${query}&start_time=2021-02-30`);
    expect([wrong.status, wrong.body]).toEqual([
      400,
      problem('validation_failed', { start_time: [expect.any(String)] }),
    ]);
    const unknown = await api.call('GET', `/api/common/history/?${query}&who=x&after=abc`);
    expect([unknown.status, Object.keys(unknown.body.errors).sort()]).toEqual([400, ['after', 'who']]);
  });

  it('not by several that are wrong, all of which are named at once (D-03)', async () => {
    const query = `table_name=${CASE_TYPES.trauma.tableName}&instance_id=${id}&start_time=2021-02-30&end_time=x`;
    const times = await api.call('GET', `/api/common/history/?${query}`);
    expect([times.status, Object.keys(times.body.errors).sort()]).toEqual([400, ['end_time', 'start_time']]);
    const others = await api.call('GET', `/api/common/history/?${query}&who=x&limit=many`);
    expect(Object.keys(others.body.errors).sort()).toEqual(['end_time', 'limit', 'start_time', 'who']);
  });
});

describe('the pages of a history (D-16, D-17)', () => {
  const follow = async (link: string | null): Promise<Json[]> => {
    if (link === null) return [];
    const { status, body } = await api.call('GET', link.replace(api.url, ''));
    expect(status).toBe(200);
    return [body, ...(await follow(body.next))];
  };

  it('go by position, so that nothing is skipped or doubled while others write', async () => {
    const { id } = await api.create('basic');
    for (let bed = 1; bed <= 6; bed += 1) await api.put('basic', id, { patient: { bed_no: `${bed}` } });
    const first = await api.history('basic', id, '&limit=3');
    await api.put('basic', id, { patient: { bed_no: 'late' } });
    const pages = [first, ...(await follow(first.next))];
    const beds = pages
      .flatMap(({ results }) => results)
      .flatMap(({ changes }) => changes.map((change: Json) => change.new));
    expect(beds).toEqual(['6', '5', '4', '3', '2', '1', '9']);
    expect(pages.map(({ results }) => results.length)).toEqual([3, 3, 1]);
  });

  it('lead back as they lead on (A-66)', async () => {
    const { id } = await api.create('basic');
    for (let bed = 1; bed <= 5; bed += 1) await api.put('basic', id, { patient: { bed_no: `${bed}` } });
    const ids = (page: Json): string[] => page.results.map((item: Json) => item.id);
    const get = async (link: string): Promise<Json> => (await api.call('GET', link.replace(api.url, ''))).body;
    for (const filter of ['', '&field=patient.bed_no']) {
      const first = await api.history('basic', id, `&limit=2${filter}`);
      const second = await get(first.next);
      const third = await get(second.next);
      expect([first.previous, third.results.length]).toEqual([null, filter === '' ? 2 : 1]);
      const [back, start] = [await get(third.previous), await get(second.previous)];
      expect([ids(back), ids(start)]).toEqual([ids(second), ids(first)]);
      expect([back.next, back.count]).toEqual([second.next, first.count]);
    }
    const beyond = await api.history('basic', id, '&limit=2&offset=1000');
    expect((await get(beyond.previous)).results).toHaveLength(2);
  });

  it('are 20 items long, and no longer than 500', async () => {
    const { id } = await api.create('basic');
    for (let bed = 1; bed <= 20; bed += 1) await api.put('basic', id, { patient: { bed_no: `${bed}` } });
    const page = await api.history('basic', id);
    expect([page.count, page.results.length]).toEqual([21, 20]);
    expect(await api.history('basic', id, '&limit=0')).toEqual({
      ...page,
      next: expect.stringMatching(/limit=20&/),
    });
    for (const large of ['100000', '3000000000', '9'.repeat(30)]) {
      const cut = await api.history('basic', id, `&limit=${large}`);
      expect([cut.results.length, cut.next]).toEqual([21, null]);
      expect(await api.history('basic', id, `&offset=${large}`)).toMatchObject({ count: 21, next: null, results: [] });
    }
    expect((await api.history('basic', id, '&offset=20')).results).toHaveLength(1);
  });
});
