import { codeOf, problem, rootOf, startCaseApi, type CaseApi, type Json } from '../support/caseApi.ts';
import type { ApiClient } from '../support/client.ts';

let api: CaseApi;
let nurse: ApiClient;
beforeAll(async () => {
  api = await startCaseApi();
  nurse = await api.person('nurse');
});
afterAll(() => api.close());

const act = (
  patientId: number,
  action: string,
  { client = api.client, body }: { client?: ApiClient; body?: Json } = {},
) => client.call('POST', `/api/patient/patient/${patientId}/${action}_arch/`, { body });

/** The way into each state. */
const INTO: Readonly<Record<string, readonly string[]>> = {
  '0': [],
  '1': ['ask'],
  '2': ['ask', 'accept'],
  '3': ['ask', 'refuse'],
};

const inState = async (state: string, body: Json = {}): Promise<Json> => {
  const created = await api.create('apoplexy', body);
  await api.archive(created.patient.id, ...(INTO[state] ?? []));
  return created;
};

const ALLOWED: Readonly<Record<string, readonly [action: string, msg: string, status: string]>> = {
  '0 ask': ['ask', '已提交归档申请!', '1'],
  '3 ask': ['ask', '已提交归档申请!', '1'],
  '1 withdraw': ['withdraw', '已撤销归档申请!', '0'],
  '2 withdraw': ['withdraw', '已撤销归档申请!', '0'],
  '1 accept': ['accept', '归档审核已通过!', '2'],
  '1 refuse': ['refuse', '归档审核已拒绝!', '3'],
};

describe('archiving (E-ARCH-01 to E-ARCH-05, A-41)', () => {
  const every = Object.keys(INTO).flatMap((state) =>
    ['ask', 'withdraw', 'accept', 'refuse'].map((action) => [state, action] as const),
  );

  it.each(every)('from state %s: %s', async (state, action) => {
    const { id, patient } = await inState(state);
    const allowed = ALLOWED[`${state} ${action}`];
    const end = await api.store.end();
    const reply = await act(patient.id, action);
    if (allowed) {
      const [, msg, status] = allowed;
      expect([reply.status, reply.body]).toEqual([200, { msg, arch_status: status }]);
      expect((await api.detail('apoplexy', id)).patient.arch_status).toBe(status);
    } else {
      expect([reply.status, reply.body]).toEqual([400, problem('archive_transition')]);
      expect(await api.store.end()).toBe(end);
      expect((await api.detail('apoplexy', id)).patient.arch_status).toBe(state);
    }
  });

  it('tells people in msg what was done, and with 400 why not (E-GEN-13)', async () => {
    const { patient } = await api.create('gib');
    const [done, refused] = [await act(patient.id, 'ask'), await act(patient.id, 'ask')];
    expect([done.status, done.body.msg]).toEqual([200, '已提交归档申请!']);
    expect([refused.status, refused.body.msg]).toEqual([400, '当前归档状态不允许该操作!']);
  });

  it('is asked for and withdrawn by anybody, judged by admins only (A-41, D-39)', async () => {
    const { patient } = await api.create('trauma');
    expect((await act(patient.id, 'ask', { client: nurse })).status).toBe(200);
    for (const action of ['accept', 'refuse']) {
      const reply = await act(patient.id, action, { client: nurse });
      expect([reply.status, reply.body]).toEqual([400, problem('admin_required')]);
    }
    expect((await act(patient.id, 'withdraw', { client: nurse })).body.arch_status).toBe('0');
  });

  it.each([
    ['ask', '0', '未归档'],
    ['accept', '1', '已提交归档审核'],
    ['withdraw', '1', '已提交归档审核'],
    ['refuse', '1', '已提交归档审核'],
  ])('%s takes a reason or none, and the reason is in the history (D-08)', async (action, from, label) => {
    const { id, patient } = await inState(from);
    expect((await act(patient.id, action, { body: { reason: '资料不全' } })).status).toBe(200);
    const { results } = await api.history('apoplexy', id);
    expect(results[0]).toMatchObject({ action: `${action}_archive`, user: 'admin' });
    expect(results[0].changes).toContainEqual(
      expect.objectContaining({ field: 'reason', label: '原因', new: '资料不全' }),
    );
    expect(results[0].changes).toContainEqual(
      expect.objectContaining({ field: 'patient.arch_status', old: from, old_label: label }),
    );
    const silent = await inState(from);
    expect((await act(silent.patient.id, action, { body: { reason: null } })).status).toBe(200);
  });

  it('of a deleted case is a 404', async () => {
    const { id, patient } = await api.create('gib');
    await api.call('DELETE', `${rootOf('gib')}${id}/`);
    const reply = await act(patient.id, 'ask');
    expect([reply.status, reply.body.code]).toEqual([404, 'case_deleted']);
  });

  it('goes on after a switch, under the same patient.id', async () => {
    const { id, patient } = await api.create('basic');
    const now = await api.switchTo('basic', id, 'toxic');
    await api.archive(patient.id, 'ask', 'accept');
    expect((await api.detail('toxic', now)).patient.arch_status).toBe('2');
  });
});

