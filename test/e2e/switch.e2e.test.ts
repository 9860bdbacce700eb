import { fieldsOf } from '../../src/domain/catalogue/catalogue.ts';
import { CASE_TYPE_NAMES, CASE_TYPES, type CaseTypeName } from '../../src/domain/catalogue/caseTypes.ts';
import { codeOf, problem, rootOf, startCaseApi, type CaseApi, type Json } from '../support/caseApi.ts';
import { at, nested, sampleValues, writableFields } from '../support/fullBody.ts';

let api: CaseApi;
let picture: string;
beforeAll(async () => {
  api = await startCaseApi();
  picture = (await api.upload()).url;
});
afterAll(() => api.close());

const switchCall = (body: Json, headers = {}) => api.call('POST', '/api/common/switchcase/', { body, headers });
const bodyOf = (from: CaseTypeName, id: number, to: CaseTypeName): Json => ({
  case_id: id,
  from_type: codeOf(from),
  to_type: codeOf(to),
});

const PAIRS = CASE_TYPE_NAMES.flatMap((from) =>
  CASE_TYPE_NAMES.filter((to) => to !== from).map((to): [CaseTypeName, CaseTypeName] => [from, to]),
);
const ROWS = [{ imgs: [], ecg_fetch_time: '2026-05-01 08:00:00', ecg_diagnosis_time: null }];

describe('switching (E-SWITCH-01, E-SWITCH-02, D-09)', () => {
  it.each(PAIRS)('%s to %s carries every field that both have, and nothing else', async (from, to) => {
    const values = sampleValues(from, { pictures: [picture] });
    const old = await api.create(from, { ...nested(values), pre_ecg_in: ROWS });
    const reply = await switchCall({ ...bodyOf(from, old.id, to), patient_id: old.patient.id });
    expect([reply.status, reply.body]).toEqual([
      200,
      { msg: expect.any(String), case_type: codeOf(to), case_id: expect.any(Number) },
    ]);
    const now = await api.detail(to, reply.body.case_id);
    const had = new Set(fieldsOf(from).map(({ path }) => path));
    for (const { path } of writableFields(to).filter((field) => field.path !== 'patient.age')) {
      expect([path, at(now, path) ?? []]).toEqual([path, had.has(path) ? values[path] : []]);
    }
    expect(now).toMatchObject({ case_type: to, created_time: old.created_time, pre_ecg: old.pre_ecg });
    expect(now.patient).toMatchObject({ id: old.patient.id, emergency_type: codeOf(to), age: old.patient.age });
  });

  it('brings nothing back on the way back, but the history has it (D-09)', async () => {
    const { id } = await api.create('apoplexy', { stroke_type: '1', patient: { name: '张三' } });
    const basic = await api.switchTo('apoplexy', id, 'basic');
    const again = await api.switchTo('basic', basic, 'apoplexy');
    expect(again).not.toBe(id);
    expect(await api.detail('apoplexy', again)).toMatchObject({ stroke_type: null, patient: { name: '张三' } });
    const { results } = await api.history('apoplexy', id);
    expect(results.map(({ action }: Json) => action)).toEqual(['switch', 'switch', 'create']);
    expect(results[1].changes).toContainEqual(expect.objectContaining({ field: 'stroke_type', old: '1', new: null }));
  });
});

