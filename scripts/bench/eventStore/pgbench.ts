import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import type { Contender, Run } from './contender.ts';
import { DATA_TEXT, METADATA_TEXT } from './payload.ts';

const run = promisify(execFile);

/** The same bytes and the same sort of primary key, but no stream, no revision and no id to keep unique. */
const TABLE = `create table single_row (
  position bigint generated always as identity primary key, data text not null, metadata text not null)`;

/** A literal in SQL; in a script of `pgbench` a colon would begin a variable, so colons are spelt as escapes. */
const literal = (text: string): string => `E'${text.replaceAll("'", "''").replaceAll(':', '\\x3a')}'`;

const SCRIPT = `insert into single_row (data, metadata) values (${literal(DATA_TEXT)}, ${literal(METADATA_TEXT)});\n`;

/** How the PostgreSQL client tools are told where to connect. */
export const environmentOf = (url: URL): NodeJS.ProcessEnv => ({
  ...process.env,
  PGHOST: url.searchParams.get('host') ?? url.hostname,
  PGPORT: url.port || '5432',
  PGUSER: decodeURIComponent(url.username),
  PGPASSWORD: decodeURIComponent(url.password),
  PGDATABASE: url.pathname.slice(1),
});

/** `pgbench` of the system's PostgreSQL client tools, one row a transaction, statements prepared once. */
export const startPgbench = async (url: string): Promise<Contender> => {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(TABLE);
  await client.end();
  const folder = await mkdtemp(join(tmpdir(), 'greenlane-pgbench-'));
  const script = join(folder, 'insert.sql');
  await writeFile(script, SCRIPT);
  const measure = async ({ writers, seconds }: Run) => {
    const threads = Math.min(writers, availableParallelism());
    const load = ['-c', `${writers}`, '-j', `${threads}`, '-T', `${seconds}`];
    const { stdout } = await run('pgbench', ['-n', '-M', 'prepared', ...load, '-f', script], {
      env: environmentOf(new URL(url)),
    });
    return tpsIn(stdout);
  };
  return { name: 'pgbench', measure, close: () => rm(folder, { recursive: true }) };
};

/** Transactions a second. */
export const tpsIn = (output: string): number => {
  const tps = /^tps = ([\d.]+)/m.exec(output)?.[1];
  if (tps === undefined) throw new Error(`pgbench printed no rate: ${output}`);
  return Number(tps);
};
