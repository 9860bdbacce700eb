import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { environmentOf, tpsIn } from '../eventStore/pgbench.ts';
import type { Contestant } from './contestant.ts';
import type { Work } from './works.ts';
import type { Rate, Turn } from './wrk.ts';

const run = promisify(execFile);

const LATENCY_COLUMN = 2;
const MICROSECONDS_IN_MS = 1_000;

/** Milliseconds of every transaction, ascending, from the logs that `pgbench` wrote. */
const latenciesIn = async (folder: string): Promise<readonly number[]> => {
  const names = (await readdir(folder)).filter((name) => name.startsWith('log.'));
  const logs = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  const lines = logs.flatMap((log) => log.trimEnd().split('\n'));
  return lines.map((line) => Number(line.split(' ')[LATENCY_COLUMN]) / MICROSECONDS_IN_MS).sort((a, b) => a - b);
};

const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;

const measureIn = async (folder: string, database: string, load: readonly string[]): Promise<Rate> => {
  const log = ['-l', `--log-prefix=${join(folder, 'log')}`];
  const { stdout } = await run('pgbench', ['-n', '-M', 'prepared', ...load, ...log, '-f', join(folder, 'work.sql')], {
    env: environmentOf(new URL(database)),
  });
  const sorted = await latenciesIn(folder);
  return {
    perSecond: tpsIn(stdout),
    p50Ms: percentile(sorted, 0.5),
    p95Ms: percentile(sorted, 0.95),
    p99Ms: percentile(sorted, 0.99),
  };
};

/** The statements of the CRUD peer on its own tables, without a server in between: what the database alone can do. */
export const startRawSql = (database: string, cases: number): Contestant => {
  const measure = async ({ sql = '', connections }: Work, { seconds, seed }: Turn): Promise<Rate> => {
    const folder = await mkdtemp(join(tmpdir(), 'greenlane-sql-'));
    try {
      await writeFile(join(folder, 'work.sql'), `${sql}\n`);
      const numbers = [`--random-seed=${seed}`, '-D', `cases=${cases}`];
      return await measureIn(folder, database, ['-c', `${connections}`, '-T', `${seconds}`, ...numbers]);
    } finally {
      await rm(folder, { recursive: true });
    }
  };
  const does = ({ sql }: Work): boolean => sql !== undefined;
  return { name: 'raw SQL', cases, pid: undefined, does, measure, stop: async () => undefined };
};