describe('an archived case (D-08)', () => {
  const BODY = { patient: { name: '张三', wristlet: 'A1' }, pre_ecg_in: [{ ecg_fetch_time: '2026-05-01 08:00:00' }] };
  const wear = (wristlet: string): Json => ({ ...BODY, patient: { ...BODY.patient, wristlet } });
  const WRITES: Readonly<
    Record<
      string,
      (id: number, patientId: number, wristlet: string) => readonly [string, string, Json, string, string?]
    >
  > = {
    PUT: (id) => ['PUT', `${rootOf('apoplexy')}${id}/`, { patient: { name: '李四' } }, 'patient.name'],
    PATCH: (id) => ['PATCH', `${rootOf('apoplexy')}${id}/`, { call_time: '2026-05-01 08:00:00' }, 'call_time'],
    'ECG rows': (id) => ['PUT', `${rootOf('apoplexy')}${id}/`, { pre_ecg_in: [] }, 'pre_ecg', 'pre_ecg_in'],
    'a block under its other name': (id) => [
      'PUT',
      `${rootOf('apoplexy')}${id}/`,
      { threapy: { sign_time: '2026-05-01 08:00:00' } },
      'therapy.sign_time',
      'threapy.sign_time',
    ],
    'the grade in another place': (id) => [
      'PUT',
      `${rootOf('apoplexy')}${id}/`,
      { assist_examination: { illness_grade: '2' } },
      'patient.illness_grade',
      'assist_examination.illness_grade',
    ],
    'a block': (id) => [
      'PUT',
      `/api/apoplexy/thrombolysis/${id}/`,
      { sign_time: '2026-05-01 08:00:00' },
      'thrombolysis.sign_time',
      'sign_time',
    ],
    'the patient': (_, patientId) => [
      'PATCH',
      `/api/patient/patient/${patientId}/`,
      { bed_no: '7' },
      'patient.bed_no',
      'bed_no',
    ],
    'a wristband': (_id, _patientId, wristlet) => [
      'POST',
      '/api/chestpain/update_arrive_time/',
      { wristlet, field: 'triage_time' },
      'assist_examination.triage_time',
      'field',
    ],
  };

  it.each(Object.keys(WRITES))(
    'refuses a change through %s by the name it sent, and the attempt is in the history',
    async (way) => {
      const wristlet = `w-${way}`;
      const { id, patient } = await inState('2', wear(wristlet));
      const before = await api.detail('apoplexy', id);
      const [method, path, body, field, sent = field] = WRITES[way]?.(id, patient.id, wristlet) ?? ['GET', '/', {}, ''];
      const reply = await nurse.call(method, path, { body });
      expect([reply.status, reply.body]).toEqual([400, problem('case_archived', { [sent]: [expect.any(String)] })]);
      expect(await api.detail('apoplexy', id)).toEqual(before);
      const { results } = await api.history('apoplexy', id);
      expect(results[0]).toMatchObject({
        user: 'nurse',
        action: 'refused_change',
        client: way === 'a wristband' ? 'wristband' : 'web',
      });
      expect(results[0].changes.map((change: Json) => change.field)).toEqual([field]);
    },
  );

  it('takes an echo of itself, which changes nothing', async () => {
    const { id } = await inState('2', wear('echo'));
    const before = await api.detail('apoplexy', id);
    const end = await api.store.end();
    const reply = await api.put('apoplexy', id, before);
    expect([reply.status, reply.body]).toEqual([200, before]);
    expect(await api.store.end()).toBe(end);
  });

  it('may be changed in states 1 and 3', async () => {
    for (const state of ['1', '3']) {
      const { id } = await inState(state);
      expect((await api.put('apoplexy', id, { patient: { name: '王五' } })).status).toBe(200);
    }
  });

  it('may be changed again once the archive is withdrawn', async () => {
    const { id, patient } = await inState('2');
    await api.archive(patient.id, 'withdraw');
    expect((await api.put('apoplexy', id, { patient: { name: '王五' } })).status).toBe(200);
  });

  it.each([
    ['1', 'archive_pending'],
    ['2', 'case_archived'],
  ])('is neither deleted nor switched in state %s', async (state, code) => {
    const { id } = await inState(state);
    const body = { case_id: id, from_type: codeOf('apoplexy'), to_type: codeOf('basic') };
    const gone = await api.call('DELETE', `${rootOf('apoplexy')}${id}/`);
    const switched = await api.call('POST', '/api/common/switchcase/', { body });
    const batch = await api.call('DELETE', `${rootOf('apoplexy')}patient_batch_delete/?ids=${id}`);
    expect([gone.status, gone.body, switched.status, switched.body]).toEqual([400, problem(code), 400, problem(code)]);
    expect([batch.status, batch.body]).toEqual([400, problem('ids_refused', { [id]: [gone.body.msg] })]);
    expect((await api.detail('apoplexy', id)).id).toBe(id);
    const actions = (await api.history('apoplexy', id)).results.map((item: Json) => item.action);
    const attempts = actions.filter((action: string) => action.startsWith('refused_'));
    expect(attempts).toEqual(state === '2' ? ['refused_delete', 'refused_switch', 'refused_delete'] : []);
  });

  it('may be deleted and switched in state 3', async () => {
    const { id } = await inState('3');
    const now = await api.switchTo('apoplexy', id, 'gib');
    const { patient } = await api.detail('gib', now);
    expect(patient.arch_status).toBe('3');
    expect((await api.call('DELETE', `${rootOf('gib')}${now}/`)).status).toBe(204);
  });
});
