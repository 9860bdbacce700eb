import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { COMMANDS } from './commands.ts';
import { explain } from './explain.ts';
import { NOT_DONE, NotDone, type Frame } from './frame.ts';

const versionOfRelease = (): string =>
  JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')).version;

const createProgram = (frame: Frame): Command => {
  const program = new Command('greenlane')
    .description('The record of a hospital’s emergency green channels.')
    .version(versionOfRelease(), '--version', 'print the version of this release')
    // A name with a space in it, or a second file, must not be half done. Every command takes this over.
    .allowExcessArguments(false)
    .showHelpAfterError('Run it with --help for what it can do.')
    // Else it ends the process itself, before a slow reader has all of the help.
    .exitOverride();
  COMMANDS.forEach((register) => register(program, frame));
  return program;
};

/** Runs one command line; resolves with the exit code. */
export const main = async (argv: readonly string[], frame: Frame): Promise<number> => {
  try {
    await createProgram(frame).parseAsync([...argv], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    const isUndone = error instanceof NotDone;
    frame.console.complain(explain(isUndone ? error.cause : error));
    return isUndone ? NOT_DONE : 1;
  }
};
