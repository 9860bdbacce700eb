import { startCaseApi, type CaseApi, type Json } from '../../support/caseApi.ts';
import { findSepsis, importInto, leftOut, readMapFile, SEPSIS, SEPSIS_MAP } from '../../support/importing.ts';
import type { ImportReport } from '../../../src/app/import/importReport.ts';
import { countByHand, type Counted } from './countedByHand.ts';

const isThere = await findSepsis();

const counting = (report: ImportReport): Record<string, number> => {
  const sums: Record<string, number> = {};
  for (const { path, milestones } of report.recorded) sums[path] = (sums[path] ?? 0) + milestones;
  return sums;
};

/** A test file without a test would be an error, so the absence of the data is said in a test. */
const whereDataIsAway = (): void => {
  it('the sepsis log is not beside the repository: its import is not tested here', () => expect(isThere).toBe(false));
};

const whereDataIsThere = (): void => {
  let api: CaseApi;
  let report: ImportReport;
  let counted: Counted;
  beforeAll(async () => {
    api = await startCaseApi();
    counted = await countByHand(SEPSIS);
    report = await importInto(api, { file: SEPSIS, map: await readMapFile(SEPSIS_MAP) });
  }, 120_000);
  afterAll(() => api.close());

  const list = async (query: string): Promise<Json> => (await api.call('GET', `/api/basic_rescue/?${query}`)).body;
  const total = async (query: string): Promise<number> => (await list(query)).count;

  it('has the figures that the issue names, also when counted by hand (D-40)', () => {
    expect(counted).toMatchObject({ rows: 15_214, persons: 1_050, visits: 1_344, laterOccurrences: 385 });
    expect(Object.values(counted.milestones)).toEqual([1_344, 1_050, 800, 782]);
    expect(Object.values(counted.notMapped).reduce((sum, rows) => sum + rows, 0)).toBe(10_853);
    expect(Object.keys(counted.notMapped)).toHaveLength(7);
  });

  it('reports every row once, as imported or by the reason why not (D-40)', () => {
    expect(report).toMatchObject({
      ending: 'complete',
      rows: counted.rows,
      logCases: counted.persons,
      casesOpened: counted.visits,
      milestones: 3_976,
      notReached: 0,
    });
    expect(counting(report)).toEqual(counted.milestones);
    expect(leftOut(report)).toEqual({ activity_not_mapped: 10_853, later_occurrence: counted.laterOccurrences });
    const unmapped = report.notImported.filter(({ reason }) => reason === 'activity_not_mapped');
    expect(Object.fromEntries(unmapped.map(({ detail, rows }) => [detail, rows]))).toEqual(counted.notMapped);
    expect(Object.fromEntries(unmapped.map(({ detail, lines }) => [detail, lines]))).toEqual(counted.firstLines);
  });

  it('opens as many cases in each month as the log (D-30, D-41)', async () => {
    expect(Object.values(counted.months).reduce((sum, visits) => sum + visits, 0)).toBe(1_344);
    expect(Object.keys(counted.months).sort()).toMatchObject({ 0: '2013-11', length: 20 });
    expect(Math.max(...Object.values(counted.months))).toBe(counted.months['2014-05']);
    expect(counted.months['2014-05']).toBe(125);
    for (const [month, visits] of Object.entries(counted.months)) {
      expect([month, await total(`month=${month}`)]).toEqual([month, visits]);
    }
    expect(await total('limit=1')).toBe(1_344);
  });

  it('knows a person who came again by the card (D-01, D-21)', async () => {
    expect(counted.ofReturners).toBe(588);
    expect(await total('same_pat_no=True')).toBe(588);
  });

  it('gives back a visit as the log has it, with its person and its times on the hospital’s clocks (D-04, D-30)', async () => {
    const { results } = await list('patient__pat_med_card=A&limit=500');
    const [visit] = results.filter(({ patient }: Json) => patient.pat_med_card === 'A');
    const detail = await api.detail('basic', visit.id);
    expect(detail).toMatchObject({
      created_time: '2014-10-22 17:15:41',
      assist_examination: {
        register_time: '2014-10-22 17:15:41',
        triage_time: '2014-10-22 17:33:37',
        into_hospital_time: '2014-10-22 20:13:19',
      },
      patient: { name: 'A', age: 85, leave_hospital: { leave_hos_time: '2014-11-02 22:15:00' } },
    });
    const { results: items } = await api.history('basic', visit.id);
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ user: 'archivist', client: 'import' });
    const fields = items[0].changes.map(({ field }: Json) => field);
    expect(fields).toContain('patient.leave_hospital.leave_hos_time');
  });

  it('copies the first age that the log has for a person to each of the visits (D-01, D-40)', async () => {
    const { results } = await list('same_pat_no=True&limit=500');
    expect(results).toHaveLength(500);
    expect(results.filter(({ patient }: Json) => typeof patient.age !== 'number')).toEqual([]);
  });

  it('finds nobody by a wristlet, since the log has none (D-13)', async () => {
    expect((await api.call('GET', '/api/chestpain/get_wrist_info/?wristlet=A')).status).toBe(404);
  });

  it('appends nothing when it is run again (D-40)', async () => {
    const end = await api.store.end();
    const again = await importInto(api, { file: SEPSIS, map: await readMapFile(SEPSIS_MAP) });
    expect(await api.store.end()).toBe(end);
    expect(again).toMatchObject({ ending: 'complete', casesOpened: 0, milestones: 0 });
    expect(leftOut(again)).toEqual({
      activity_not_mapped: 10_853,
      later_occurrence: 385,
      already_imported: 3_976,
    });
  });
};

describe('the import of the sepsis log', () => (isThere ? whereDataIsThere() : whereDataIsAway()));
