import { randomUUID } from 'node:crypto';
import { codeOf, problem, rootOf, startCaseApi, type CaseApi, type Json } from '../support/caseApi.ts';
import type { ApiClient } from '../support/client.ts';

let api: CaseApi;
let nurse: ApiClient;
beforeAll(async () => {
  api = await startCaseApi();
  nurse = await api.person('nurse');
});
afterAll(() => api.close());

const under = (key: string) => ({ 'idempotency-key': key });

const cases = async (): Promise<number> => (await api.call('GET', `${rootOf('basic')}?limit=1`)).body.count;

/** A request twice under one key: one answer, and no event of the second. */
const twice = async (method: string, path: string, body?: Json): Promise<Json> => {
  const options = { body, headers: under(randomUUID()) };
  const first = await api.call(method, path, options);
  const end = await api.store.end();
  const again = await api.call(method, path, options);
  expect([again.status, again.text]).toEqual([first.status, first.text]);
  expect(again.headers.get('etag')).toBe(first.headers.get('etag'));
  expect(await api.store.end()).toBe(end);
  return first;
};

describe('a request repeated under its Idempotency-Key (D-18)', () => {
  it('creates one case, with the same ids', async () => {
    const before = await cases();
    const { status, body } = await twice('POST', rootOf('basic'), { patient: { name: '一' } });
    expect([status, await cases()]).toEqual([201, before + 1]);
    expect((await api.eventsOf(body.patient.id)).length).toBe(2);
  });

  it('changes, deletes, restores, archives, switches and scans once', async () => {
    const { id, patient } = await api.create('basic', { patient: { wristlet: 'K1' } });
    const path = `${rootOf('basic')}${id}/`;
    expect((await twice('PUT', path, { patient: { name: '二' } })).status).toBe(200);
    expect(
      (await twice('POST', '/api/chestpain/update_arrive_time/', { wristlet: 'K1', field: 'triage_time' })).status,
    ).toBe(200);
    expect((await twice('POST', `/api/patient/patient/${patient.id}/ask_arch/`)).status).toBe(200);
    expect((await twice('POST', `/api/patient/patient/${patient.id}/withdraw_arch/`)).status).toBe(200);
    expect((await twice('DELETE', path)).status).toBe(204);
    expect((await twice('POST', `${path}restore/`)).status).toBe(200);
    expect((await twice('DELETE', `${rootOf('basic')}patient_batch_delete/?ids=${id}`)).status).toBe(200);
    await api.call('POST', `${path}restore/`);
    const switched = { case_id: id, from_type: codeOf('basic'), to_type: codeOf('gib') };
    expect((await twice('POST', '/api/common/switchcase/', switched)).status).toBe(200);
    const { results } = await api.history('basic', id);
    expect(results.map(({ action }: Json) => action).reverse()).toEqual([
      'create',
      'update',
      'update',
      'ask_archive',
      'withdraw_archive',
      'delete',
      'restore',
      'delete',
      'restore',
      'switch',
    ]);
  });

  it('is answered as at first although the case changed since', async () => {
    const { id } = await api.create('basic');
    const options = { body: { patient: { name: '一' } }, headers: under(randomUUID()) };
    const first = await api.call('PUT', `${rootOf('basic')}${id}/`, options);
    await api.put('basic', id, { patient: { name: '二' } });
    const again = await api.call('PUT', `${rootOf('basic')}${id}/`, options);
    expect(again.text).toBe(first.text);
    expect((await api.detail('basic', id)).patient.name).toBe('二');
  });

  it('is one case when it comes sixteen times at once', async () => {
    const before = await cases();
    const options = { body: { patient: { name: '同时' } }, headers: under(randomUUID()) };
    const replies = await Promise.all(Array.from({ length: 16 }, () => api.call('POST', rootOf('basic'), options)));
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
    expect(await cases()).toBe(before + 1);
  });
});

describe('a key', () => {
  it('with another body, path or method is a 409 that stores nothing', async () => {
    const headers = under(randomUUID());
    const { body } = await api.call('POST', rootOf('basic'), { body: { patient: { name: '一' } }, headers });
    const end = await api.store.end();
    const replies = await Promise.all([
      api.call('POST', rootOf('basic'), { body: { patient: { name: '二' } }, headers }),
      api.call('POST', rootOf('gib'), { body: { patient: { name: '一' } }, headers }),
      api.call('PUT', `${rootOf('basic')}${body.id}/`, { body: { patient: { name: '一' } }, headers }),
    ]);
    for (const reply of replies) expect([reply.status, reply.body]).toEqual([409, problem('idempotency_key_reused')]);
    expect(await api.store.end()).toBe(end);
  });

  it('belongs to one person', async () => {
    const options = { body: {}, headers: under(randomUUID()) };
    const [mine, hers] = [
      await api.call('POST', rootOf('basic'), options),
      await nurse.call('POST', rootOf('basic'), options),
    ];
    expect([mine.status, hers.status, mine.body.id === hers.body.id]).toEqual([201, 201, false]);
  });

  it('of a refused request may be used again (D-18)', async () => {
    const headers = under(randomUUID());
    expect((await api.call('POST', rootOf('basic'), { body: { nobody: 1 }, headers })).status).toBe(400);
    expect((await api.call('POST', rootOf('basic'), { body: {}, headers })).status).toBe(201);
  });

  it('is the same for a tunnelled request and its native one (E-GEN-04)', async () => {
    const { id } = await api.create('basic');
    const [path, body, headers] = [`${rootOf('basic')}${id}/`, { patient: { name: '一' } }, under(randomUUID())];
    const native = await api.call('PUT', path, { body, headers });
    const tunnelled = await api.call('POST', path, { body, headers: { ...headers, method: 'put' } });
    expect([tunnelled.status, tunnelled.text]).toEqual([200, native.text]);
  });

  it('that is too long is refused', async () => {
    const { status, body } = await api.call('POST', rootOf('basic'), { body: {}, headers: under('x'.repeat(256)) });
    expect([status, body]).toEqual([400, problem('idempotency_key_invalid')]);
  });
});
