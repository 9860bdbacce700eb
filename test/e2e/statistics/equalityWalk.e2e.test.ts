import { rootOf, startCaseApi, type CaseApi, type Json } from '../../support/caseApi.ts';
import { editCases, type EditCounts } from './cases/edit.ts';
import { allStandings, generateCases, type NewCase } from './cases/generate.ts';
import { wallTime } from './cases/bodies.ts';
import { loadCases } from './cases/load.ts';
import { readAllCases } from './cases/readAll.ts';
import type { Cases } from './oracle/answers.ts';
import { CASE_TYPES } from './oracle/caseTypes.ts';
import { figuresOf } from './oracle/figures.ts';
import { METRICS } from './oracle/metrics.ts';
import { lastDayOfMonth, lastTwelveMonths, rangeFor, spansOf, wholeDays } from './oracle/periods.ts';
import { Book } from './walk/book.ts';
import { walkOverview, walkRates } from './walk/walkOthers.ts';
import { walkAverages, walkedNames, walkShares, walkTrends, type AskedRange } from './walk/walkType.ts';

const SEED = 20_261;
const now = wallTime(Date.now() + 8 * 3_600_000);
const today = now.slice(0, 10);
const WALK_TIME = 180_000;

let api: CaseApi;
let generated: readonly NewCase[];
let edits: EditCounts;
let cases: Cases;
beforeAll(async () => {
  api = await startCaseApi();
  generated = generateCases(SEED, now);
  await loadCases(api, generated);
  edits = await editCases(api, await readAllCases(api), SEED);
  cases = await readAllCases(api);
}, 300_000);
afterAll(() => api.close());

const twelveMonths = lastTwelveMonths(today);
const months = spansOf('month', twelveMonths);
const monthBefore = (howMany: number): string => months.at(-1 - howMany)?.key ?? '';

const asked = (name: string, query: string, range: AskedRange['range']): AskedRange => ({
  name,
  query: query.replaceAll(' ', '%20'),
  range,
  rangeOf: (period) => (query === '' ? rangeFor(period, range, today) : range),
});

/** The default one, dates in each of the forms that lists take, and times of day within the first and last day. */
const RANGES: readonly AskedRange[] = [
  asked('default', '', twelveMonths),
  (() => {
    const [from, to] = [`${monthBefore(4)}-27`, `${monthBefore(3)}-05`];
    return asked('days', `created_time[]=${from}&created_time[]=${to}`, wholeDays(from, to));
  })(),
  (() => {
    const [from, to] = [`${monthBefore(8)}-28 23:59:59`, `${monthBefore(3)}-15 12:34:56`];
    return asked('times', `created_time[]=${from}&created_time[]=${to}`, { from, to });
  })(),
  (() => {
    const from = `${lastDayOfMonth(monthBefore(2))} 23:59:59`;
    const to = `${monthBefore(1)}-01 00:00:00`;
    return asked('two seconds', `start_time=${from}&end_time=${to}`, { from, to });
  })(),
];

const ASKED_MONTHS = months.map(({ key, from, to }) => asked(key, `month=${key}-01`, { from, to }));

describe('the record that is walked', () => {
  it('has at least 5,000 cases, edited, deleted, restored and switched over HTTP', () => {
    const live = Object.values(cases).reduce((sum, rows) => sum + rows.length, 0);
    expect(generated.length).toBeGreaterThanOrEqual(5_000);
    expect(live).toBe(generated.length - edits.deleted + edits.restored);
    expect(edits.changed).toBeGreaterThan(500);
    expect(Math.min(edits.restored, edits.switched)).toBeGreaterThan(50);
  });

  it('shows every interval in every state in every month as it was loaded (clinical 1.1 rule 2)', () => {
    for (const { name: type } of CASE_TYPES) {
      for (const { key: month } of months) {
        const bodies = generated
          .filter((each) => each.type === type && each.createdTime.startsWith(month))
          .map(({ body }) => body);
        const seen = new Set(
          METRICS[type].flatMap(({ key, measure }) => bodies.map((body) => `${key} ${measure(body).status}`)),
        );
        expect([month, allStandings(type).filter((standing) => !seen.has(standing))]).toEqual([month, []]);
      }
    }
  });

  it.each(CASE_TYPES.map(({ name }) => name))(
    'is asked for every count type that the document of %s names',
    async (type) => {
      const document: Json = JSON.parse(await (await fetch(`${api.url}/swagger/openapi.json`)).text());
      const { parameters } = document.paths[`${rootOf(type)}count/`].get;
      const names: string[] = parameters.find(({ name }: { name: string }) => name === 'count_type').schema.enum;
      const walked = [...walkedNames(type), ...(type === 'trauma' ? ['rate'] : [])];
      expect([...walked].sort()).toEqual([...names].sort());
    },
  );

  it('has cases on the first and last second of months', () => {
    const times = Object.values(cases).flatMap((rows) => rows.map(({ created_time: created }) => created));
    for (const { key } of months.slice(0, -1)) {
      expect(times).toContain(`${key}-01 00:00:00`);
      expect(times).toContain(`${lastDayOfMonth(key)} 23:59:59`);
    }
  });

  it('counts every case of a list under exactly one state of each interval (D-22)', () => {
    for (const { name: type } of CASE_TYPES) {
      for (const metric of METRICS[type]) {
        const { n, n_missing, n_negative, n_implausible, n_zone_only, n_not_applicable, total } = figuresOf(
          metric,
          cases[type],
        );
        expect(n + n_missing + n_negative + n_implausible + n_zone_only + n_not_applicable).toBe(total);
      }
    }
  });
});

describe.each(CASE_TYPES.map(({ name }) => name))('every figure of %s equals the list (D-20 to D-30)', (type) => {
  const walking = () => ({ book: new Book(api), type, rows: cases[type], ranges: RANGES });
  const nothing = { figures: expect.any(Number), lists: expect.any(Number), differences: [] };

  it(
    'trends by every period, and the lists they open',
    async () => {
      const trends = walking();
      await walkTrends(trends);
      expect(await trends.book.close()).toEqual(nothing);
    },
    WALK_TIME,
  );

  it(
    'shares of each range and month, and the lists they open',
    async () => {
      const shares = walking();
      await walkShares(shares, ASKED_MONTHS);
      expect(await shares.book.close()).toEqual(nothing);
    },
    WALK_TIME,
  );

  it(
    'means, medians and what stands beside them, and the lists by state',
    async () => {
      const averages = walking();
      await walkAverages(averages);
      expect(await averages.book.close()).toEqual(nothing);
    },
    WALK_TIME,
  );
});

describe('figures over more than one list', () => {
  const walking = () => ({ book: new Book(api), cases, ranges: RANGES });

  it(
    'the overview is the sum of the six lists (E-STAT-13, D-28)',
    async () => {
      const overview = walking();
      await walkOverview(overview);
      expect((await overview.book.close()).differences).toEqual([]);
    },
    WALK_TIME,
  );

  it(
    'the rates of trauma are shares between 0 and 1 of the cases by their own month (E-STAT-10, R6, R8)',
    async () => {
      const rates = walking();
      await walkRates(rates);
      expect((await rates.book.close()).differences).toEqual([]);
    },
    WALK_TIME,
  );
});
