import type { CaseTypeName } from '../../domain/catalogue/caseTypes.ts';
import { figureOf, NO_FIGURES, plus, type Figures } from '../../domain/statistics/figures.ts';
import { mergeBins, twiceMedian, type Bin } from '../../domain/statistics/median.ts';
import { monthEnd, monthOf, type Period, type PeriodKind } from '../../domain/statistics/periods.ts';
import { ALL_CASES, type Contribution } from '../../domain/statistics/tally.ts';
import type { ReadDatabase } from '../readDatabase.ts';
import type { CountRange } from './countRange.ts';
import { spansOf, type Span } from './coverage.ts';
import { contributionsIn } from './cutDays.ts';
import { readBins, readFigures, readShares, type FiguresRow, type ShareRow } from './rows.ts';
import type { Grain } from './tables.ts';

/** Twice the medians: of all values, and of those with a real start. */
export interface Medians {
  readonly all: number | null;
  readonly real: number | null;
}

/** The figures of one type in one period. */
export interface Tally {
  readonly period: Period;
  /** The total of the list. */
  readonly cases: number;
  readonly figures: (metric: string) => Figures;
  readonly medians: (metric: string) => Medians;
  /** How many cases count under each value of a share. */
  readonly share: (name: string) => ReadonlyMap<string, number>;
}

export interface TallyRequest {
  readonly caseType: CaseTypeName;
  readonly metrics: readonly string[];
  readonly shares: readonly string[];
  readonly kind: PeriodKind;
  readonly periods: readonly Period[];
  readonly range: CountRange;
  readonly zone: string;
}

const NO_MEDIANS: Medians = { all: null, real: null };

/** What has been added up for one period. */
interface Sum {
  readonly figures: Map<string, Figures>;
  readonly shares: Map<string, Map<string, number>>;
  readonly bins: Map<string, Bin[]>;
  /** Of a whole month, as stored. */
  readonly stored: Map<string, Medians>;
  hasCut: boolean;
}

const newSum = (): Sum => ({
  figures: new Map(),
  shares: new Map(),
  bins: new Map(),
  stored: new Map(),
  hasCut: false,
});

const finestOf = (kind: PeriodKind): Grain => (kind === 'day' || kind === 'week' ? 'day' : 'month');

/** The place of the period that a day lies in: periods adjoin and ascend. */
const placeOf = (day: string, periods: readonly Period[]): number => {
  let [low, high] = [0, periods.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((periods[middle]?.first ?? '') <= day) low = middle;
    else high = middle - 1;
  }
  return low;
};

const addFigures = ({ figures }: Sum, metric: string, more: Figures): void => {
  const known = figures.get(metric);
  figures.set(metric, known ? plus(known, more) : more);
};

const addShare = ({ shares }: Sum, { name, value, total }: Pick<ShareRow, 'name' | 'value' | 'total'>): void => {
  const counts = shares.get(name) ?? new Map<string, number>();
  shares.set(name, counts.set(value, (counts.get(value) ?? 0) + total));
};

const addBin = ({ bins }: Sum, metric: string, bin: Bin): void => {
  const known = bins.get(metric);
  if (known) known.push(bin);
  else bins.set(metric, [bin]);
};

const isWholeMonth = ({ first, last }: Period): boolean => first === monthOf(first) && last === monthEnd(first);

const addRow = (sum: Sum, { name, grain, figures, median2, median2_real }: FiguresRow, period: Period): void => {
  addFigures(sum, name, figures);
  if (grain === 'month' && isWholeMonth(period)) sum.stored.set(name, { all: median2, real: median2_real });
};

/** Only what was asked for; a cut day belongs to the period of its local day. */
const addContribution = (sum: Sum, { metrics, shares }: Contribution, wanted: ReadonlySet<string>): void => {
  sum.hasCut = true;
  for (const { metric, figures, value, isReal } of metrics) {
    if (metric !== ALL_CASES && !wanted.has(metric)) continue;
    addFigures(sum, metric, figures);
    if (value !== undefined) addBin(sum, metric, { value, total: 1, real: isReal ? 1 : 0 });
  }
  for (const { share, value } of shares) addShare(sum, { name: share, value, total: 1 });
};

const needsBins = ({ figures, stored, hasCut }: Sum, metric: string): boolean =>
  figureOf(figures.get(metric) ?? NO_FIGURES, 'n') > 0 && (hasCut || !stored.has(metric));