describe('an id that was switched away (D-09)', () => {
  let old: Json;
  let middle: number;
  let now: number;
  const to = () => ({ case_type: codeOf('trauma'), case_id: now });
  beforeAll(async () => {
    old = await api.create('apoplexy', { patient: { name: '钱七', wristlet: 'S1' } });
    middle = await api.switchTo('apoplexy', old.id, 'basic');
    now = await api.switchTo('basic', middle, 'trauma');
  });

  it('is a 410 that names the case of now, in the detail and on every write', async () => {
    const path = `${rootOf('apoplexy')}${old.id}/`;
    const replies = await Promise.all([
      api.call('GET', path),
      api.call('GET', `${rootOf('basic')}${middle}/`),
      api.call('PUT', path, { body: { patient: { name: 'x' } } }),
      api.call('PATCH', path, { body: {} }),
      api.call('DELETE', path),
      api.call('POST', `${path}restore/`),
      api.call('GET', `${rootOf('apoplexy')}time_node/${old.id}/`),
      api.call('GET', `/api/apoplexy/thrombolysis/${old.id}/`),
      api.call('PUT', `/api/apoplexy/thrombolysis/${old.id}/`, { body: { sign_time: null } }),
      switchCall(bodyOf('apoplexy', old.id, 'gib')),
    ]);
    for (const { status, body } of replies)
      expect([status, body]).toEqual([410, { ...problem('case_switched'), to: to() }]);
  });

  it('has the same whole history as the id of now (D-09)', async () => {
    const [first, second, third] = await Promise.all([
      api.history('apoplexy', old.id),
      api.history('basic', middle),
      api.history('trauma', now),
    ]);
    expect(first.results).toHaveLength(3);
    expect([second.results, third.results]).toEqual([first.results, first.results]);
    expect(first.results[0]).toMatchObject({
      action: 'switch',
      table_name: CASE_TYPES.basic.tableName,
      instance_id: middle,
      from: { case_id: middle },
      to: { case_id: now },
    });
  });

  it('is gone from the list of its type and found in that of the other, with its wristlet (D-13)', async () => {
    const idsIn = async (caseType: CaseTypeName): Promise<number[]> =>
      (await api.call('GET', `${rootOf(caseType)}?patient__name=钱七`)).body.results.map((row: Json) => row.id);
    expect([await idsIn('apoplexy'), await idsIn('basic'), await idsIn('trauma')]).toEqual([[], [], [now]]);
    const worn = await api.call('GET', '/api/chestpain/get_wrist_info/?wristlet=S1');
    expect(worn.body).toMatchObject({ case_type: 'trauma', case_id: now, patient_id: old.patient.id });
  });

  it('answers its time nodes under the new id, whatever the new type lacks (E-NODE-04)', async () => {
    const { status, body } = await api.call('GET', `${rootOf('trauma')}time_node/${now}/?milestones=1`);
    expect([status, body.nodes.length > 0, body.milestones.length > 0]).toEqual([200, true, true]);
  });
});

describe('what a select of a web page sends', () => {
  it('is understood as text or as number: ids and codes (D-09)', async () => {
    const { id, patient } = await api.create('basic');
    const body = { patient_id: String(patient.id), case_id: String(id), from_type: 9, to_type: '10' };
    const { status, body: answer } = await switchCall(body);
    expect(status).toBe(200);
    expect(answer).toMatchObject({ case_type: '10', case_id: expect.any(Number) });
  });
});

describe('a switch is refused', () => {
  it('to the same type, to none and from none (D-09)', async () => {
    const { id } = await api.create('toxic');
    const end = await api.store.end();
    const same = await switchCall(bodyOf('toxic', id, 'toxic'));
    expect([same.status, same.body]).toEqual([400, problem('same_case_type')]);
    const unknown = await switchCall({ ...bodyOf('toxic', id, 'gib'), to_type: '5' });
    expect([unknown.status, unknown.body]).toEqual([
      400,
      problem('unknown_case_type', { to_type: [expect.any(String)] }),
    ]);
    expect(await api.store.end()).toBe(end);
  });

  it('for another patient’s case, and for a deleted one', async () => {
    const { id, patient } = await api.create('toxic');
    const other = await switchCall({ ...bodyOf('toxic', id, 'gib'), patient_id: patient.id + 1 });
    expect([other.status, other.body.code]).toEqual([404, 'case_unknown']);
    await api.call('DELETE', `${rootOf('toxic')}${id}/`);
    const deleted = await switchCall(bodyOf('toxic', id, 'gib'));
    expect([deleted.status, deleted.body.code]).toEqual([404, 'case_deleted']);
  });

  it('on another revision than If-Match names', async () => {
    const { id } = await api.create('toxic');
    const stale = await switchCall(bodyOf('toxic', id, 'gib'), { 'if-match': '"77"' });
    expect([stale.status, stale.body]).toEqual([412, problem('revision_conflict')]);
    expect((await api.detail('toxic', id)).id).toBe(id);
  });
});
