import { Command } from 'commander';
import { readStatus } from '../../projections/progressStatus.ts';
import type { RebuildOptions, Rebuilt } from '../../projections/rebuild.ts';
import type { Console } from '../console.ts';
import { rebuildWithBar } from './projectionsRebuild.ts';
import { statusLines } from './projectionsStatus.ts';

/** What the commands work on, opened when one of them runs. */
export interface OpenProjections extends Omit<RebuildOptions, 'names' | 'compare' | 'onProgress'> {
  close(): Promise<void>;
}

export interface ProjectionsCommandOptions {
  readonly open: () => Promise<OpenProjections>;
  readonly console: Console;
  /** Where the progress bar is drawn. */
  readonly stream: NodeJS.WritableStream;
}

const withOpen = async <T>(
  { open }: ProjectionsCommandOptions,
  work: (projections: OpenProjections) => Promise<T>,
): Promise<T> => {
  const projections = await open();
  try {
    return await work(projections);
  } finally {
    await projections.close();
  }
};

const status = (options: ProjectionsCommandOptions): Promise<void> =>
  withOpen(options, async (projections) => {
    statusLines(await readStatus(projections)).forEach(options.console.tell);
  });

const tellResult = (console: Console, { names, events, differences }: Rebuilt): void => {
  console.tell(`rebuilt ${names.join(', ')} from ${events} events`);
  differences.forEach((name) => console.complain(`${name}: the rows that were replaced did not follow from the log`));
};

const rebuildNamed = (options: ProjectionsCommandOptions, names: readonly string[], compare: boolean): Promise<void> =>
  withOpen(options, async (projections) => {
    const wanted = names.length > 0 ? names : projections.readModels.map(({ name }) => name);
    tellResult(options.console, await rebuildWithBar({ ...projections, names: wanted, compare }, options.stream));
  });

/** `greenlane projections status` and `greenlane projections rebuild [NAME…]`. */
export const projectionsCommand = (options: ProjectionsCommandOptions): Command => {
  const command = new Command('projections').description('the read models that queries are answered from');
  command
    .command('status')
    .description('version, position and lag of every read model, and the rebuilds that were begun')
    .action(() => status(options));
  command
    .command('rebuild')
    .argument('[names...]', 'read models to rebuild; all by default')
    .option('--compare', 'say whether the replaced rows followed from the log; holds the runner for a moment', false)
    .description(
      'build read models anew beside the live ones and swap them in; run again, it continues what was cut off',
    )
    .action((names: string[], { compare }: { compare: boolean }) => rebuildNamed(options, names, compare));
  return command;
};
