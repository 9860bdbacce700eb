import { problem, rootOf, startCaseApi, type CaseApi, type Json } from '../support/caseApi.ts';

let api: CaseApi;
beforeAll(async () => {
  api = await startCaseApi({ settings: { basePath: '/green' } });
});
afterAll(() => api.close());

const clock = (time: string): string => `2026-05-01 ${time}`;
const typesOf = async (patientId: number, from: number): Promise<string[]> =>
  (await api.eventsOf(patientId)).slice(from).map(({ type }) => type);

describe('rows of ECGs (E-CASE-16, E-GEN-19, A-11, D-12)', () => {
  it('are written as pre_ecg_in and inside_ecg_in, and read as pre_ecg and inside_ecg with their ids', async () => {
    const row = { imgs: [], ecg_fetch_time: clock('08:00:00'), ecg_diagnosis_time: clock('08:05:00') };
    const body = { pre_ecg_in: [row, {}], inside_ecg_in: [{ ...row, ecg_diagnosis_time: null }] };
    const created = await api.create('chestpain', body);
    expect(created.pre_ecg).toEqual([
      { id: 1, ...row },
      { id: 2, imgs: [], ecg_fetch_time: null, ecg_diagnosis_time: null },
    ]);
    expect(created.inside_ecg).toEqual([{ id: 3, ...row, ecg_diagnosis_time: null }]);
    expect(await api.detail('chestpain', created.id)).toEqual(created);
    expect(await typesOf(created.patient.id, 1)).toEqual(['EcgAdded', 'EcgAdded', 'EcgAdded']);
  });

  it('with an id change, without one are added, missing are removed: one event each, and no id returns', async () => {
    const time = { ecg_fetch_time: clock('08:00:00') };
    const { id, patient } = await api.create('chestpain', { pre_ecg_in: [time, time, time] });
    const revision = (await api.eventsOf(patient.id)).length;
    const put = async (rows: Json) => (await api.put('chestpain', id, { pre_ecg_in: rows })).body.pre_ecg;
    const rows = await put([
      { id: 1 },
      { id: 2, ecg_fetch_time: clock('09:00:00') },
      { ecg_diagnosis_time: clock('10:00:00') },
    ]);
    expect(rows).toEqual([
      { id: 1, imgs: [], ...time, ecg_diagnosis_time: null },
      { id: 2, imgs: [], ecg_fetch_time: clock('09:00:00'), ecg_diagnosis_time: null },
      { id: 4, imgs: [], ecg_fetch_time: null, ecg_diagnosis_time: clock('10:00:00') },
    ]);
    expect((await typesOf(patient.id, revision)).sort()).toEqual(['EcgAdded', 'EcgChanged', 'EcgRemoved']);
    expect(await put([])).toEqual([]);
    expect((await put([time])).map((each: Json) => each.id)).toEqual([5]);
    expect(await put(null)).toEqual([]);
    expect((await put([time]))[0].id).toBe(6);
    expect(await put('')).toEqual([]);
  });

  it('are not written by an echo, so that what others added meanwhile stays (D-03)', async () => {
    const [one, two] = [{ ecg_fetch_time: clock('08:00:00') }, { ecg_fetch_time: clock('09:00:00') }];
    const read = await api.create('chestpain', { pre_ecg_in: [one] });
    const added = await api.put('chestpain', read.id, { pre_ecg_in: [{ id: 1 }, two], inside_ecg_in: [one] });
    const echoed = await api.put('chestpain', read.id, { ...read, patient: { ...read.patient, name: '一' } });
    expect([echoed.status, echoed.body.patient.name]).toEqual([200, '一']);
    expect(echoed.body).toMatchObject({ pre_ecg: added.body.pre_ecg, inside_ecg: added.body.inside_ecg });
    await api.put('chestpain', read.id, { pre_ecg_in: [] });
    const stale = await api.put('chestpain', read.id, { ...read, patient: { ...read.patient, name: '二' } });
    expect([stale.status, stale.body.pre_ecg]).toEqual([200, []]);
  });

  it('stay when a body leaves the list out, and the written name counts beside an echo', async () => {
    const { id } = await api.create('chestpain', { pre_ecg_in: [{ ecg_fetch_time: clock('08:00:00') }] });
    const kept = await api.put('chestpain', id, { patient: { name: '一' } });
    expect(kept.body.pre_ecg).toHaveLength(1);
    const both = await api.put('chestpain', id, {
      pre_ecg: kept.body.pre_ecg,
      pre_ecg_in: [{ id: 1, ecg_fetch_time: null }],
    });
    expect(both.body.pre_ecg).toEqual([{ id: 1, imgs: [], ecg_fetch_time: null, ecg_diagnosis_time: null }]);
  });

  it('of another list are not its own', async () => {
    const { id } = await api.create('chestpain', { pre_ecg_in: [{}] });
    const reply = await api.put('chestpain', id, { inside_ecg_in: [{ id: 1 }] });
    expect([reply.status, reply.body]).toEqual([
      400,
      problem('ecg_row_unknown', { 'inside_ecg_in[0].id': [expect.any(String)] }),
    ]);
  });
});

