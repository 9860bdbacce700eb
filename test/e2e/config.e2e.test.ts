import { startApi, type TestApi } from '../support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const PATH = '/api/common/config/';

describe('the options (E-CFG-01 to E-CFG-04)', () => {
  it('stand under the name of the field and of the list, as value and label (D-19, A-56)', async () => {
    const { status, body } = await api.client.call('GET', PATH);
    expect(status).toBe(200);
    expect(body.gender).toEqual(expect.arrayContaining([{ value: '1', label: expect.any(String) }]));
    expect(body.CP_DIAGNOSIS_CODE_CHOICES[0]).toEqual({ value: '1', label: 'STEMI' });
    expect(body.first_diagnosis).toEqual(body.CP_DIAGNOSIS_CODE_CHOICES);
    for (const key of ['channel_type', 'job', 'hz_type', 'bleed_symptom', 'disease_type']) {
      expect(body[key]).toEqual(expect.any(Array));
    }
  });

  it('are not sent again while they are the same', async () => {
    const etag = (await api.client.call('GET', PATH)).headers.get('etag') ?? '';
    const again = await api.client.call('GET', PATH, { headers: { 'if-none-match': etag } });
    expect([again.status, again.text]).toEqual([304, '']);
    expect((await api.client.call('GET', PATH, { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
    for (const tags of [`W/${etag}`, `"other", ${etag}`, '*']) {
      expect((await api.client.call('GET', PATH, { headers: { 'if-none-match': tags } })).status).toBe(304);
    }
  });

  it('are for people who are signed in', async () => {
    expect((await api.client.as(null).call('GET', PATH)).status).toBe(401);
  });
});
