import type { Command } from 'commander';
import { readStatus } from '../../projections/progressStatus.ts';
import { RebuildRunning, UnknownReadModel } from '../../projections/rebuild.ts';
import type { RebuildOptions, Rebuilt } from '../../projections/rebuild.ts';
import type { Console } from '../console.ts';
import { CommandFailed } from './frame.ts';
import { rebuildWithBar } from './projectionsRebuild.ts';
import { statusLines } from './projectionsStatus.ts';

type Projections = Omit<RebuildOptions, 'names' | 'compare' | 'onProgress'>;

export interface ProjectionsCommandOptions {
  /** Opens what the commands work on, and closes it when the work has ended. */
  readonly use: (
    work: (projections: Projections) => Promise<void>,
    access: { readonly looksOnly: boolean },
  ) => Promise<void>;
  readonly console: Console;
  /** Where the progress bar is drawn. */
  readonly stream: NodeJS.WritableStream;
}

const status = ({ use, console }: ProjectionsCommandOptions): Promise<void> =>
  use(async (projections) => statusLines(await readStatus(projections)).forEach(console.tell), {
    looksOnly: true,
  });

const tellResult = (console: Console, { names, events, differences }: Rebuilt): void => {
  console.tell(`rebuilt ${names.join(', ')} from ${events} events`);
  differences.forEach((name) => console.complain(`${name}: the rows that were replaced did not follow from the log`));
};

const explained = (error: unknown, { signal, readModels }: Projections): unknown => {
  if (signal?.aborted) return new CommandFailed('the rebuild was stopped; run it again and it goes on from there');
  if (error instanceof RebuildRunning) return new CommandFailed(error.message);
  if (!(error instanceof UnknownReadModel)) return error;
  return new CommandFailed(`${error.message}; there are ${readModels.map(({ name }) => name).join(', ')}`);
};

const rebuildNamed = (options: ProjectionsCommandOptions, names: readonly string[], compare: boolean): Promise<void> =>
  options.use(
    async (projections) => {
      const wanted = names.length > 0 ? names : projections.readModels.map(({ name }) => name);
      try {
        tellResult(options.console, await rebuildWithBar({ ...projections, names: wanted, compare }, options.stream));
      } catch (error) {
        throw explained(error, projections);
      }
    },
    { looksOnly: false },
  );

/** Adds `status` and `rebuild [NAME…]` to a command. */
export const addProjectionCommands = (command: Command, options: ProjectionsCommandOptions): void => {
  command
    .command('status')
    .description('version, zone, position and lag of every read model, and the rebuilds that were begun')
    .action(() => status(options));
  command
    .command('rebuild')
    .argument('[names...]', 'read models to rebuild; all by default')
    .option('--compare', 'say whether the replaced rows followed from the log; holds the runner for a moment', false)
    .description(
      'build read models anew beside the live ones and swap them in; run again, it continues what was cut off',
    )
    .action((names: string[], { compare }: { compare: boolean }) => rebuildNamed(options, names, compare));
};
