import type { Json } from '../../../support/caseApi.ts';
import {
  byPeriod,
  byType,
  mdtOverview,
  overviewShares,
  ratesOf,
  type Cases,
  type ShareItem,
} from '../oracle/answers.ts';
import { CASE_TYPES } from '../oracle/caseTypes.ts';
import { isWithin, PERIODS, spansOf, type Period } from '../oracle/periods.ts';
import type { Row } from '../oracle/row.ts';
import { rangeQuery, type Book } from './book.ts';
import { inOrder, jumpOf, type AskedRange } from './walkType.ts';

export interface WalkingAll {
  readonly book: Book;
  readonly cases: Cases;
  readonly ranges: readonly AskedRange[];
}

const OVERVIEW = '/api/patient/count/';

const walkOverviewTrend = async (walking: WalkingAll, asked: AskedRange, period: Period): Promise<void> => {
  const { book, cases } = walking;
  const path = `${OVERVIEW}?count_period=${period}&${asked.query}`;
  const items: Json[] = await book.get(path);
  const spans = spansOf(period, asked.rangeOf(period));
  book.compare('overview trend periods', { where: path, got: items.length, expected: spans.length });
  spans.forEach(({ key, ...range }, index) => {
    const types = byType(cases, range);
    const expected = {
      [period]: key,
      count: types.reduce((sum, { count }) => sum + count, 0),
      detail: Object.fromEntries(types.map(({ name, count }) => [name, count])),
    };
    book.compareKeys('overview trend', { where: `${path} ${key}`, got: items[index], expected });
    if (period !== 'month') return;
    const lists = CASE_TYPES.map(({ name: type }) => ({ type, query: jumpOf(period, { key, range }) }));
    book.expectLists(lists, expected.count);
  });
};

const listsOfAll = (query: string) => CASE_TYPES.map(({ name: type }) => ({ type, query }));

/** What the client builds from a slice of the overview (E-STAT-13). */
const jumpOfSlice = (countType: string, { name }: ShareItem, range: string) => {
  const typeOf = CASE_TYPES.find(({ code }) => code === name)?.name ?? 'basic';
  if (countType === 'emergency_type' || countType === 'total_count') return [{ type: typeOf, query: range }];
  if (countType !== 'is_start_mdt') return listsOfAll(`${countType}=${encodeURIComponent(String(name))}&${range}`);
  const filter = 'patient__pre_warning__is_start_mdt';
  if (name === null) return listsOfAll(`${filter}=${String(name)}&${range}`);
  if (name === 'false') return listsOfAll(`${filter}=False&${range}`);
  return [{ type: typeOf, query: `${filter}=True&${range}` }];
};

const walkOverviewShares = async ({ book, cases }: WalkingAll, { query, range }: AskedRange): Promise<void> => {
  const shares: Readonly<Record<string, readonly [items: readonly ShareItem[], listed: number]>> = {
    total_count: [byType(cases, range), 6],
    emergency_type: [byType(cases, range), 6],
    is_start_mdt: [mdtOverview(cases, range), 8],
    come_from: [overviewShares('come_from', cases, range), 4],
    tran_hos_type: [overviewShares('tran_hos_type', cases, range), 2],
  };
  for (const [countType, [items, listed]] of Object.entries(shares)) {
    const path = `${OVERVIEW}?count_type=${countType}&${query}`;
    const got = inOrder(await book.get(path), listed);
    book.compare(`overview ${countType}`, { where: path, got, expected: inOrder(items, listed) });
    for (const item of items) book.expectLists(jumpOfSlice(countType, item, rangeQuery(range)), item.count);
  }
};

/** The overview is the sum of the six lists (E-STAT-13, D-28). */
export const walkOverview = async (walking: WalkingAll): Promise<void> => {
  for (const asked of walking.ranges) {
    for (const period of PERIODS) await walkOverviewTrend(walking, asked, period);
    await walkOverviewShares(walking, asked);
  }
};

const compareRates = (book: Book, { got, rows, where }: { got: Json; rows: readonly Row[]; where: string }): void => {
  const { figures, rates, means } = ratesOf(rows);
  const { detail, ...shown } = got ?? {};
  book.compareKeys('rate', { where, got: shown, expected: figures });
  for (const [name, expected] of Object.entries({ ...rates, ...means })) {
    book.compareKeys(`rate detail ${name}`, { where, got: detail?.[name], expected });
  }
  const shares = Object.keys(rates).map((name) => shown[name]);
  const isWithinBounds = shares.every((rate) => rate === null || (rate >= 0 && rate <= 1));
  book.compare('rate bounds', { where, got: isWithinBounds, expected: true });
};

const RATES = '/api/trauma_rescue/count/?count_type=rate';

/** The quality figures of trauma (E-STAT-10, A-25, R6, R8). */
export const walkRates = async ({ book, cases: { trauma }, ranges }: WalkingAll): Promise<void> => {
  for (const { query, range, rangeOf } of ranges) {
    const path = `${RATES}&count_period=all&${query}`;
    compareRates(book, { got: await book.get(path), rows: trauma.filter((row) => isWithin(row, range)), where: path });
    for (const period of PERIODS) {
      const periodPath = `${RATES}&count_period=${period}&${query}`;
      const items: Json[] = await book.get(periodPath);
      const expected = byPeriod({ period, range: rangeOf(period) }, trauma, (rows) => rows);
      book.compare('rate periods', { where: periodPath, got: items.length, expected: expected.length });
      expected.forEach(({ key, item: rows }, index) => {
        const { [period]: shownKey, ...got } = items[index] ?? {};
        book.compare(`rate ${period} key`, { where: periodPath, got: shownKey, expected: key });
        compareRates(book, { got, rows, where: `${periodPath} ${key}` });
      });
    }
  }
};
