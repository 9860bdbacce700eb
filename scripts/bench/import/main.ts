import { Command } from 'commander';
import { startBenchServer } from '../benchServer.ts';
import { benchImport } from './benchImport.ts';

const TO_REACH = 2_000;

interface Options {
  readonly milestones: string;
  readonly data: string;
}

const bench = async ({ milestones, data }: Options): Promise<void> => {
  const server = await startBenchServer(process.env['BENCH_DATA_DIR'] ?? '.bench');
  const print = (line: string): void => console.log(line);
  try {
    const rate = await benchImport({ url: server.url, milestones: Number(milestones), data, print });
    print(`to reach ${TO_REACH} milestones/s: ${rate >= TO_REACH ? 'reached' : 'MISSED'}`);
  } finally {
    await server.stop();
  }
};

await new Command('bench-import')
  .description('Measures the import of an event log of the shape of ../shared/data/sepsis.csv, milestones a second.')
  .option('--milestones <n>', 'at least so many', '200000')
  .option('--data <folder>', 'where sepsis.csv and sepsis.map.json are', '../shared/data')
  .action(bench)
  .parseAsync();
