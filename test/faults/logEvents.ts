import pg from 'pg';
import type { LoggedEvent } from './facts.ts';

/** Works on a database directly, past the system under test. */
export const onDatabase = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return work(client).finally(() => client.end());
};

/** The whole log in the order of positions. */
export const readLog = (url: string): Promise<readonly LoggedEvent[]> =>
  onDatabase(url, async (client) => {
    const { rows } = await client.query('select * from eventstore.events order by position');
    return rows.map(({ position, data, metadata, ...rest }) => ({
      ...rest,
      position: Number(position),
      data: JSON.parse(data),
      metadata: JSON.parse(metadata),
    }));
  });

const SEQUENCE = /^(patient|case_(\w+))_id$/;

const COUNTED = `select sequencename as name, coalesce(last_value, 0)::int as last from pg_sequences
  where schemaname = 'greenlane'`;

/** Sequences that would give an id of the log once more. */
export const findLateSequences = async (url: string, events: readonly LoggedEvent[]): Promise<readonly string[]> => {
  const highest = new Map<string, number>();
  const raise = (name: string, id: number) => highest.set(name, Math.max(id, highest.get(name) ?? 0));
  for (const { type, data } of events) {
    if (type === 'CaseRegistered') raise('patient', data.patientId);
    if (type === 'CaseRegistered') raise(data.caseType, data.caseId);
    if (type === 'CaseSwitched') raise(data.to.caseType, data.to.caseId);
  }
  const { rows } = await onDatabase(url, (client) => client.query<{ name: string; last: number }>(COUNTED));
  return rows
    .map(({ name, last }) => ({ name: SEQUENCE.exec(name)?.[2] ?? SEQUENCE.exec(name)?.[1] ?? name, last }))
    .filter(({ name, last }) => last < (highest.get(name) ?? 0))
    .map(({ name, last }) => `${name} stands at ${last}, the log at ${highest.get(name)}`);
};
