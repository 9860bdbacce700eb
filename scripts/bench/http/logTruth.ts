import pg from 'pg';

/** What the event log says of a month. */
export interface MonthTruth {
  readonly month: string;
  readonly total: number;
  readonly n: number;
  readonly mean: number | null;
}

/** What the event log says of a case. */
export interface CaseTruth {
  readonly id: number;
  readonly wristlet: string;
  /** Door to needle in minutes; null where it is no plausible time or there is no door. */
  readonly dnt: number | null;
}

export interface LogTruth {
  countWhere(condition: string): Promise<number>;
  months(): Promise<readonly MonthTruth[]>;
  someCases(count: number): Promise<readonly CaseTruth[]>;
  close(): Promise<void>;
}

/** The cap of DNT (clinical.md 1.2). */
const CAP_MINUTES = 480;
const ARRIVED = 'assist_examination.hospital_arrive_time';
const GIVEN = 'thrombolysis.medication_time';

const beginsWith = (path: string): string => `data like '{"path":"${path}"%'`;

/** Straight from the stored texts, past every line of greenlane: the last word on each time, seconds cut. */
const FACTS = `
  create temp table facts as
  with times as materialized (
    select distinct on (stream, path) stream, path, date_trunc('minute', at) as at
    from (select stream, revision, data::json ->> 'path' as path, (data::json ->> 'at')::timestamptz as at
      from eventstore.events
      where type = 'MilestoneRecorded' and (${beginsWith(ARRIVED)} or ${beginsWith(GIVEN)})) as recorded
    order by stream, path, revision desc),
  registered as materialized (
    select stream, (data::json ->> 'caseId')::int as id, (data::json ->> 'createdTime')::timestamptz as created
    from eventstore.events where type = 'CaseRegistered'),
  said as materialized (
    select stream, data::json -> 'values' as said from eventstore.events where type = 'FieldsRecorded')
  select id, created, said ->> 'patient.wristlet' as wristlet, said ->> 'patient.gender' as gender,
    said ->> 'patient.come_from' as come_from, said -> 'treatment_type' ->> 0 as treatment_type,
    extract(epoch from given.at - arrived.at) / 60 as minutes
  from registered join said using (stream)
  left join times as arrived on arrived.stream = registered.stream and arrived.path = '${ARRIVED}'
  left join times as given on given.stream = registered.stream and given.path = '${GIVEN}'`;

const DNT = `case when come_from <> '4' and minutes between 0 and ${CAP_MINUTES} then minutes end`;

const MONTHS = `
  select to_char(created at time zone $1, 'YYYY-MM') as month, count(*)::int as total, count(${DNT})::int as n,
    round(avg(${DNT}), 1)::float8 as mean
  from facts group by 1 order by 1`;

const SOME = `select id, wristlet, (${DNT})::float8 as dnt from facts order by random() limit $1`;

/** @param zone of the hospital */
export const readLogTruth = async (database: string, zone: string): Promise<LogTruth> => {
  const client = new pg.Client(database);
  await client.connect();
  await client.query(FACTS);
  return {
    countWhere: async (condition) => {
      const { rows } = await client.query<{ n: number }>(`select count(*)::int as n from facts where ${condition}`);
      return rows[0]?.n ?? NaN;
    },
    months: async () => (await client.query<MonthTruth & pg.QueryResultRow>(MONTHS, [zone])).rows,
    someCases: async (count) => (await client.query<CaseTruth & pg.QueryResultRow>(SOME, [count])).rows,
    close: () => client.end(),
  };
};
