import { codeOf, problem, rootOf, startCaseApi, type CaseApi } from '../support/caseApi.ts';

/** Where no log ever comes, so that whoever waits for it waits in vain. */
const NEVER = '9'.repeat(20);

let api: CaseApi;
let late = false;
beforeAll(async () => {
  api = await startCaseApi({
    instead: ({ progress }) => ({
      progress: {
        waitFor: (position, timeoutMs) => progress.waitFor(late ? NEVER : position, timeoutMs),
        isBehind: progress.isBehind,
      },
    }),
  });
});
afterAll(() => api.close());

describe('when the read models do not follow within 2 s (D-36)', () => {
  it('each write is answered all the same, and says so in X-Read-Model-Lag', async () => {
    const { id, patient } = await api.create('basic', { patient: { wristlet: 'L' } });
    late = true;
    const path = `${rootOf('basic')}${id}/`;
    const started = performance.now();
    const replies = await Promise.all([
      api.call('POST', rootOf('basic'), { body: {} }),
      api.call('PUT', path, { body: { patient: { name: '一' } } }),
      api.call('POST', '/api/chestpain/update_arrive_time/', { body: { wristlet: 'L', field: 'triage_time' } }),
      api.call('POST', `/api/patient/patient/${patient.id}/ask_arch/`),
    ]);
    const waited = performance.now() - started;
    expect(replies.map(({ status }) => status)).toEqual([201, 200, 200, 200]);
    expect(replies.map(({ headers }) => headers.get('x-read-model-lag'))).toEqual(['2', '2', '2', '2']);
    expect(waited).toBeGreaterThanOrEqual(1_900);
    await api.call('POST', `/api/patient/patient/${patient.id}/withdraw_arch/`);
    const switched = await api.call('POST', '/api/common/switchcase/', {
      body: { case_id: id, from_type: codeOf('basic'), to_type: codeOf('gib') },
    });
    expect(switched.headers.get('x-read-model-lag')).toBe('2');
    late = false;
  });

  it('nobody is told that a case does not exist, since it may not be shown yet', async () => {
    const scan = { wristlet: 'nobody', field: 'triage_time' };
    const replies = await Promise.all([
      api.call('GET', `${rootOf('basic')}99999/`),
      api.call('PUT', `${rootOf('basic')}99999/`, { body: { patient: { name: '一' } } }),
      api.call('POST', '/api/chestpain/update_arrive_time/', { body: scan }),
    ]);
    for (const { status, headers, body } of replies) {
      expect([status, headers.get('retry-after'), body]).toEqual([503, '2', problem('not_shown_yet')]);
    }
    expect((await api.call('GET', '/api/nothing/')).status).toBe(404);
  });

  it('is not said of a write that the read models have passed, nor of one that changed nothing', async () => {
    const created = await api.call('POST', rootOf('basic'), { body: {} });
    expect(created.headers.get('x-read-model-lag')).toBeNull();
    late = true;
    const echoed = await api.put('basic', created.body.id, created.body);
    expect([echoed.status, echoed.headers.get('x-read-model-lag')]).toEqual([200, null]);
    late = false;
  });
});
