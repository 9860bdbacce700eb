import { FIGURES, type Figure } from '../../domain/statistics/figures.ts';
import { integerArray, textArray } from '../../eventstore/arrays.ts';
import type { Connection } from '../projection.ts';
import type { BinDelta, Deltas, FiguresDelta, ShareDelta } from './deltas.ts';

const WRITE_FIGURES = `
  insert into metric_figures as kept (case_type, metric, grain, start, figures)
  select case_type, metric, grain, start, figures::bigint[]
  from unnest($1::text[], $2::text[], $3::text[], $4::date[], $5::text[])
    as given (case_type, metric, grain, start, figures)
  on conflict (case_type, metric, grain, start) do update set figures =
    (select array_agg(a + b order by place) from unnest(kept.figures, excluded.figures) with ordinality as sums (a, b, place))`;

const WRITE_BINS = `
  insert into metric_bins as kept (case_type, metric, grain, start, value, total, real)
  select * from unnest($1::text[], $2::text[], $3::text[], $4::date[], $5::int[], $6::int[], $7::int[])
  on conflict (case_type, metric, grain, start, value)
    do update set total = kept.total + excluded.total, real = kept.real + excluded.real`;

const WRITE_SHARES = `
  insert into share_counts as kept (case_type, share, grain, start, value, total)
  select * from unnest($1::text[], $2::text[], $3::text[], $4::date[], $5::text[], $6::int[])
  on conflict (case_type, share, grain, start, value) do update set total = kept.total + excluded.total`;

/** A rebuild would not know of a row that came back to nothing. */
const TIDY_FIGURES = `
  delete from metric_figures kept
  using unnest($1::text[], $2::text[], $3::text[], $4::date[]) as given (case_type, metric, grain, start)
  where kept.case_type = given.case_type and kept.metric = given.metric and kept.grain = given.grain
    and kept.start = given.start and 0 = all (kept.figures)`;

const TIDY_BINS = `
  delete from metric_bins kept
  using unnest($1::text[], $2::text[], $3::text[], $4::date[], $5::int[]) as given (case_type, metric, grain, start, value)
  where kept.total = 0 and kept.case_type = given.case_type and kept.metric = given.metric
    and kept.grain = given.grain and kept.start = given.start and kept.value = given.value`;

const TIDY_SHARES = `
  delete from share_counts kept
  using unnest($1::text[], $2::text[], $3::text[], $4::date[], $5::text[]) as given (case_type, share, grain, start, value)
  where kept.total = 0 and kept.case_type = given.case_type and kept.share = given.share
    and kept.grain = given.grain and kept.start = given.start and kept.value = given.value`;

const kept = (name: Figure): string => `kept.figures[${FIGURES.indexOf(name) + 1}]`;

/** The two values in the middle, which are one when `n` is odd; null when there are none. */
const middle = (upto: string, n: string): string =>
  `min(value) filter (where ${upto} >= (${n} + 1) / 2) + min(value) filter (where ${upto} >= ${n} / 2 + 1)`;

/** Twice the medians of the months whose values changed (D-25), in one walk along their bins. */
const WRITE_MEDIANS = `
  update metric_figures kept set (median2, median2_real) = (
    select ${middle('upto', kept('n'))}, ${middle('upto_real', kept('n_real'))}
    from (select value, sum(total) over w as upto, sum(real) over w as upto_real from metric_bins bins
      where bins.case_type = kept.case_type and bins.metric = kept.metric and bins.grain = kept.grain
        and bins.start = kept.start
      window w as (order by value rows unbounded preceding)) counted)
  from unnest($1::text[], $2::text[], $3::date[]) as given (case_type, metric, start)
  where kept.case_type = given.case_type and kept.metric = given.metric and kept.grain = 'month'
    and kept.start = given.start`;

type Place = Pick<FiguresDelta, 'caseType' | 'name' | 'grain' | 'start'>;

const placesOf = (rows: readonly Place[]): string[] => [
  textArray(rows.map(({ caseType }) => caseType)),
  textArray(rows.map(({ name }) => name)),
  textArray(rows.map(({ grain }) => grain)),
  textArray(rows.map(({ start }) => start)),
];

const writeFigures = async (connection: Connection, rows: readonly FiguresDelta[]): Promise<void> => {
  if (rows.length === 0) return;
  const places = placesOf(rows);
  const fallen = rows.filter(({ figures }) => figures.some((each) => each < 0));
  await Promise.all([
    connection.query(WRITE_FIGURES, [...places, textArray(rows.map(({ figures }) => integerArray(figures)))]),
    fallen.length > 0 ? connection.query(TIDY_FIGURES, placesOf(fallen)) : undefined,
  ]);
};

const writeMedians = (connection: Connection, rows: readonly BinDelta[]): Promise<unknown> => {
  const months = new Map(
    rows.filter(({ grain }) => grain === 'month').map((row) => [`${row.caseType} ${row.name} ${row.start}`, row]),
  );
  const [types, names, , starts] = placesOf([...months.values()]);
  return connection.query(WRITE_MEDIANS, [types, names, starts]);
};

const writeBins = async (connection: Connection, rows: readonly BinDelta[]): Promise<void> => {
  if (rows.length === 0) return;
  const fallen = rows.filter(({ total }) => total < 0);
  const columns = [...placesOf(rows), integerArray(rows.map(({ value }) => value))];
  await Promise.all([
    connection.query(WRITE_BINS, [
      ...columns,
      integerArray(rows.map(({ total }) => total)),
      integerArray(rows.map(({ real }) => real)),
    ]),
    fallen.length > 0
      ? connection.query(TIDY_BINS, [...placesOf(fallen), integerArray(fallen.map(({ value }) => value))])
      : undefined,
    writeMedians(connection, rows),
  ]);
};

const writeShares = async (connection: Connection, rows: readonly ShareDelta[]): Promise<void> => {
  if (rows.length === 0) return;
  const fallen = rows.filter(({ total }) => total < 0);
  const columns = [...placesOf(rows), textArray(rows.map(({ value }) => value))];
  await Promise.all([
    connection.query(WRITE_SHARES, [...columns, integerArray(rows.map(({ total }) => total))]),
    fallen.length > 0
      ? connection.query(TIDY_SHARES, [...placesOf(fallen), textArray(fallen.map(({ value }) => value))])
      : undefined,
  ]);
};

/** Statements run in the order in which they leave: medians follow figures and bins. */
export const writeDeltas = async (connection: Connection, { figures, bins, shares }: Deltas): Promise<void> => {
  await Promise.all([writeFigures(connection, figures), writeBins(connection, bins), writeShares(connection, shares)]);
};
