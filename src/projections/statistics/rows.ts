import { remembering } from '../../domain/shared/remembering.ts';
import type { Figures } from '../../domain/statistics/figures.ts';
import type { Bin } from '../../domain/statistics/median.ts';
import { integerArray, textArray } from '../../eventstore/arrays.ts';
import { gathered, type FindAll } from '../gathered.ts';
import type { ReadDatabase } from '../readDatabase.ts';
import type { Span } from './coverage.ts';
import type { Grain } from './tables.ts';

/** Rows of a type under several names, metrics or shares, over several spans. */
export interface Wanted {
  readonly caseType: string;
  readonly names: readonly string[];
  readonly spans: readonly Span[];
}

export interface FiguresRow {
  readonly name: string;
  readonly grain: Grain;
  /** `YYYY-MM-DD`; of a month its first day. */
  readonly start: string;
  readonly figures: Figures;
  readonly median2: number | null;
  readonly median2_real: number | null;
}

export interface ShareRow {
  readonly name: string;
  readonly start: string;
  readonly value: string;
  readonly total: number;
}

export interface BinRow extends Bin {
  readonly name: string;
  /** Which of the spans asked for. */
  readonly span: number;
}

/** One line a look-up: whose, which, in which grain, between which starts. */
const linesOf = (all: readonly Wanted[]) =>
  all.flatMap(({ caseType, names, spans }, place) =>
    names.flatMap((name) => spans.map((span, index) => ({ place, caseType, name, ...span, index }))),
  );

const columnsOf = (all: readonly Wanted[]): string[] => {
  const lines = linesOf(all);
  return [
    integerArray(lines.map(({ place }) => place)),
    textArray(lines.map(({ caseType }) => caseType)),
    textArray(lines.map(({ name }) => name)),
    textArray(lines.map(({ grain }) => grain)),
    textArray(lines.map(({ first }) => first)),
    textArray(lines.map(({ last }) => last)),
    integerArray(lines.map(({ index }) => index)),
  ];
};

const WANTED = `unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::date[], $6::date[], $7::int[])
  as wanted (place, case_type, name, grain, first, last, span)`;

/** Named columns are compared one by one, so that each look-up is one way down the primary key. */
const keptBy = (table: string, name: 'metric' | 'share'): string => `${table}.case_type = wanted.case_type
  and ${table}.${name} = wanted.name and ${table}.grain = wanted.grain
  and ${table}.start >= wanted.first and ${table}.start <= wanted.last`;

const NO_MEDIAN = '-';

/** A row as one text, since most rows asked for have been read before as they are. */
const FIGURES = {
  name: 'statistics_figures',
  text: `select place, concat_ws(' ', name, grain, start, figures::text, coalesce(median2::text, '${NO_MEDIAN}'),
      coalesce(median2_real::text, '${NO_MEDIAN}')) as row
    from ${WANTED}
    cross join lateral (select start, figures, median2, median2_real from metric_figures kept
      where ${keptBy('kept', 'metric')}) kept`,
};

const SHARES = {
  name: 'statistics_shares',
  text: `select place, name, start::text, value, total from ${WANTED}
    cross join lateral (select start, value, total from share_counts kept where ${keptBy('kept', 'share')}) kept`,
};

const BINS = {
  name: 'statistics_bins',
  text: `select place, name, span, value, sum(total)::float8 as total, sum(real)::float8 as real from ${WANTED}
    cross join lateral (select value, total, real from metric_bins kept where ${keptBy('kept', 'metric')}) kept
    group by place, name, span, value`,
};

interface Placed {
  readonly place: number;
}

/** The rows of each of several look-ups, asked for in one statement. */
const findRows =
  <Read extends object, Row>(
    statement: { readonly name: string; readonly text: string },
    rowFrom: (read: Read & Placed) => Row,
  ): FindAll<Wanted, readonly Row[]> =>
  async (db: ReadDatabase, all) => {
    const { rows } = await db.query<Read & Placed>({ ...statement, values: columnsOf(all) });
    const found = all.map((): Row[] => []);
    for (const row of rows) found[row.place]?.push(rowFrom(row));
    return found;
  };

/** Of some hundred months. */
const KNOWN_ROWS = 5_000;

const medianFrom = (text: string): number | null => (text === NO_MEDIAN ? null : Number(text));

const isGrain = (text: string): text is Grain => text === 'day' || text === 'month';

const figuresRow = remembering(KNOWN_ROWS, (row: string): FiguresRow => {
  const [name = '', grain = '', start = '', figures = '', median = '', medianOfReal = ''] = row.split(' ');
  if (!isGrain(grain)) throw new Error(`no row of figures: ${row}`);
  return {
    name,
    grain,
    start,
    figures: figures.slice(1, -1).split(',').map(Number),
    median2: medianFrom(median),
    median2_real: medianFrom(medianOfReal),
  };
});

const rowsOf =
  <Row>(find: (db: ReadDatabase, wanted: Wanted) => Promise<readonly Row[] | undefined>) =>
  async (db: ReadDatabase, wanted: Wanted): Promise<readonly Row[]> =>
    wanted.names.length === 0 ? [] : ((await find(db, wanted)) ?? []);

export const readFigures = rowsOf(gathered(findRows(FIGURES, ({ row }: { row: string }) => figuresRow(row))));
export const readShares = rowsOf(gathered(findRows(SHARES, (read: ShareRow) => read)));
export const readBins = rowsOf(gathered(findRows(BINS, (read: BinRow) => read)));
