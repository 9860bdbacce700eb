import { verifyLog } from '../../src/eventstore/audit/verifyLog.ts';
import { fieldsOf, isMilestone } from '../../src/domain/catalogue/catalogue.ts';
import { codeOf, problem, rootOf, startCaseApi, type CaseApi, type Json } from '../support/caseApi.ts';
import { at, nested } from '../support/fullBody.ts';

let api: CaseApi;
beforeAll(async () => {
  api = await startCaseApi();
});
afterAll(() => api.close());

describe('several people on one patient', () => {
  it('change sixteen different fields at once, and all of it is there, in an unbroken chain (D-33)', async () => {
    const { id, patient } = await api.create('apoplexy');
    const paths = fieldsOf('apoplexy')
      .map(({ path }) => path)
      .filter((path) => isMilestone(path) && !path.includes('['))
      .slice(0, 16);
    const replies = await Promise.all(
      paths.map((path) => api.put('apoplexy', id, nested({ [path]: '2026-05-01 08:00:00' }))),
    );
    expect(replies.map(({ status }) => status)).toEqual(paths.map(() => 200));
    expect(new Set(replies.map(({ headers }) => headers.get('etag'))).size).toBe(16);
    const detail = await api.detail('apoplexy', id);
    expect(paths.map((path) => at(detail, path))).toEqual(paths.map(() => '2026-05-01 08:00:00'));
    const events = (await api.eventsOf(patient.id)).slice(1);
    expect(events.map(({ data }) => JSON.parse(data).path).sort()).toEqual([...paths].sort());
    expect((await api.history('apoplexy', id)).count).toBe(17);
    const { findings, events: checked } = await verifyLog(api.store, new Map());
    expect([findings, checked >= 17]).toEqual([[], true]);
  });

  it('change the same field at once: one value stands, each change is in the history', async () => {
    const { id } = await api.create('gib');
    const names = Array.from({ length: 8 }, (_, index) => `姓名${index}`);
    const replies = await Promise.all(names.map((name) => api.put('gib', id, { patient: { name } })));
    expect(replies.every(({ status }) => status === 200)).toBe(true);
    const { results } = await api.history('gib', id);
    const lines = results.slice(0, 8).map(({ changes }: Json) => changes[0]);
    expect(lines.map((line: Json) => line.new).sort()).toEqual(names);
    expect((await api.detail('gib', id)).patient.name).toBe(lines[0].new);
    expect(lines.slice(0, -1).map((line: Json) => line.old)).toEqual(lines.slice(1).map((line: Json) => line.new));
  });
});

describe('If-Match', () => {
  const since = (revision: number) => ({ 'if-match': `"${revision}"` });

  it('names the revision that the body shows, also while others write', async () => {
    const { id } = await api.create('apoplexy', { patient: { name: '0' } });
    const path = `${rootOf('apoplexy')}${id}/`;
    const block = `/api/apoplexy/thrombolysis/${id}/`;
    const shown = new Map<string, string>();
    const signed = new Map<string, string>();
    let writing = true;
    const read = async (from: string, kept: [string, string][], valueOf: (json: Json) => string) => {
      while (writing) {
        const { headers, body } = await api.call('GET', from);
        kept.push([headers.get('etag') ?? '', valueOf(body)]);
      }
    };
    const details: [string, string][] = [];
    const blocks: [string, string][] = [];
    const readers = Promise.all([
      read(path, details, ({ patient }) => patient.name),
      read(block, blocks, ({ sign_time: time }) => time),
    ]);
    for (let minute = 10; minute < 50; minute += 1) {
      const time = `2026-05-01 08:${minute}:00`;
      const body = { patient: { name: `${minute}` }, thrombolysis: { sign_time: time } };
      const etag = (await api.call('PUT', path, { body })).headers.get('etag') ?? '';
      shown.set(etag, `${minute}`);
      signed.set(etag, time);
    }
    writing = false;
    await readers;
    const later = details.filter(([etag]) => shown.has(etag));
    expect(later.length).toBeGreaterThan(20);
    expect(later.filter(([etag, name]) => shown.get(etag) !== name)).toEqual([]);
    expect(blocks.filter(([etag, time]) => signed.has(etag) && signed.get(etag) !== time)).toEqual([]);
  });

  it('lets a change in on the revision that was read, and answers 412 on another, with nothing stored', async () => {
    const { id } = await api.create('trauma', { patient: { name: '一' } });
    const path = `${rootOf('trauma')}${id}/`;
    const etag = (await api.call('GET', path)).headers.get('etag') ?? '';
    const mine = await api.call('PUT', path, { body: { patient: { name: '二' } }, headers: { 'if-match': etag } });
    expect([mine.status, mine.headers.get('etag')]).toEqual([200, '"2"']);
    const end = await api.store.end();
    for (const [method, body] of [
      ['PUT', { patient: { name: '三' } }],
      ['PATCH', { patient: { name: '二' } }],
      ['DELETE', undefined],
    ] as const) {
      const stale = await api.call(method, path, { body, headers: { 'if-match': etag } });
      expect([method, stale.status, stale.body]).toEqual([method, 412, problem('revision_conflict')]);
    }
    expect(await api.store.end()).toBe(end);
  });

  it('lets a change in on any revision of a list, and answers 412 to tags that no record has', async () => {
    const { id } = await api.create('trauma', { patient: { name: '一' } });
    const put = (tags: string) =>
      api.call('PUT', `${rootOf('trauma')}${id}/`, {
        body: { patient: { name: tags } },
        headers: { 'if-match': tags },
      });
    expect((await put('"0", "1"')).status).toBe(200);
    for (const tags of ['"0", "1"', '"made-elsewhere"']) {
      const stale = await put(tags);
      expect([stale.status, stale.body]).toEqual([412, problem('revision_conflict')]);
    }
  });

  it('lets exactly one of many in at once', async () => {
    const { id } = await api.create('trauma', { patient: { name: '一' } });
    const put = (bed_no: string) =>
      api.call('PUT', `${rootOf('trauma')}${id}/`, { body: { patient: { bed_no } }, headers: since(1) });
    const replies = await Promise.all(['1', '2', '3', '4', '5'].map(put));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412, 412]);
  });

  it('is heeded by every other write of a case', async () => {
    const { id, patient } = await api.create('apoplexy', { patient: { wristlet: 'IF' } });
    const headers = since(77);
    const writes: readonly (readonly [string, string, Json])[] = [
      ['PUT', `/api/apoplexy/therapy/${id}/`, { talk_time: '2026-05-01 08:00:00' }],
      ['PUT', `/api/patient/patient/${patient.id}/`, { name: 'x' }],
      ['POST', `/api/patient/patient/${patient.id}/ask_arch/`, {}],
      ['POST', '/api/common/switchcase/', { case_id: id, from_type: codeOf('apoplexy'), to_type: codeOf('gib') }],
      ['POST', '/api/chestpain/update_arrive_time/', { wristlet: 'IF', field: 'triage_time' }],
      ['POST', `${rootOf('apoplexy')}${id}/restore/`, undefined],
    ];
    for (const [method, path, body] of writes) {
      expect([path, (await api.call(method, path, { body, headers })).status]).toEqual([path, 412]);
    }
  });
});
