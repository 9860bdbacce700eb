import { problem, rootOf, startCaseApi, type CaseApi, type Json } from '../support/caseApi.ts';
import type { CaseTypeName } from '../../src/domain/catalogue/caseTypes.ts';
import { formatInstant } from '../../src/domain/shared/times.ts';

let api: CaseApi;
beforeAll(async () => {
  api = await startCaseApi();
});
afterAll(() => api.close());

/** When the last event of a visit was entered, ISO with milliseconds. */
const enteredLast = async (patientId: number): Promise<string> => {
  const event = (await api.eventsOf(patientId)).at(-1);
  return JSON.parse(event?.metadata ?? '{}').recordedAt;
};

/** The instant of an entry, once the next one must be later than it. */
const passed = async (patientId: number): Promise<string> => {
  const at = await enteredLast(patientId);
  while (new Date().toISOString() <= at) await new Promise(setImmediate);
  return at;
};

const asOf = (caseType: CaseTypeName, id: number, time: string) =>
  api.call('GET', `${rootOf(caseType)}${id}/?as_of=${encodeURIComponent(time)}`);

const before = (iso: string): string => new Date(Date.parse(iso) - 1).toISOString();

describe('a case as it was known (D-11)', () => {
  it('is 404 not_yet before its first event, itself from then on, and each state between two edits', async () => {
    const created = await api.create('apoplexy', { patient: { name: '一' }, pre_ecg_in: [{}] });
    const { id, patient } = created;
    const first = await passed(patient.id);
    const second = (await api.put('apoplexy', id, { patient: { name: '二' }, pre_ecg_in: [] })).body;
    const later = await passed(patient.id);
    await api.put('apoplexy', id, { patient: { name: '三' } });
    const early = await asOf('apoplexy', id, before(first));
    expect([early.status, early.body]).toEqual([404, problem('not_yet')]);
    expect((await asOf('apoplexy', id, '1999-01-01')).status).toBe(400);
    expect((await asOf('apoplexy', id, first)).body).toEqual(created);
    expect((await asOf('apoplexy', id, before(later))).body).toEqual(created);
    expect((await asOf('apoplexy', id, later)).body).toEqual(second);
    const now = await api.detail('apoplexy', id);
    expect((await asOf('apoplexy', id, '2099-01-01 00:00:00')).body).toEqual(now);
    expect((await asOf('apoplexy', id, await enteredLast(patient.id))).body).toEqual(now);
  });

  it('takes the local time that the history shows, through the end of its second', async () => {
    const { id, patient } = await api.create('gib', { patient: { name: '一' } });
    const [item] = (await api.history('gib', id)).results;
    expect(item.time).toBe(formatInstant(await enteredLast(patient.id), 'Asia/Shanghai'));
    expect((await asOf('gib', id, item.time)).body.patient.name).toBe('一');
  });

  it('has the ETag of its revision then', async () => {
    const { id, patient } = await api.create('gib', { patient: { name: '一' } });
    const first = await passed(patient.id);
    const { headers } = await api.put('gib', id, { patient: { name: '二' } });
    const then = await asOf('gib', id, first);
    expect([then.headers.get('etag'), headers.get('etag')]).toEqual(['"1"', '"2"']);
  });

  it('is 404 for the time in which it was deleted, and answered before and after (D-10)', async () => {
    const { id, patient } = await api.create('trauma', { patient: { name: '一' } });
    const alive = await passed(patient.id);
    await api.call('DELETE', `${rootOf('trauma')}${id}/`);
    const gone = await passed(patient.id);
    expect([(await asOf('trauma', id, gone)).body.code, (await asOf('trauma', id, alive)).status]).toEqual([
      'case_deleted',
      200,
    ]);
    await api.call('POST', `${rootOf('trauma')}${id}/restore/`);
    expect([(await asOf('trauma', id, gone)).status, (await api.detail('trauma', id)).id]).toEqual([404, id]);
  });

  it('answers an old id its old body for the time before the switch, 410 after; the new id is not yet there before (D-09)', async () => {
    const old = await api.create('apoplexy', { stroke_type: '1', patient: { name: '一' } });
    const first = await passed(old.patient.id);
    const now = await api.switchTo('apoplexy', old.id, 'basic');
    const switched = await passed(old.patient.id);
    expect((await asOf('apoplexy', old.id, first)).body).toEqual(old);
    const gone = await asOf('apoplexy', old.id, switched);
    expect([gone.status, gone.body]).toEqual([
      410,
      { ...problem('case_switched'), to: { case_type: '9', case_id: now } },
    ]);
    expect((await asOf('basic', now, first)).body.code).toBe('not_yet');
    expect((await asOf('basic', now, switched)).body).toEqual(await api.detail('basic', now));
  });

  it('shows the archive as it was, and names a time that is none', async () => {
    const { id, patient } = await api.create('toxic');
    await api.archive(patient.id, 'ask');
    const asked = await passed(patient.id);
    await api.archive(patient.id, 'accept');
    expect((await asOf('toxic', id, asked)).body.patient.arch_status).toBe('1');
    const wrong = await asOf('toxic', id, '昨天');
    const errors: Json = { as_of: [expect.any(String)] };
    expect([wrong.status, wrong.body]).toEqual([400, problem('validation_failed', errors)]);
    const two = await api.call('GET', `${rootOf('toxic')}${id}/?as_of=x&asof=y`);
    expect(Object.keys(two.body.errors).sort()).toEqual(['as_of', 'asof']);
  });
});
