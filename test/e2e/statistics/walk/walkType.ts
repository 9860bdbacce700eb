import type { Json } from '../../../support/caseApi.ts';
import { byPeriod, DETAIL_OF, sharesOf, trendItem, type ShareItem } from '../oracle/answers.ts';
import { CASE_TYPES, type TypeName } from '../oracle/caseTypes.ts';
import { figuresOf } from '../oracle/figures.ts';
import { AVERAGES, METRICS, metricOf, ownAverageOf } from '../oracle/metrics.ts';
import { isWithin, lastDayOfMonth, PERIODS, type Period, type Range } from '../oracle/periods.ts';
import type { Row } from '../oracle/row.ts';
import { SLICES, UNKNOWN, type Slice } from '../oracle/slices.ts';
import { rangeQuery, type Book } from './book.ts';

/** A range as a client sends it, and what it means. */
export interface AskedRange {
  readonly name: string;
  readonly query: string;
  readonly range: Range;
  /** The default range ends with today where days and weeks are counted. */
  readonly rangeOf: (period: Period) => Range;
}

export interface Walking {
  readonly book: Book;
  readonly type: TypeName;
  readonly rows: readonly Row[];
  readonly ranges: readonly AskedRange[];
}

const isWholeMonth = ({ from, to }: Range): boolean =>
  from.endsWith('-01 00:00:00') && to === `${lastDayOfMonth(from.slice(0, 7))} 23:59:59`;

/** The jump of a monthly chart names the month; every other one the two ends. */
export const jumpOf = (period: Period, { key, range }: { readonly key: string; readonly range: Range }): string =>
  isWholeMonth(range) && period === 'month' ? `month=${key}-01` : rangeQuery(range);

const rootOfType = (type: TypeName): string => {
  const { route } = CASE_TYPES.find(({ name }) => name === type) ?? CASE_TYPES[0];
  return `/api/${route}/count/`;
};

const filled = (detail: Record<string, number>, listed: readonly string[]): Record<string, number> =>
  Object.fromEntries(Object.entries(detail).filter(([name, count]) => count > 0 || listed.includes(name)));

/** Listed values stand in every period; others may be left out where nobody has them. */
const comparableDetail = (type: TypeName, detail: Record<string, number> = {}): Record<string, number> =>
  type === 'trauma' ? detail : filled(detail, [...DETAIL_OF[type].choices.map(([value]) => value), UNKNOWN]);

const jumpsOfTrend = (type: TypeName, detail: Record<string, number>): readonly (readonly [string, number])[] => {
  if (type !== 'trauma') {
    const filter = DETAIL_OF[type].name;
    return Object.entries(detail).map(([value, count]) => [`${filter}=${encodeURIComponent(value)}`, count]);
  }
  return [
    ['critical=True', detail.critical ?? 0],
    ['critical=False', detail.normal ?? 0],
  ];
};

const walkTrend = async (walking: Walking, asked: AskedRange, period: Period): Promise<void> => {
  const { book, type, rows } = walking;
  const path = `${rootOfType(type)}?count_period=${period}&${asked.query}`;
  const items: Json[] = await book.get(path);
  const expected = byPeriod({ period, range: asked.rangeOf(period) }, rows, (some) => trendItem(type, some));
  const where = `${path}`;
  book.compare(`${type} trend periods ${period}`, {
    where,
    got: items.map((item) => item[period]),
    expected: expected.map(({ key }) => key),
  });
  expected.forEach(({ key, range, item }, index) => {
    const got = { ...items[index], detail: comparableDetail(type, items[index]?.detail) };
    const wanted = { [period]: key, ...item, detail: comparableDetail(type, item.detail) };
    book.compareKeys(`${type} trend ${period}`, { where: `${where} ${key}`, got, expected: wanted });
    const jump = jumpOf(period, { key, range });
    if (period === 'day' && asked.name !== 'days') return;
    book.expectList(type, jump, item.count);
    for (const [filter, count] of jumpsOfTrend(type, item.detail)) book.expectList(type, `${filter}&${jump}`, count);
  });
};

const walkAllTrend = async ({ book, type, rows }: Walking, { query, range }: AskedRange): Promise<void> => {
  const path = `${rootOfType(type)}?count_period=all&${query}`;
  const items: Json[] = await book.get(path);
  const item = trendItem(
    type,
    rows.filter((row) => isWithin(row, range)),
  );
  book.compare(`${type} trend all items`, { where: path, got: items.length, expected: 1 });
  const got = { ...items[0], detail: comparableDetail(type, items[0]?.detail) };
  const expected = { ...item, detail: comparableDetail(type, item.detail) };
  book.compareKeys(`${type} trend all`, { where: path, got, expected });
};

