import { Command, InvalidArgumentError } from 'commander';
import { benchEventStore } from './eventStore/benchEventStore.ts';
import type { BenchResult } from './eventStore/report.ts';
import { startBenchServer } from './benchServer.ts';
import { benchHttp } from './http/benchHttp.ts';

const PARTS = ['eventstore', 'http'] as const;
type Part = (typeof PARTS)[number];

interface Options {
  readonly cases: number;
  readonly rounds: number;
  readonly seconds: number;
  readonly only: Part | undefined;
}

const count = (text: string): number => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('It must be a whole number from 1.');
  return number;
};

const part = (text: string): Part => {
  const found = PARTS.find((name) => name === text);
  if (!found) throw new InvalidArgumentError(`It must be one of ${PARTS.join(', ')}.`);
  return found;
};

const print = (line: string): void => console.log(line);

const verdict = ({ name, ratio, toReach, reached }: BenchResult): string =>
  `${name.padEnd(50)} ${ratio.toFixed(2).padStart(8)} ×   to reach ${toReach.toFixed(2).padStart(6)} ×   ${reached ? 'reached' : 'MISSED'}`;

const bench = async ({ cases, rounds, seconds, only }: Options): Promise<void> => {
  const server = await startBenchServer(process.env['BENCH_DATA_DIR'] ?? '.bench');
  try {
    const results: BenchResult[] = [];
    if (only !== 'http') results.push(...(await benchEventStore({ url: server.url, print, rounds, seconds })));
    if (only !== 'eventstore') results.push(...(await benchHttp({ server, cases, rounds, seconds, print })));
    print('');
    results.forEach((result) => print(verdict(result)));
  } finally {
    await server.stop();
  }
};

await new Command('bench')
  .description('Measures greenlane beside its peers on one PostgreSQL, in one run, and prints the ratios.')
  .option('--cases <n>', 'cases in the store; a filled one is kept in BENCH_DATA_DIR (.bench)', count, 100_000)
  .option('--rounds <n>', 'rounds in turn; the medians count', count, 3)
  .option('--seconds <n>', 'of each measurement', count, 5)
  .option('--only <part>', `one of ${PARTS.join(', ')}`, part)
  .action(bench)
  .parseAsync();
