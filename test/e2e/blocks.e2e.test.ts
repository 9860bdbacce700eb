import { problem, rootOf, startCaseApi, type CaseApi } from '../support/caseApi.ts';

let api: CaseApi;
beforeAll(async () => {
  api = await startCaseApi();
});
afterAll(() => api.close());

describe.each([
  ['examination', 'assist_examination', 'hospital_arrive_time', 'triage_nurse'],
  ['thrombolysis', 'thrombolysis', 'talking_time', undefined],
  ['threapy', 'therapy', 'talk_time', 'tici'],
  ['therapy', 'therapy', 'talk_time', 'tici'],
])('/api/apoplexy/%s/{id}/ (E-CASE-12, E-CASE-13, E-CASE-15, A-12, D-12)', (segment, block, time, text) => {
  it('reads and writes that block of the case alone, natively and tunnelled', async () => {
    const { id } = await api.create('apoplexy', { call_time: '2026-05-01 07:00:00' });
    const path = `/api/apoplexy/${segment}/${id}/`;
    const whole = await api.call('GET', `${rootOf('apoplexy')}${id}/`);
    const read = await api.call('GET', path);
    expect([read.status, read.body, read.headers.get('etag')]).toEqual([
      200,
      whole.body[block],
      whole.headers.get('etag'),
    ]);
    const sent = { [time]: '2026-05-01 08:00:00', ...(text !== undefined && { [text]: '2b' }) };
    const changed = await api.call('PUT', path, { body: sent });
    expect([changed.status, changed.body]).toEqual([200, expect.objectContaining(sent)]);
    const detail = await api.detail('apoplexy', id);
    expect([detail[block], detail.call_time]).toEqual([changed.body, '2026-05-01 07:00:00']);
    const end = await api.store.end();
    const echoed = await api.call('POST', path, { body: changed.body, headers: { method: 'put' } });
    expect([echoed.status, echoed.body, await api.store.end()]).toEqual([200, changed.body, end]);
    const cleared = await api.call('PUT', path, { body: { [time]: null } });
    expect(cleared.body[time]).toBeNull();
  });

  it('is 404 for another type’s case and for a deleted one', async () => {
    const { id } = await api.create('apoplexy');
    await api.call('DELETE', `${rootOf('apoplexy')}${id}/`);
    const gone = await api.call('GET', `/api/apoplexy/${segment}/${id}/`);
    expect([gone.status, gone.body]).toEqual([404, problem('case_deleted')]);
    const other = await api.create('gib');
    expect((await api.call('GET', `/api/apoplexy/${segment}/${other.id + 9000}/`)).status).toBe(404);
  });
});

describe('the triage grade in the examination (A-05)', () => {
  it('is the patient’s', async () => {
    const { id } = await api.create('apoplexy', { illness_grade: '1' });
    await api.call('PUT', `/api/apoplexy/examination/${id}/`, { body: { illness_grade: '3' } });
    expect(await api.detail('apoplexy', id)).toMatchObject({ illness_grade: '3', patient: { illness_grade: '3' } });
  });
});

describe('consent pictures through their blocks (E-CASE-15)', () => {
  it('are kept and answered with absolute URLs', async () => {
    const { id: picture, url } = await api.upload();
    const { id } = await api.create('apoplexy');
    const { body } = await api.call('PUT', `/api/apoplexy/thrombolysis/${id}/`, {
      body: { intra_acknowlege_images: [picture] },
    });
    expect(body.intra_acknowlege_images).toEqual([url]);
    expect((await api.call('GET', `/api/apoplexy/thrombolysis/${id}`)).body).toEqual(body);
  });
});