/** Listed values in their order, others in any, `unknown` last. */
export const inOrder = (items: readonly ShareItem[], listed: number): readonly ShareItem[] => [
  ...items.slice(0, listed),
  ...items.slice(listed, -1).sort((one, other) => (String(one.name) < String(other.name) ? -1 : 1)),
  ...items.slice(listed).slice(-1),
];

const walkShare = async (walking: Walking, { query, range }: AskedRange, slice: Slice): Promise<void> => {
  const { book, type, rows } = walking;
  const within = rows.filter((row) => isWithin(row, range));
  const path = `${rootOfType(type)}?count_type=${slice.name}&${query}`;
  const got = inOrder(await book.get(path), slice.choices.length);
  const expected = inOrder(sharesOf(slice, within), slice.choices.length);
  const what = `${type} share ${slice.name}`;
  book.compare(what, { where: path, got, expected });
  const jump = query.startsWith('month=') ? query : rangeQuery(range);
  for (const { name, count } of expected) {
    book.expectList(type, `${slice.name}=${encodeURIComponent(String(name))}&${jump}`, count);
  }
};

const STATUS_FIGURES = {
  ok: 'n',
  missing_start: 'n_missing_start',
  missing_end: 'n_missing_end',
  negative: 'n_negative',
  implausible: 'n_implausible',
  zone_only: 'n_zone_only',
  not_applicable: 'n_not_applicable',
} as const;

/** How a count type is asked for: by its own name, and by which metric it is answered. */
export interface Average {
  readonly name: string;
  readonly key: string;
  readonly kind: 'mean' | 'median';
}

const averagesOf = (type: TypeName): readonly Average[] => [
  ...METRICS[type].map(({ key }) => ({ name: key, key, kind: ownAverageOf(key) })),
  ...Object.entries(AVERAGES[type] ?? {}).map(([name, [key, kind]]) => ({ name, key, kind })),
];

/** Every count type of a type that is walked; the rates have a walk of their own. */
export const walkedNames = (type: TypeName): readonly string[] => [
  ...SLICES[type].map(({ name }) => name),
  ...averagesOf(type).map(({ name }) => name),
];

const walkAverage = async (walking: Walking, asked: AskedRange, by: Average & { period: Period }): Promise<void> => {
  const { book, type, rows } = walking;
  const { name, key: metric, kind, period } = by;
  const path = `${rootOfType(type)}?count_type=${name}&count_period=${period}&${asked.query}`;
  const items: Json[] = await book.get(path);
  const expected = byPeriod({ period, range: asked.rangeOf(period) }, rows, (some) =>
    figuresOf(metricOf(type, metric), some, kind),
  );
  book.compare(`${type} ${name} periods`, { where: path, got: items.length, expected: expected.length });
  expected.forEach(({ key, range, item }, index) => {
    const where = `${path} ${key}`;
    book.compareKeys(`${type} ${name}`, { where, got: items[index], expected: { [period]: key, ...item } });
    if (period !== 'month' || name !== metric || asked.query !== '') return;
    for (const [status, figure] of Object.entries(STATUS_FIGURES)) {
      book.expectList(type, `node=${metric}&node_status=${status}&${jumpOf(period, { key, range })}`, item[figure]);
    }
  });
};

/** Under other names the jump is the same: `?dntmean=ok`, `node=dntmean`, and `ok` where nothing is said. */
const walkJumpNames = ({ book, type, rows }: Walking, { range }: AskedRange): void => {
  for (const { name, key } of averagesOf(type)) {
    const { n, n_missing_end: missing } = figuresOf(
      metricOf(type, key),
      rows.filter((row) => isWithin(row, range)),
    );
    book.expectList(type, `${name}=ok&${rangeQuery(range)}`, n);
    book.expectList(type, `node=${name}&${rangeQuery(range)}`, n);
    book.expectList(type, `${name}=missing_end&${rangeQuery(range)}`, missing);
  }
};

export const walkTrends = async (walking: Walking): Promise<void> => {
  for (const asked of walking.ranges) {
    for (const period of PERIODS) await walkTrend(walking, asked, period);
    await walkAllTrend(walking, asked);
  }
};

export const walkShares = async (walking: Walking, months: readonly AskedRange[]): Promise<void> => {
  for (const slice of SLICES[walking.type]) {
    for (const asked of [...walking.ranges, ...months]) await walkShare(walking, asked, slice);
  }
};

export const walkAverages = async (walking: Walking): Promise<void> => {
  for (const average of averagesOf(walking.type)) {
    for (const asked of walking.ranges) {
      for (const period of PERIODS) await walkAverage(walking, asked, { ...average, period });
    }
  }
  const [first] = walking.ranges;
  if (first) walkJumpNames(walking, first);
};
