import { startCaseApi, type CaseApi, type Json } from '../support/caseApi.ts';

let api: CaseApi;
beforeAll(async () => {
  api = await startCaseApi();
});
afterAll(() => api.close());

const SIGN = 'thrombolysis.sign_time';
const at = (hour: number): Json => ({ thrombolysis: { sign_time: `2026-01-01 ${hour}:00:00` } });

const send = (key: string, method: string, path: string, body?: Json) =>
  api.call(method, path, { ...(body !== undefined && { body }), headers: { 'idempotency-key': key } });

/** What a process leaves that appended its events and was killed before it kept the answer. */
const forgetAnswer = (key: string) =>
  api.pool.query(
    `update greenlane.idempotency_keys set answer = null, working_until = now() - interval '1 second' where key = $1`,
    [key],
  );

const typesOf = async (patientId: number) => (await api.eventsOf(patientId)).map(({ type }) => type);

interface Visit {
  readonly id: number;
  readonly patientId: number;
}

const visit = async (body: Json = {}): Promise<Visit> => {
  const { id, patient } = await api.create('apoplexy', body);
  return { id, patientId: patient.id };
};

const archive = ({ patientId }: Visit, action: string): string => `/api/patient/patient/${patientId}/${action}_arch/`;

describe('a request repeated after its process died between event and answer (D-18)', () => {
  it('that changed a case answers what it did, although others changed, archived and deleted since', async () => {
    const { id, patientId } = await visit();
    const put = () => send('put', 'PUT', `/api/apoplexy/${id}/`, at(10));
    expect((await put()).status).toBe(200);
    await forgetAnswer('put');
    await api.put('apoplexy', id, at(11));
    await api.call('DELETE', `/api/apoplexy/${id}/`);
    const before = await typesOf(patientId);
    const again = await put();
    expect([again.status, again.body.thrombolysis.sign_time]).toEqual([200, '2026-01-01 10:00:00']);
    expect(await typesOf(patientId)).toEqual(before);
  });

  it('that deleted a case is deleted still', async () => {
    const { id, patientId } = await visit();
    const remove = () => send('delete', 'DELETE', `/api/apoplexy/${id}/`);
    expect((await remove()).status).toBe(204);
    await forgetAnswer('delete');
    expect((await remove()).status).toBe(204);
    expect((await typesOf(patientId)).filter((type) => type === 'CaseDeleted')).toHaveLength(1);
  });

  it('that asked for the archive is no second request for it', async () => {
    const asked = await visit();
    const ask = () => send('ask', 'POST', archive(asked, 'ask'));
    expect((await ask()).body.arch_status).toBe('1');
    await forgetAnswer('ask');
    await api.archive(asked.patientId, 'accept');
    const again = await ask();
    expect([again.status, again.body.arch_status]).toEqual([200, '1']);
    expect((await typesOf(asked.patientId)).filter((type) => type === 'ArchiveRequested')).toHaveLength(1);
  });

  it('that switched a case answers the same new case, although it was switched on', async () => {
    const { id } = await visit();
    const body = { case_id: id, from_type: '2', to_type: '9' };
    const first = await send('switch', 'POST', '/api/common/switchcase/', body);
    await forgetAnswer('switch');
    await api.switchTo('basic', first.body.case_id, 'gib');
    const again = await send('switch', 'POST', '/api/common/switchcase/', body);
    expect([again.status, again.body]).toEqual([200, first.body]);
  });

  it('that scanned a wristband answers the time that stands in the record', async () => {
    const { patientId } = await visit({ patient: { wristlet: 'W-repeat' } });
    const scan = () =>
      send('scan', 'POST', '/api/chestpain/update_arrive_time/', { wristlet: 'W-repeat', field: 'rs_sign_time' });
    const first = await scan();
    await forgetAnswer('scan');
    const nextSecond = Date.now() + 1_001;
    while (Date.now() < nextSecond) await api.call('GET', '/api/common/config/');
    const again = await scan();
    expect([again.status, again.body]).toEqual([200, first.body]);
    const scans = (await api.eventsOf(patientId)).filter(({ data }) => JSON.parse(data).path === SIGN);
    expect(scans).toHaveLength(1);
  });

  it('that named a revision is not refused for its own change', async () => {
    const { id } = await visit();
    const etag = (await api.call('GET', `/api/apoplexy/${id}/`)).headers.get('etag') ?? '';
    const headers = { 'idempotency-key': 'match', 'if-match': etag };
    const put = () => api.call('PUT', `/api/apoplexy/${id}/`, { body: at(12), headers });
    expect((await put()).status).toBe(200);
    await forgetAnswer('match');
    expect((await put()).status).toBe(200);
  });

  it.each<[string, (first: Visit) => Promise<unknown>]>([
    ['the wristband has moved on', () => visit({ patient: { wristlet: 'W-moves' } })],
    ['the case was deleted', ({ id }) => api.call('DELETE', `/api/apoplexy/${id}/`)],
    ['the case was switched to a type without that time', ({ id }) => api.switchTo('apoplexy', id, 'gib')],
  ])('that scanned a wristband is for the patient of its first run, although %s', async (name, happens) => {
    const first = await visit({ patient: { wristlet: 'W-moves' } });
    const body = { wristlet: 'W-moves', field: 'rs_sign_time' };
    const scan = () => send(encodeURIComponent(name), 'POST', '/api/chestpain/update_arrive_time/', body);
    const scanned = await scan();
    await forgetAnswer(encodeURIComponent(name));
    await happens(first);
    const before = await api.store.end();
    const again = await scan();
    expect([scanned.status, again.status, again.body]).toEqual([200, 200, scanned.body]);
    expect(await api.store.end()).toBe(before);
    expect(await typesOf(first.patientId)).toContain('MilestoneRecorded');
  });

  it('that was refused on an archived case is shown as refused then, and as done when its repetition does it', async () => {
    const made = await visit();
    const put = (key: string, hour: number) => send(key, 'PUT', `/api/apoplexy/${made.id}/`, at(hour));
    await put('same request', 10);
    await put('another', 11);
    await api.archive(made.patientId, 'ask', 'accept');
    expect((await put('refused', 10)).status).toBe(400);
    const attempt = (await api.eventsOf(made.patientId)).at(-1);
    await api.pool.query(
      `insert into greenlane.idempotency_keys (user_id, key, request_hash, command_id, working_until)
        select user_id, 'refused', request_hash, $1, '-infinity' from greenlane.idempotency_keys where key = 'same request'`,
      [JSON.parse(attempt?.metadata ?? '{}').causationId],
    );
    await api.archive(made.patientId, 'withdraw');
    expect((await put('refused', 10)).status).toBe(200);
    const { results } = await api.history('apoplexy', made.id);
    expect(results.map(({ action }: Json) => action).slice(0, 3)).toEqual([
      'update',
      'withdraw_archive',
      'refused_change',
    ]);
    expect(results[0].changes).toMatchObject([{ field: SIGN, old: '2026-01-01 11:00:00', new: '2026-01-01 10:00:00' }]);
    expect(results[2].changes).toMatchObject([{ field: SIGN, old: '2026-01-01 11:00:00', new: '2026-01-01 11:00:00' }]);
  });
});
