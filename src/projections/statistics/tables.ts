import type { Connection } from '../projection.ts';

/** Rows are kept for each local day, and for each month under its first day; everything longer is a sum (D-27). */
export type Grain = 'day' | 'month';

/**
 * `figures` in the order of the domain's list; a month also keeps twice its medians, since nothing sums up to a median.
 * A case that is not eligible for a metric has no share in it: how many there are is what the others leave of all cases.
 */
const TABLES = `
  create table metric_figures (
    case_type text not null,
    metric text not null,
    grain text not null,
    start date not null,
    figures bigint[] not null,
    median2 bigint,
    median2_real bigint,
    primary key (case_type, metric, grain, start)
  ) with (fillfactor = 70);
  create table metric_bins (
    case_type text not null,
    metric text not null,
    grain text not null,
    start date not null,
    value integer not null,
    total integer not null,
    real integer not null,
    primary key (case_type, metric, grain, start, value)
  ) with (fillfactor = 85);
  create table share_counts (
    case_type text not null,
    share text not null,
    grain text not null,
    start date not null,
    value text not null,
    total integer not null,
    primary key (case_type, share, grain, start, value)
  ) with (fillfactor = 80)`;

export const createStatisticsTables = async (connection: Connection): Promise<void> => {
  await connection.query(TABLES);
};
