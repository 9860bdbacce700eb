import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireDurability, withDatabase } from '../eventStore/benchDatabase.ts';
import { lengthenLog } from './lengthenLog.ts';

export interface ImportBenchContext {
  /** A PostgreSQL server whose user may create databases. */
  readonly url: string;
  /** At least so many milestones are imported. */
  readonly milestones: number;
  /** Where the sepsis log and its map are. */
  readonly data: string;
  readonly print: (line: string) => void;
}

/** What the sepsis log holds. */
const MILESTONES_IN_LOG = 3_976;

/** Shifted by days, the times would fall into hours that Amsterdam's summer time skips; Shanghai has none. */
const writeMap = async (data: string, path: string): Promise<void> => {
  const map: object = JSON.parse(await readFile(join(data, 'sepsis.map.json'), 'utf8'));
  await writeFile(path, JSON.stringify({ ...map, zone: 'Asia/Shanghai' }));
};

/** The command as an operator gives it, on a database that nobody else uses. */
const runCommand = async (folder: string, database: string): Promise<void> => {
  const args = ['import', join(folder, 'log.csv'), '--map', join(folder, 'map.json')];
  const child = spawn(process.execPath, ['bin/greenlane.js', ...args, '--report', join(folder, 'report.json')], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DATABASE_URL: database, EVENTSTORE_URL: database, DATA_DIR: join(folder, 'data') },
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`the import ended with ${code}`);
};

interface Report {
  readonly rows: number;
  readonly casesOpened: number;
  readonly milestones: number;
  readonly seconds: number;
}

/**
 * Imports a log of the sepsis log's shape through the command line, reading of the file included.
 * @returns milestones a second
 */
export const benchImport = async ({ url, milestones, data, print }: ImportBenchContext): Promise<number> => {
  await requireDurability(url);
  const folder = await mkdtemp(join(tmpdir(), 'greenlane-bench-'));
  try {
    await writeMap(data, join(folder, 'map.json'));
    const copies = Math.ceil(milestones / MILESTONES_IN_LOG);
    await lengthenLog(join(data, 'sepsis.csv'), join(folder, 'log.csv'), copies);
    await withDatabase(url, (database) => runCommand(folder, database));
    const report: Report = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8'));
    const rate = report.milestones / report.seconds;
    print(
      `import: ${report.rows} rows, ${report.casesOpened} cases, ${report.milestones} milestones ` +
        `in ${report.seconds.toFixed(1)} s = ${Math.round(rate)} milestones/s`,
    );
    return rate;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