describe('pictures (D-12, E-CASE-15, E-GEN-14)', () => {
  it('are named by id or by URL, and answered by absolute URLs that serve them', async () => {
    const [first, second] = [await api.upload(1), await api.upload(2)];
    const body = {
      pre_ecg_in: [{ imgs: [first.id, second.url] }],
      thrombolysis: { intra_acknowlege_images: [String(first.id)] },
      therapy: { inter_acknowlege_images: [second.url.replace(api.url, 'https://else.example')] },
    };
    const created = await api.create('apoplexy', body);
    expect(created.pre_ecg[0].imgs).toEqual([first.url, second.url]);
    expect(created.thrombolysis.intra_acknowlege_images).toEqual([first.url]);
    expect(created.therapy.inter_acknowlege_images).toEqual([second.url]);
    expect(first.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/green\/media\/[0-9a-f]{64}\.png$/);
    const served = await api.call('GET', new URL(first.url).pathname.replace('/green', ''));
    expect([served.status, served.headers.get('content-type')]).toEqual([200, 'image/png']);
    const stored = JSON.stringify((await api.eventsOf(created.patient.id)).map(({ data }) => JSON.parse(data)));
    expect([stored.includes(first.url), stored.includes('"/media/')]).toEqual([false, true]);
  });

  it('are answered under the host and scheme by which the client came, and taken back from each (E-OPS-01, D-03)', async () => {
    const { id: picture } = await api.upload(3);
    const { id } = await api.create('apoplexy', {
      inside_ecg_in: [{ imgs: [picture] }],
      thrombolysis: { intra_acknowlege_images: [picture] },
    });
    const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'outer.example:8443' };
    const path = `${rootOf('apoplexy')}${id}/`;
    const replies = await Promise.all([
      api.call('GET', path, { headers }),
      api.call('GET', `${path}?as_of=2099-01-01 00:00:00`, { headers }),
      api.call('PUT', path, { headers, body: {} }),
    ]);
    const list = await api.call('GET', `${rootOf('apoplexy')}?limit=1`, { headers });
    for (const body of [...replies.map((reply) => reply.body), list.body.results[0]]) {
      expect(body.inside_ecg[0].imgs).toEqual([
        expect.stringMatching(/^https:\/\/outer\.example:8443\/green\/media\//),
      ]);
      expect(body.thrombolysis.intra_acknowlege_images[0]).toMatch(/^https:\/\/outer\.example:8443\//);
    }
    const end = await api.store.end();
    const read = replies[0]?.body;
    expect((await api.put('apoplexy', id, { ...read, inside_ecg_in: read.inside_ecg })).status).toBe(200);
    expect(await api.store.end()).toBe(end);
  });

  it('are absolute in the history as well (E-GEN-14, D-16)', async () => {
    const { id: picture, url } = await api.upload(4);
    const { id } = await api.create('apoplexy', {
      pre_ecg_in: [{ imgs: [picture] }],
      thrombolysis: { intra_acknowlege_images: [picture] },
    });
    const [item] = (await api.history('apoplexy', id)).results;
    const shown = item.changes
      .filter(({ field }: Json) => /im(gs|ages)$/.test(field))
      .map((change: Json) => change.new);
    expect(shown).toEqual([[url], [url]]);
  });

  it('that a report links to are right from every network too, and an echo of the link changes nothing (E-GEN-14, D-03)', async () => {
    const { url } = await api.upload(5);
    const elsewhere = url.replace(/[0-9a-f]{64}/, 'f'.repeat(64));
    const reports = {
      ct_report: url,
      ecg_report: elsewhere,
      blood_report: `见 ${url}`,
      color_ct_report: `${url}?token=x`,
    };
    const { id } = await api.create('basic', { assist_examination: reports });
    const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'outer.example' };
    const path = `${rootOf('basic')}${id}/`;
    const outer = (await api.call('GET', path, { headers })).body;
    const link = `https://outer.example${new URL(url).pathname}`;
    expect(outer.assist_examination).toMatchObject({ ...reports, ct_report: link, color_ct_report: link });
    const end = await api.store.end();
    expect((await api.put('basic', id, outer)).status).toBe(200);
    expect((await api.put('basic', id, await api.detail('basic', id))).status).toBe(200);
    expect(await api.store.end()).toBe(end);
  });

  it.each([[null], [''], [[]]])('are cleared with %j, in a block and in a row (D-02)', async (cleared) => {
    const { id: picture } = await api.upload(6);
    const { id, pre_ecg } = await api.create('apoplexy', {
      pre_ecg_in: [{ imgs: [picture] }],
      thrombolysis: { intra_acknowlege_images: [picture] },
    });
    const [{ id: row }] = pre_ecg;
    const { status, body } = await api.put('apoplexy', id, {
      pre_ecg_in: [{ id: row, imgs: cleared }],
      thrombolysis: { intra_acknowlege_images: cleared },
    });
    expect([status, body.thrombolysis.intra_acknowlege_images]).toEqual([200, []]);
    expect(body.pre_ecg).toEqual([expect.objectContaining({ id: row, imgs: [] })]);
  });

  it('do not turn a text that looks like one into an address', async () => {
    const patient = { name: '/media/x.png', address: '["/media/', bed_no: '/media/' };
    const { id } = await api.create('basic', { patient });
    const detail = await api.detail('basic', id);
    expect(detail.patient).toMatchObject(patient);
    const end = await api.store.end();
    await api.put('basic', id, detail);
    expect(await api.store.end()).toBe(end);
  });
});
