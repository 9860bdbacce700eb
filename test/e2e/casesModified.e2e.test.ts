import * as patient from '../../src/domain/patient/state.ts';
import type { PatientEvent } from '../../src/domain/patient/events.ts';
import { CommandHandler } from '../../src/eventstore/commandHandler.ts';
import { rootOf, startCaseApi, type CaseApi } from '../support/caseApi.ts';

let now = '2026-05-01T00:00:00.000Z';
let api: CaseApi;
beforeAll(async () => {
  api = await startCaseApi({
    instead: (_, { store }) => ({
      now: () => new Date(now),
      commands: new CommandHandler<patient.PatientState, PatientEvent>(patient, { store, now: () => new Date(now) }),
    }),
  });
});
afterAll(() => api.close());

describe('last_modified (E-CASE-20)', () => {
  it('is the time of the last save wherever a case is answered; an attempt that was refused is none (D-08)', async () => {
    const created = await api.create('basic', { patient: { name: '一' } });
    expect([created.created_time, created.assist_examination.last_modified]).toEqual([
      '2026-05-01 08:00:00',
      '2026-05-01 08:00:00',
    ]);
    now = '2026-05-01T01:00:00.000Z';
    const saved = (await api.put('basic', created.id, { patient: { name: '二' } })).body;
    expect(saved.assist_examination.last_modified).toBe('2026-05-01 09:00:00');
    now = '2026-05-01T02:00:00.000Z';
    await api.archive(created.patient.id, 'ask', 'accept');
    now = '2026-05-01T03:00:00.000Z';
    const refused = await api.put('basic', created.id, { patient: { name: '三' } });
    expect(refused.status).toBe(400);
    await api.progress.waitFor(await api.store.end(), 10_000);
    const detail = await api.detail('basic', created.id);
    expect(detail.assist_examination.last_modified).toBe('2026-05-01 10:00:00');
    const asOf = await api.call('GET', `${rootOf('basic')}${created.id}/?as_of=2026-05-01 12:00:00`);
    const echoed = await api.put('basic', created.id, detail);
    expect([asOf.body, echoed.status, echoed.body]).toEqual([detail, 200, detail]);
    expect((await api.call('GET', `${rootOf('basic')}?limit=1`)).body.results[0]).toMatchObject({
      assist_examination: { last_modified: '2026-05-01 10:00:00' },
    });
  });

  it('never steps back with the clock (D-11)', async () => {
    const { id } = await api.create('gib');
    now = '2026-04-30T00:00:00.000Z';
    const { body } = await api.put('gib', id, { patient: { name: '一' } });
    expect(body.assist_examination.last_modified).toBe('2026-05-01 11:00:00');
    expect(await api.detail('gib', id)).toEqual(body);
  });
});
