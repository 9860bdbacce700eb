import { escapeIdentifier } from 'pg';
import type { Connection, ReadModel } from './projection.ts';

/** Where the read models that answer queries live. */
export const LIVE = 'read_model';

/** Where the next ones are built; one build at a time. */
export const BESIDE = 'rebuild';

/** The folded patients, kept beside the read models of each schema and compared with a rebuild like one of them. */
export const STATES = { name: 'patient_states', key: ['patient_id'] } as const;

/** Raised when the shape of a folded patient changes, or what a fold makes of an event: then every read model is built anew. */
export const STATES_VERSION = 2;

/** Advisory locks share one number space per database; the first number sets ours apart. */
const LOCKS = 0x67_72_6e;
const LOCK_NUMBERS = { run: 1, rebuild: 2, install: 3, hear: 4 } as const;

/** Shared by the connections of all processes that must be told of every commit; not of the one whose runner commits. */
export const HEARING = `${LOCKS}, ${LOCK_NUMBERS.hear}`;

/** Takes a lock that lasts as long as the connection; false when another connection has it. */
export const tryLock = async (connection: Connection, lock: 'run' | 'rebuild'): Promise<boolean> => {
  const text = 'select pg_try_advisory_lock($1, $2) as locked';
  const { rows } = await connection.query<{ locked: boolean }>(text, [LOCKS, LOCK_NUMBERS[lock]]);
  return rows[0]?.locked === true;
};

/** True while some connection holds the lock. */
export const isLocked = async (connection: Connection, lock: 'run' | 'rebuild'): Promise<boolean> => {
  const { rows } = await connection.query(
    `select 1 from pg_locks where locktype = 'advisory' and granted and classid = $1 and objid = $2
      and database = (select oid from pg_database where datname = current_database())`,
    [LOCKS, LOCK_NUMBERS[lock]],
  );
  return rows.length > 0;
};

/** For databases of earlier releases; looked for first, because `alter table` waits for everybody who uses the table. */
const addColumn = (table: string, column: string, type: string): string => `
  do $$ begin
    if not exists (select from pg_attribute where attrelid = '${table}'::regclass and attname = '${column}') then
      alter table ${table} add column ${column} ${type};
    end if;
  end $$;`;

const addColumns = (table: string): string =>
  addColumn(table, 'zone', 'text') + addColumn(table, 'last_event', 'jsonb');

/** Creates the runner's own tables; several processes may start at once, so one of them does it. */
export const ensureSchemas = async (connection: Connection): Promise<void> => {
  await connection.query('select pg_advisory_xact_lock($1, $2)', [LOCKS, LOCK_NUMBERS.install]);
  await connection.query(`
    create schema if not exists projection;
    create schema if not exists ${LIVE};
    create table if not exists projection.checkpoints (
      name text primary key,
      version integer not null,
      generation bigint not null,
      position text not null,
      tables text[] not null,
      updated_at timestamptz not null default now());
    create table if not exists projection.rebuilds (
      name text primary key,
      version integer not null,
      position text not null,
      events bigint not null default 0,
      indexed boolean not null default false,
      started_at timestamptz not null default now());
    ${addColumns('projection.checkpoints')}
    ${addColumns('projection.rebuilds')}`);
};

/** False as well where its schema is not there. */
export const isTableThere = async (connection: Connection, table: string): Promise<boolean> => {
  const text = 'select to_regclass($1) is not null as known';
  const { rows } = await connection.query<{ known: boolean }>(text, [table]);
  return rows[0]?.known === true;
};

/** Creates the table of folded patients in the first schema of `search_path`. */
export const createStates = async (connection: Connection): Promise<void> => {
  await connection.query(
    `create table ${STATES.name} (
       patient_id bigint primary key, revision integer not null, event_id uuid not null, state text not null)
     with (fillfactor = 80)`,
  );
};

export const tableNames = (readModel: ReadModel): string[] => readModel.tables.map(({ name }) => name);

export const dropTables = async (connection: Connection, schema: string, tables: readonly string[]): Promise<void> => {
  for (const table of tables)
    await connection.query(`drop table if exists ${schema}.${escapeIdentifier(table)} cascade`);
};

/** Moves tables with their indexes, constraints and owned sequences; queries see them at the commit. */
export const moveTables = async (connection: Connection, tables: readonly string[]): Promise<void> => {
  for (const table of tables)
    await connection.query(`alter table ${BESIDE}.${escapeIdentifier(table)} set schema ${LIVE}`);
};