/** Medians of months are stored; those of any other period are found in the histograms of its days and months. */
const loadBins = async (db: ReadDatabase, request: TallyRequest, sums: readonly Sum[]): Promise<void> => {
  const { caseType, metrics, periods, range, kind } = request;
  const open = periods.flatMap((period, place) => {
    const sum = sums[place];
    const names = sum ? metrics.filter((metric) => needsBins(sum, metric)) : [];
    return names.length > 0 && sum ? [{ sum, names, spans: spansWithin(period, range, kind) }] : [];
  });
  await Promise.all(
    open.map(async ({ sum, names, spans }) => {
      for (const { name, ...bin } of await readBins(db, { caseType, names, spans })) addBin(sum, name, bin);
    }),
  );
};

/** The counters of a period: its days, as far as they lie whole in the range. */
const spansWithin = (period: Period, { whole }: CountRange, kind: PeriodKind): readonly Span[] => {
  if (!whole) return [];
  const first = period.first > whole.first ? period.first : whole.first;
  const last = period.last < whole.last ? period.last : whole.last;
  return first <= last ? spansOf({ first, last }, finestOf(kind)) : [];
};

const addStored = async (db: ReadDatabase, request: TallyRequest, sums: readonly Sum[]): Promise<void> => {
  const { caseType, metrics, shares, periods, range, kind } = request;
  const spans = range.whole ? spansOf(range.whole, finestOf(kind)) : [];
  const [figuresRows, shareRows] = await Promise.all([
    readFigures(db, { caseType, names: [ALL_CASES, ...metrics], spans }),
    readShares(db, { caseType, names: shares, spans }),
  ]);
  const byPlace = (row: FiguresRow | ShareRow): number => placeOf(row.start, periods);
  for (const row of figuresRows) {
    const place = byPlace(row);
    const [sum, period] = [sums[place], periods[place]];
    if (sum && period) addRow(sum, row, period);
  }
  for (const row of shareRows) {
    const sum = sums[byPlace(row)];
    if (sum) addShare(sum, row);
  }
};

const addCut = async (db: ReadDatabase, request: TallyRequest, sums: readonly Sum[]): Promise<void> => {
  const { caseType, range, zone, periods, metrics } = request;
  const wanted = new Set(metrics);
  const cut = await Promise.all(range.cut.map((part) => contributionsIn(db, { caseType, range: part, zone })));
  for (const contribution of cut.flat()) {
    const sum = sums[placeOf(contribution.day, periods)];
    if (sum) addContribution(sum, contribution, wanted);
  }
};

const mediansOf = (sum: Sum, metric: string): Medians => {
  if (!needsBins(sum, metric)) return sum.stored.get(metric) ?? NO_MEDIANS;
  const bins = mergeBins(sum.bins.get(metric) ?? []);
  return { all: twiceMedian(bins, 'total'), real: twiceMedian(bins, 'real') };
};

const tallyOf = (sum: Sum, period: Period): Tally => ({
  period,
  cases: figureOf(sum.figures.get(ALL_CASES) ?? NO_FIGURES, 'n'),
  figures: (metric) => sum.figures.get(metric) ?? NO_FIGURES,
  medians: (metric) => mediansOf(sum, metric),
  share: (name) => sum.shares.get(name) ?? new Map(),
});

/** What a type's counters say of each period, in order: costs the days asked for, never the cases in them. */
export const readTallies = async (db: ReadDatabase, request: TallyRequest): Promise<readonly Tally[]> => {
  const sums = request.periods.map(newSum);
  await Promise.all([addStored(db, request, sums), addCut(db, request, sums)]);
  await loadBins(db, request, sums);
  return sums.flatMap((sum, place) => {
    const period = request.periods[place];
    return period ? [tallyOf(sum, period)] : [];
  });
};

/** The first day from which a type has cases, to the month; undefined without cases. */
export const findEarliest = async (
  db: ReadDatabase,
  caseTypes: readonly CaseTypeName[],
): Promise<string | undefined> => {
  const { rows } = await db.query<{ start: string | null }>({
    name: 'statistics_earliest',
    text: `select min(start)::text as start from metric_figures
      where case_type = any($1::text[]) and metric = $2 and grain = 'month'`,
    values: [[...caseTypes], ALL_CASES],
  });
  return rows[0]?.start ?? undefined;
};
