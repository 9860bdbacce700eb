import { fieldsOf } from '../../src/domain/catalogue/catalogue.ts';
import { CASE_TYPE_NAMES, type CaseTypeName } from '../../src/domain/catalogue/caseTypes.ts';
import { problem, rootOf, startCaseApi, type CaseApi, type Json } from '../support/caseApi.ts';
import { at } from '../support/fullBody.ts';

let api: CaseApi;
beforeAll(async () => {
  api = await startCaseApi();
});
afterAll(() => api.close());

const info = (wristlet: string) => api.call('GET', `/api/chestpain/get_wrist_info/?wristlet=${wristlet}`);
const scan = (wristlet: string | number, field: string) =>
  api.call('POST', '/api/chestpain/update_arrive_time/', { body: { wristlet, field } });

const wear = (caseType: CaseTypeName, wristlet: string, more: Json = {}): Promise<Json> =>
  api.create(caseType, { ...more, patient: { wristlet, name: `病人${wristlet}`, ...more.patient } });

/** Which block a quick name means (E-WRIST-04, D-13); written down once more, so that the catalogue can be wrong. */
const PREFIXES: readonly (readonly [prefix: string, block: string])[] = [
  ['', 'assist_examination'],
  ['rs_', 'thrombolysis'],
  ['jr_', 'therapy'],
  ['ir_', 'patient.inside_roadmap'],
];

const quickTimes = (caseType: CaseTypeName): readonly (readonly [quick: string, path: string])[] =>
  PREFIXES.flatMap(([prefix, block]) =>
    fieldsOf(caseType)
      .filter(({ path, kind, readOnly }) => kind === 'datetime' && !readOnly && path.startsWith(`${block}.`))
      .map(({ path, name }) => [`${prefix}${name}`, path] as const),
  );

describe('who wears a wristlet (E-WRIST-01, E-WRIST-02, D-13)', () => {
  it.each(CASE_TYPE_NAMES)('%s: the case, the name and every quick time', async (caseType) => {
    const wristlet = `i-${caseType}`;
    const { id, patient } = await wear(caseType, wristlet, { patient: { illness_grade: '2' } });
    await scan(wristlet, 'triage_time');
    const detail = await api.detail(caseType, id);
    const { status, body } = await info(wristlet);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      patient_id: patient.id,
      case_id: id,
      case_type: caseType,
      name: `病人${wristlet}`,
      illness_grade: '2',
      triage_time: detail.assist_examination.triage_time,
    });
    for (const [quick, path] of quickTimes(caseType)) expect([quick, body[quick]]).toEqual([quick, at(detail, path)]);
  });

  it('shows the consent pictures of a stroke, the second also under the key with a blank (A-12)', async () => {
    const { id, url } = await api.upload();
    const body = { thrombolysis: { intra_acknowlege_images: [id] }, therapy: { inter_acknowlege_images: [url] } };
    await wear('apoplexy', 'pictures', body);
    expect((await info('pictures')).body).toMatchObject({
      intra_acknowlege_images: [url],
      inter_acknowlege_images: [url],
      'inter_acknowlege_images ': [url],
      first_nerve_recieve_time: null,
      first_nerve_arrive_time: null,
      rs_medication_time: null,
      jr_embolectomy_time: null,
    });
  });

  it('is the latest live case by when it was bound, not by when it was created (D-13)', async () => {
    const early = await wear('basic', 'other');
    const late = await wear('trauma', 'shared');
    expect((await info('shared')).body.case_id).toBe(late.id);
    await api.put('basic', early.id, { patient: { wristlet: 'shared' } });
    expect((await info('shared')).body).toMatchObject({ case_type: 'basic', case_id: early.id });
    await api.put('trauma', late.id, { patient: { name: '改名' } });
    expect((await info('shared')).body.case_type).toBe('basic');
    await api.call('DELETE', `${rootOf('basic')}${early.id}/`);
    expect((await info('shared')).body).toMatchObject({ case_type: 'trauma', case_id: late.id });
    await api.call('POST', `${rootOf('basic')}${early.id}/restore/`);
    expect((await info('shared')).body.case_type).toBe('basic');
    await api.put('basic', early.id, { patient: { wristlet: '' } });
    await api.call('DELETE', `${rootOf('trauma')}${late.id}/`);
    const nobody = await info('shared');
    expect([nobody.status, nobody.body]).toEqual([404, problem('wristlet_unknown')]);
  });
});

describe('a scan (E-WRIST-03, E-WRIST-04)', () => {
  it.each(CASE_TYPE_NAMES)('records the server’s time under every quick name of %s', async (caseType) => {
    const wristlet = `s-${caseType}`;
    const { id } = await wear(caseType, wristlet);
    const times = quickTimes(caseType);
    expect(times.length).toBeGreaterThan(5);
    const said: Record<string, string> = {};
    for (const [quick, path] of times) {
      const { status, body } = await scan(wristlet, quick);
      expect([quick, status, body]).toEqual([
        quick,
        200,
        { msg: expect.any(String), field: quick, time: expect.any(String) },
      ]);
      said[path] = body.time;
    }
    const detail = await api.detail(caseType, id);
    expect(Object.fromEntries(times.map(([, path]) => [path, at(detail, path)]))).toEqual(said);
  });

  it('of one type’s times is refused for another: lysis for trauma, the trauma team for stroke (D-13)', async () => {
    await wear('trauma', 't1');
    await wear('apoplexy', 't2');
    expect((await scan('t1', 'rs_medication_time')).body).toEqual(
      problem('not_a_milestone', { field: [expect.any(String)] }),
    );
    expect((await scan('t2', 'ir_td_arrive_eme_time')).status).toBe(400);
    expect((await scan('t1', 'ir_td_arrive_eme_time')).status).toBe(200);
  });

  it('is the present second, and a later one overwrites (A-52)', async () => {
    const { id, patient } = await wear('chestpain', '4711');
    const before = Math.floor(Date.now() / 1000) * 1000;
    const { body } = await scan(4711, 'triage_time');
    expect(Date.parse(`${body.time.replace(' ', 'T')}+08:00`)).toBeGreaterThanOrEqual(before);
    await api.put('chestpain', id, { assist_examination: { triage_time: '2020-01-01 00:00:00' } });
    const again = await scan('4711', 'triage_time');
    expect((await api.detail('chestpain', id)).assist_examination.triage_time).toBe(again.body.time);
    const [event] = (await api.eventsOf(patient.id)).slice(-1);
    expect([event?.type, JSON.parse(event?.metadata ?? '{}').client]).toEqual(['MilestoneRecorded', 'wristband']);
  });
});
