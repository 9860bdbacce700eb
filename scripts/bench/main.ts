import { existsSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import { benchEventStore } from './eventStore/benchEventStore.ts';
import type { BenchResult } from './eventStore/report.ts';
import { startBenchServer, type BenchServer } from './benchServer.ts';
import { benchHttp } from './http/benchHttp.ts';
import { endContestants } from './http/contestant.ts';
import { writeTable } from './http/writeTable.ts';
import { benchImport } from './import/benchImport.ts';
import { benchRebuild } from './rebuild/benchRebuild.ts';

const PARTS = ['eventstore', 'http', 'import', 'rebuild'] as const;
const DATA = '../shared/data';
const IMPORT_TO_REACH = 2_000;
const IMPORTED_MILESTONES = 200_000;
type Part = (typeof PARTS)[number];

interface Options {
  readonly cases: readonly number[];
  readonly events: number;
  readonly rounds: number;
  readonly seconds: number;
  readonly only: Part | undefined;
  readonly write?: string;
}

const count = (text: string): number => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('It must be a whole number from 1.');
  return number;
};

const counts = (text: string): readonly number[] => [...new Set(text.split(',').map((each) => count(each.trim())))];

const part = (text: string): Part => {
  const found = PARTS.find((name) => name === text);
  if (!found) throw new InvalidArgumentError(`It must be one of ${PARTS.join(', ')}.`);
  return found;
};

const print = (line: string): void => console.log(line);

const verdict = ({ name, ratio, toReach, isMost, reached }: BenchResult): string => {
  const target = `${isMost ? 'at most ' : 'at least'} ${toReach.toFixed(2).padStart(6)}`;
  return `${name.padEnd(75)} ${ratio.toFixed(2).padStart(8)}   ${target}   ${reached ? 'reached' : 'MISSED'}`;
};

const measureHttp = async (options: Options, server: BenchServer): Promise<readonly BenchResult[]> => {
  const { lines, results } = await benchHttp({ ...options, server, print });
  ['', ...lines].forEach(print);
  if (options.write !== undefined) await writeTable(options.write, lines);
  return results;
};

const importLog = async (url: string): Promise<void> => {
  if (!existsSync(DATA)) return print(`without the import: ${DATA} is not beside this checkout`);
  const rate = await benchImport({ url, milestones: IMPORTED_MILESTONES, data: DATA, print });
  print(`to reach ${IMPORT_TO_REACH} milestones/s: ${rate >= IMPORT_TO_REACH ? 'reached' : 'MISSED'}`);
};

const measure = async (options: Options, server: BenchServer): Promise<void> => {
  const { events, rounds, seconds, only } = options;
  const results: BenchResult[] = [];
  const takes = (name: Part): boolean => only === undefined || only === name;
  if (takes('eventstore')) results.push(...(await benchEventStore({ url: server.url, print, rounds, seconds })));
  if (takes('http')) results.push(...(await measureHttp(options, server)));
  if (takes('import')) await importLog(server.url);
  if (takes('rebuild')) results.push(...(await benchRebuild({ url: server.url, events, rounds, print })));
  print('');
  results.forEach((result) => print(verdict(result)));
};

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const untilAskedToEnd = (): Promise<string> =>
  new Promise((resolve) => {
    for (const signal of SIGNALS) process.once(signal, resolve);
  });

/** Whatever ends it, nothing that it started is left running. */
const bench = async (options: Options): Promise<void> => {
  const asked = untilAskedToEnd();
  const server = await startBenchServer(process.env['BENCH_DATA_DIR'] ?? '.bench');
  const measured = measure(options, server);
  try {
    const signal = await Promise.race([measured, asked]);
    if (signal === undefined) return;
    console.error(`ended by ${signal}`);
  } finally {
    await endContestants();
    await server.stop();
    await endContestants();
  }
  process.exit(1);
};

await new Command('bench')
  .description('Measures greenlane beside its peers on one PostgreSQL, in one run, and prints the ratios.')
  .option(
    '--cases <list>',
    'cases in the store, such as 100000,1000000; kept in BENCH_DATA_DIR (.bench)',
    counts,
    [100_000],
  )
  .option('--events <n>', 'in the log that is rebuilt', count, 60_000)
  .option('--rounds <n>', 'rounds in turn; the medians count', count, 3)
  .option('--seconds <n>', 'of each measurement', count, 5)
  .option('--only <part>', `one of ${PARTS.join(', ')}`, part)
  .option('--write <file>', 'put the table of the HTTP part into this Markdown file, such as docs/performance.md')
  .action(bench)
  .parseAsync();
