import { startCaseApi, type CaseApi, type Json } from '../../support/caseApi.ts';
import { findSepsis, importInto, readMapFile, SEPSIS, SEPSIS_MAP } from '../../support/importing.ts';
import { lastDayOfMonth } from './oracle/periods.ts';

const isThere = await findSepsis();

/** A test file without a test would be an error, so the absence of the data is said in a test. */
const whereDataIsAway = (): void => {
  it('the sepsis log is not beside the repository: its months are not counted here', () => expect(isThere).toBe(false));
};

const RANGE = 'created_time[]=2013-11-01&created_time[]=2015-06-30';

const whereDataIsThere = (): void => {
  let api: CaseApi;
  beforeAll(async () => {
    api = await startCaseApi();
    await importInto(api, { file: SEPSIS, map: await readMapFile(SEPSIS_MAP) });
    expect(await api.progress.waitFor(await api.store.end(), 120_000)).toBe(true);
  }, 300_000);
  afterAll(() => api.close());

  const count = async (query: string): Promise<Json[]> => {
    const { status, body } = await api.call('GET', `/api/basic_rescue/count/?${query}&${RANGE}`);
    expect(status).toBe(200);
    return body;
  };
  const sumOf = (items: readonly Json[]): number => items.reduce((sum, item) => sum + item.count, 0);

  it('has 1,344 visits from 2013-11 to 2015-06, most of them in 2014-05 (D-30, D-41)', async () => {
    const months = await count('count_period=month');
    expect([months.length, months[0].month, months.at(-1).month]).toEqual([20, '2013-11', '2015-06']);
    expect(sumOf(months)).toBe(1_344);
    const [busiest] = [...months].sort((one, other) => other.count - one.count);
    expect([busiest.month, busiest.count]).toEqual(['2014-05', 125]);
  });

  it.each(['day', 'week', 'year', 'all'])('has as many by %s (D-27)', async (period) => {
    expect(sumOf(await count(`count_period=${period}`))).toBe(1_344);
  });

  it('counts in each month what the list of that month has (E-SRCH-13)', async () => {
    for (const { month, count: visits, detail } of await count('count_period=month')) {
      const { body } = await api.call('GET', `/api/basic_rescue/?limit=1&month=${month}-01`);
      const range = `created_time[]=${month}-01&created_time[]=${lastDayOfMonth(month)}`;
      const { body: ranged } = await api.call('GET', `/api/basic_rescue/?limit=1&disease_type=9&${range}`);
      expect([month, body.count, ranged.count]).toEqual([month, visits, detail['9']]);
    }
  });

  it('tells how long the discharged stayed, by calendar days, and who has no admission (clinical 1.3)', async () => {
    const [stay] = await count('count_type=hosdaymean&count_period=all');
    const { n, n_missing: missing, n_negative: negative, n_implausible: implausible } = stay;
    expect([n + missing + negative + implausible, stay.n_not_applicable, stay.total]).toEqual([782, 562, 1_344]);
    expect(stay.n_fallback).toBe(n);
  });
};

describe('the months of the sepsis log', () => (isThere ? whereDataIsThere() : whereDataIsAway()));
