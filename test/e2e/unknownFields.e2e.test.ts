import { CASE_TYPE_NAMES } from '../../src/domain/catalogue/caseTypes.ts';
import { problem, rootOf, startCaseApi, type CaseApi, type Json } from '../support/caseApi.ts';

let api: CaseApi;
beforeAll(async () => {
  api = await startCaseApi({ unknownFields: 'keep' });
});
afterAll(() => api.close());

const STRANGE: Json = {
  old_flag: true,
  old_rows: [{ a: 1 }, { b: ['二'] }],
  patient: { old_number: 7.5, precpr: { old_text: '旧表单' }, old_block: { below: { deep: [null], x: 'y' } } },
};

const counted = async (): Promise<number> =>
  Number(/^greenlane_unknown_fields_total (\d+)$/m.exec(await api.metrics.metrics())?.[1]);

describe('with UNKNOWN_FIELDS=keep (D-03)', () => {
  it.each(CASE_TYPE_NAMES)(
    '%s stores what no catalogue names, and returns it under the same path',
    async (caseType) => {
      const before = await counted();
      const created = await api.create(caseType, STRANGE);
      expect(created).toMatchObject(STRANGE);
      const detail = await api.detail(caseType, created.id);
      expect(detail).toEqual(created);
      const { body } = await api.call('GET', `${rootOf(caseType)}?limit=1`);
      expect(body.results[0]).toMatchObject(STRANGE);
      const types = (await api.eventsOf(created.patient.id)).map(({ type }) => type);
      expect(types.filter((type) => type === 'UnknownFieldsRecorded')).toHaveLength(1);
      expect(await counted()).toBe(before + 5);
    },
  );

  it('takes its echo for nothing, changes it, and clears it with null or ""', async () => {
    const { id } = await api.create('gib', STRANGE);
    const end = await api.store.end();
    const before = await counted();
    const echoed = await api.put('gib', id, await api.detail('gib', id));
    expect([echoed.status, await api.store.end(), await counted()]).toEqual([200, end, before]);
    const changed = await api.put('gib', id, { old_flag: false, patient: { old_number: '' } });
    expect([changed.body.old_flag, 'old_number' in changed.body.patient]).toEqual([false, false]);
    const cleared = await api.put('gib', id, { old_flag: null });
    expect(['old_flag' in cleared.body, cleared.body.old_rows]).toEqual([false, STRANGE.old_rows]);
    expect(await counted()).toBe(before + 3);
  });

  it.each(['{"old_number":1e400}', '{"old_rows":[1,[1e400]]}', '{"old_number":12345678901234567890}'])(
    'refuses a number that it could not give back: %s',
    async (text) => {
      const { id } = await api.create('gib', STRANGE);
      const end = await api.store.end();
      const refused = await api.call('PUT', `${rootOf('gib')}${id}/`, {
        raw: text,
        headers: { 'content-type': 'application/json' },
      });
      expect([refused.status, refused.body]).toEqual([400, problem('validation_failed')]);
      expect(Object.keys(refused.body.errors)).toEqual([expect.stringMatching(/^old_(number|rows\[1\]\[0\])$/)]);
      expect(await api.store.end()).toBe(end);
    },
  );

  it('changes a block key by key, as those of the catalogue are (D-02)', async () => {
    const { id } = await api.create('gib', { nb: { a: 1, b: 2 } });
    expect((await api.put('gib', id, { nb: { a: 3 } })).body.nb).toEqual({ a: 3, b: 2 });
    const end = await api.store.end();
    await api.put('gib', id, { nb: { b: 2, a: 3 } });
    expect(await api.store.end()).toBe(end);
    expect((await api.put('gib', id, { nb: { a: null } })).body.nb).toEqual({ b: 2 });
    const [{ changes }] = (await api.history('gib', id, '&field=nb')).results;
    expect(changes).toMatchObject([{ field: 'nb', old: { a: 3, b: 2 }, new: { b: 2 } }]);
  });

  it('goes with the case to another type', async () => {
    const { id } = await api.create('gib', STRANGE);
    const now = await api.switchTo('gib', id, 'apoplexy');
    expect(await api.detail('apoplexy', now)).toMatchObject(STRANGE);
  });

  it('ends with a block that another type lacks, and does not come back (D-09)', async () => {
    const { id } = await api.create('apoplexy', { thrombolysis: { old_dose: 3 }, patient: { old_ward: '东' } });
    const now = await api.switchTo('apoplexy', id, 'basic');
    const [item] = (await api.history('basic', now)).results;
    const field = 'thrombolysis.old_dose';
    expect(item.changes).toEqual([{ field, label: field, old: 3, new: null, old_label: '3', new_label: null }]);
    const back = await api.detail('apoplexy', await api.switchTo('basic', now, 'apoplexy'));
    expect([back.thrombolysis.old_dose, back.patient.old_ward]).toEqual([undefined, '东']);
  });

  it('is shown as it stood where an archived case refused to have it changed (D-08)', async () => {
    const { id, patient } = await api.create('trauma', { old_note: 'x' });
    await api.archive(patient.id, 'ask', 'accept');
    await api.put('trauma', id, { old_note: 'y' });
    const [item] = (await api.history('trauma', id)).results;
    expect([item.action, item.changes]).toMatchObject(['refused_change', [{ field: 'old_note', old: 'x', new: 'x' }]]);
  });

  it('is in the history with old and new', async () => {
    const { id } = await api.create('trauma', { patient: { old_number: 1 } });
    await api.put('trauma', id, { patient: { old_number: 2 } });
    const [item] = (await api.history('trauma', id, '&field=patient.old_number')).results;
    const field = 'patient.old_number';
    expect(item.changes).toEqual([{ field, label: field, old: 1, new: 2, old_label: '1', new_label: '2' }]);
  });

  it.each(['a__b', 'patient.c__d', 'patient__c__d', 'patient__e'])('is found in the history by %s', async (field) => {
    const { id } = await api.create('trauma', { a__b: 1, patient: { c__d: 1, e: 1 } });
    await api.put('trauma', id, { patient: { name: '一' } });
    expect((await api.history('trauma', id, `&field=${field}`)).count).toBe(1);
    expect((await api.history('trauma', id, `&field=${field}_`)).count).toBe(0);
  });

  it('is read as of a time, and survives the patient’s own route and a block’s', async () => {
    const { id, patient } = await api.create('apoplexy', { thrombolysis: { old_dose: 3 } });
    const written = await api.call('PUT', `/api/patient/patient/${patient.id}/`, { body: { old_ward: '东' } });
    expect([written.status, written.body.old_ward]).toEqual([200, '东']);
    const block = await api.call('PUT', `/api/apoplexy/thrombolysis/${id}/`, { body: { old_drug: 'x' } });
    expect(block.body).toMatchObject({ old_dose: 3, old_drug: 'x' });
    const { body } = await api.call('GET', `${rootOf('apoplexy')}${id}/?as_of=2099-01-01 00:00:00`);
    expect(body).toMatchObject({ patient: { old_ward: '东' }, thrombolysis: { old_dose: 3, old_drug: 'x' } });
  });

  it.each([
    [
      { stroke_type: '1', patient: { inside_rescue_info_chestpain: {} } },
      ['patient.inside_rescue_info_chestpain', 'stroke_type'],
    ],
    [{ 'a.b': 1, 'c[0]': 2, '': 3 }, ['', 'a.b', 'c[0]']],
    [JSON.parse('{"__proto__":1,"old":{"constructor":{}}}'), ['__proto__', 'old.constructor']],
    [{ call_time: 'x', old_flag: 1, patient: { name: 5 } }, ['call_time', 'patient.name']],
  ])('still refuses what is wrong, other types’ fields and names that are no path: %j', async (body, paths) => {
    const end = await api.store.end();
    const reply = await api.call('POST', rootOf('gib'), { body });
    expect([reply.status, Object.keys(reply.body.errors).sort(), await api.store.end()]).toEqual([400, paths, end]);
  });
});
