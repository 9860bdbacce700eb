import { CASE_TYPE_NAMES } from '../../src/domain/catalogue/caseTypes.ts';
import { problem, rootOf, startCaseApi, type CaseApi, type Json } from '../support/caseApi.ts';
import type { ApiClient } from '../support/client.ts';

let api: CaseApi;
let nurse: ApiClient;
beforeAll(async () => {
  api = await startCaseApi();
  nurse = await api.person('nurse');
});
afterAll(() => api.close());

const count = async (query = ''): Promise<number> => (await api.call('GET', `${rootOf('basic')}?${query}`)).body.count;

describe.each(CASE_TYPE_NAMES)('a deleted case of type %s (D-10)', (caseType) => {
  it('is gone from detail, list, total, wristlet and every other route, its history stays, and an admin brings it back', async () => {
    const name = `将删${caseType}`;
    const { id, patient } = await api.create(caseType, { patient: { name, wristlet: name, gender: '1' } });
    const path = `${rootOf(caseType)}${id}/`;
    const list = async () => (await api.call('GET', `${rootOf(caseType)}?gender=1`)).body.count;
    const before = await api.call('GET', path);
    const live = await list();
    expect((await nurse.call('DELETE', path)).status).toBe(204);
    expect(await list()).toBe(live - 1);
    const gone = await Promise.all([
      api.call('GET', path),
      api.call('PUT', path, { body: { patient: { name: 'x' } } }),
      api.call('PATCH', path, { body: {} }),
      api.call('DELETE', path),
      api.call('GET', `${rootOf(caseType)}time_node/${id}/`),
      api.call('GET', `/api/patient/patient/${patient.id}/`),
      api.call('PUT', `/api/patient/patient/${patient.id}/`, { body: { name: 'x' } }),
    ]);
    for (const reply of gone) expect([reply.status, reply.body]).toEqual([404, problem('case_deleted')]);
    expect((await api.call('GET', `/api/chestpain/get_wrist_info/?wristlet=${encodeURIComponent(name)}`)).status).toBe(
      404,
    );
    expect((await api.history(caseType, id)).results[0]).toMatchObject({ action: 'delete', user: 'nurse' });
    const refused = await nurse.call('POST', `${path}restore/`);
    expect([refused.status, refused.body]).toEqual([400, problem('admin_required')]);
    const restored = await api.call('POST', `${path}restore/`);
    expect([restored.status, restored.body.patient]).toEqual([200, before.body.patient]);
    expect([(await api.call('GET', path)).body, await list()]).toEqual([restored.body, live]);
    const end = await api.store.end();
    expect((await api.call('POST', `${path}restore/`)).status).toBe(200);
    expect(await api.store.end()).toBe(end);
  });
});

describe('batch delete (E-CASE-11, A-26, D-10)', () => {
  const path = (ids: readonly unknown[]): string => `${rootOf('basic')}patient_batch_delete/?ids=${ids.join(',')}`;
  const three = async (): Promise<number[]> => {
    const created = [await api.create('basic'), await api.create('basic'), await api.create('basic')];
    return created.map(({ id }) => id);
  };

  it('deletes all, by DELETE or by POST with the method header, and a repeat is fine', async () => {
    for (const call of [
      (ids: number[]) => nurse.call('DELETE', path(ids)),
      (ids: number[]) => nurse.call('POST', path(ids), { headers: { method: 'delete' } }),
    ]) {
      const ids = await three();
      const before = await count();
      const reply = await call(ids);
      expect([reply.status, reply.body]).toEqual([200, { msg: expect.any(String), ids }]);
      expect(await count()).toBe(before - 3);
      const end = await api.store.end();
      expect((await call(ids)).status).toBe(200);
      expect(await api.store.end()).toBe(end);
      expect((await api.history('basic', ids[0] ?? 0)).results[0].action).toBe('delete');
    }
  });

  it('takes the ids joined with commas, in whichever way an address writes them (E-GEN-10)', async () => {
    const ids = await three();
    const reply = await api.call('DELETE', `${rootOf('basic')}patient_batch_delete?ids=${ids.join('%2C')}`);
    expect([reply.status, reply.body.ids]).toEqual([200, ids]);
  });

  it('finishes what was begun: what is deleted already is no refusal', async () => {
    const [first = 0, ...rest] = await three();
    await api.call('DELETE', `${rootOf('basic')}${first}/`);
    const { status, body } = await api.call('DELETE', path([first, ...rest, first]));
    expect([status, body.ids]).toEqual([200, [first, ...rest]]);
    for (const id of rest) expect((await api.call('GET', `${rootOf('basic')}${id}/`)).status).toBe(404);
  });

  it('deletes none when If-Match does not name the revision of each (D-15)', async () => {
    const ids = await three();
    const [first = 0] = ids;
    await api.put('basic', first, { patient: { name: '改' } });
    const end = await api.store.end();
    const stale = await api.call('DELETE', path(ids), { headers: { 'if-match': '"1"' } });
    expect([stale.status, stale.body, await api.store.end()]).toEqual([412, problem('revision_conflict'), end]);
    expect((await api.call('DELETE', path(ids), { headers: { 'if-match': '"2", "1"' } })).status).toBe(200);
  });

  it('deletes none when one may not be: each is named with its reason', async () => {
    const ids = await three();
    const asked = await api.create('basic');
    await api.archive(asked.patient.id, 'ask');
    const archived = await api.create('basic');
    await api.archive(archived.patient.id, 'ask', 'accept');
    const moved = await api.create('basic');
    await api.switchTo('basic', moved.id, 'gib');
    const before = await count();
    const { status, body } = await api.call('DELETE', path([...ids, asked.id, archived.id, moved.id, 999_999]));
    const sentence = [expect.stringMatching(/\p{Script=Han}/u)];
    const reasons: Json = { [asked.id]: sentence, [archived.id]: sentence, [moved.id]: sentence, 999999: sentence };
    expect([status, body]).toEqual([400, problem('ids_refused', reasons)]);
    expect(new Set(Object.values<string[]>(body.errors).map(([each]) => each)).size).toBe(4);
    expect(await count()).toBe(before);
    expect((await api.history('basic', archived.id)).results[0].action).toBe('refused_delete');
    for (const id of ids) expect((await api.call('GET', `${rootOf('basic')}${id}/`)).status).toBe(200);
  });

  it.each(['', 'ids=', 'ids=x', 'ids=1,,2', 'ids=0', 'ids=1;2', 'ids=99999999999'])(
    'refuses ids that are none: %s',
    async (query) => {
      const reply = await api.call('DELETE', `${rootOf('basic')}patient_batch_delete/?${query}`);
      expect([reply.status, Object.keys(reply.body.errors)]).toEqual([400, ['ids']]);
    },
  );

  it('knows no case by the id of another type', async () => {
    const { id } = await api.create('basic');
    const reply = await api.call('DELETE', `${rootOf('trauma')}patient_batch_delete/?ids=${id}`);
    expect([reply.status, reply.body.code]).toEqual([400, 'ids_refused']);
    expect((await api.call('GET', `${rootOf('basic')}${id}/`)).status).toBe(200);
  });
});
