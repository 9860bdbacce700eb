import { CASE_TYPE_NAMES, type CaseTypeName } from '../../src/domain/catalogue/caseTypes.ts';
import { fieldsOf } from '../../src/domain/catalogue/catalogue.ts';
import { isEcgPath } from '../../src/domain/catalogue/ecgLists.ts';
import { codeOf, rootOf, startCaseApi, type CaseApi, type Json } from '../support/caseApi.ts';
import { at, nested, put, sampleValues, writableFields } from '../support/fullBody.ts';

let api: CaseApi;
let picture: string;
beforeAll(async () => {
  api = await startCaseApi();
  picture = (await api.upload()).url;
});
afterAll(() => api.close());

const fullBody = (caseType: CaseTypeName, which = 0): Json =>
  nested(sampleValues(caseType, { pictures: [picture], which }));

const ECG = { imgs: [] as string[], ecg_fetch_time: '2026-05-01 08:00:00', ecg_diagnosis_time: '2026-05-01 08:05:00' };

const DERIVED = [
  'created_time',
  'is_huizhen',
  'critical',
  'patient.emergency_type',
  'patient.arch_status',
  'patient.age',
  'assist_examination.last_modified',
];

describe.each(CASE_TYPE_NAMES)('a case of type %s', (caseType) => {
  const paths = writableFields(caseType).map(({ path }) => path);

  it('keeps every field that can be written, in one request, and gives it back under the same path (E-CASE-01, E-GEN-18, E-GEN-15)', async () => {
    const values = sampleValues(caseType, { pictures: [picture] });
    const created = await api.create(caseType, nested(values));
    const read = await api.detail(caseType, created.id);
    expect(read).toEqual(created);
    expect(Object.fromEntries(Object.keys(values).map((path) => [path, at(read, path)]))).toEqual(values);
  });

  it('answers every catalogued field, null or [] where unset (E-GEN-17, D-05)', async () => {
    const { id } = await api.create(caseType, { patient: { disease_type: caseType === 'basic' ? '1' : null } });
    const detail = await api.detail(caseType, id);
    const unset = fieldsOf(caseType).filter(
      ({ path }) => !DERIVED.includes(path) && path !== 'patient.disease_type' && !path.includes('[]'),
    );
    for (const { path, kind } of unset) {
      const isList = ['multichoice', 'image[]', 'object[]'].includes(kind);
      expect([path, at(detail, path)]).toEqual([path, isList ? [] : null]);
    }
    expect(detail.patient).toMatchObject({ arch_status: '0', emergency_type: codeOf(caseType) });
    expect(detail).toMatchObject({ id, case_type: caseType, is_huizhen: false, illness_grade: null });
  });

  it('makes no event of its own detail sent back as PUT, and its ETag stays (D-03, D-02)', async () => {
    const body = { ...fullBody(caseType), pre_ecg_in: [{ ...ECG, imgs: [picture] }], inside_ecg_in: [ECG] };
    const { id, patient } = await api.create(caseType, body);
    const before = await api.call('GET', `${rootOf(caseType)}${id}/`);
    const end = await api.store.end();
    const { pre_ecg: pre, inside_ecg: inside } = before.body;
    const echoed = await api.put(caseType, id, { ...before.body, pre_ecg_in: pre, inside_ecg_in: inside });
    expect([echoed.status, echoed.body]).toEqual([200, before.body]);
    expect(echoed.headers.get('etag')).toBe(before.headers.get('etag'));
    expect(await api.store.end()).toBe(end);
    expect((await api.eventsOf(patient.id)).length - 1).toBe(Number(before.headers.get('etag')?.replaceAll('"', '')));
  });

  it('makes no event of a list row sent back either (D-03)', async () => {
    const { id } = await api.create(caseType, fullBody(caseType));
    const { body } = await api.call('GET', `${rootOf(caseType)}?limit=1`);
    expect(body.results[0].id).toBe(id);
    const end = await api.store.end();
    expect((await api.put(caseType, id, body.results[0])).status).toBe(200);
    expect(await api.store.end()).toBe(end);
  });

  it('changes every field to another value and clears it with null and with "" (D-02)', async () => {
    const { id } = await api.create(caseType, fullBody(caseType));
    const others = sampleValues(caseType, { pictures: [], which: 1 });
    const changed = await api.put(caseType, id, nested(others));
    expect(changed.status).toBe(200);
    expect(Object.fromEntries(Object.keys(others).map((path) => [path, at(changed.body, path)]))).toEqual(others);
    const half = Math.floor(paths.length / 2);
    const cleared = Object.fromEntries(paths.map((path, index) => [path, index < half ? null : '']));
    const bare = await api.put(caseType, id, nested(cleared));
    expect(bare.status).toBe(200);
    for (const path of paths) expect([path, at(bare.body, path) ?? []]).toEqual([path, []]);
  });

  it('leaves what a partial PUT or PATCH does not name (D-02)', async () => {
    const { id } = await api.create(caseType, fullBody(caseType));
    const before = await api.detail(caseType, id);
    for (const method of ['PUT', 'PATCH']) {
      const reply = await api.call(method, `${rootOf(caseType)}${id}/`, { body: { patient: { bed_no: method } } });
      expect(reply.status).toBe(200);
      put(before, 'patient.bed_no', method);
      put(before, 'assist_examination.last_modified', reply.body.assist_examination.last_modified);
      expect(await api.detail(caseType, id)).toEqual(before);
    }
  });

  it('is changed and deleted by POST with a method header, with and without the final slash (E-GEN-04, E-GEN-16, E-CASE-02)', async () => {
    const { id } = await api.create(caseType);
    const path = `${rootOf(caseType)}${id}`;
    const changed = await api.call('POST', path, { body: { patient: { name: '王五' } }, headers: { method: 'put' } });
    expect([changed.status, changed.body.patient.name]).toEqual([200, '王五']);
    expect((await api.call('GET', path)).body).toEqual(changed.body);
    const gone = await api.call('POST', `${path}/`, { headers: { method: 'delete' } });
    expect([gone.status, gone.text]).toEqual([204, '']);
    expect((await api.call('GET', path)).status).toBe(404);
  });

  it('shows in the list the shape of its detail with unset fields left out and every block present (E-CASE-03, E-CASE-04)', async () => {
    const { id } = await api.create(caseType, { patient: { name: '赵六' } });
    const detail = await api.detail(caseType, id);
    const { body } = await api.call('GET', `${rootOf(caseType)}?limit=1`);
    const without = (value: Json): Json =>
      Object.fromEntries(
        Object.entries<Json>(value)
          .filter(([, each]) => each !== null && !(Array.isArray(each) && each.length === 0))
          .map(([key, each]) => [key, typeof each === 'object' && !Array.isArray(each) ? without(each) : each]),
      );
    expect(body.results[0]).toEqual(without(detail));
  });

  it('has the blocks of its type', async () => {
    const detail = await api.create(caseType);
    const blocks = new Set(
      paths.filter((path) => path.includes('.')).map((path) => path.slice(0, path.lastIndexOf('.'))),
    );
    for (const block of blocks) expect([block, typeof at(detail, block)]).toEqual([block, 'object']);
    expect(detail).toMatchObject({ pre_ecg: [], inside_ecg: [] });
    expect(fieldsOf(caseType).filter(({ path }) => isEcgPath(path))).toHaveLength(8);
  });
});
