import { Command, CommanderError } from 'commander';
import { OtherZone } from '../../projections/otherZone.ts';
import { ConfigMistakes } from '../config/config.ts';
import { WrongEncoding } from '../database/encoding.ts';
import { DatabaseUnusable } from '../database/reachDatabase.ts';
import { DataFolderInUse } from '../dataFolder/dataFolder.ts';
import { COMMANDS } from './commands.ts';
import { CommandFailed } from './frame.ts';
import type { Frame } from './frame.ts';

const OF_THE_OPERATOR = [CommandFailed, ConfigMistakes, DatabaseUnusable, DataFolderInUse, OtherZone, WrongEncoding];

const createProgram = (frame: Frame): Command => {
  const program = new Command('greenlane')
    .description('The record of a hospital’s emergency green channels.')
    .showHelpAfterError('Run it with --help for what it can do.')
    // Else it ends the process itself, before a slow reader has all of the help.
    .exitOverride();
  COMMANDS.forEach((register) => register(program, frame));
  return program;
};

const explain = (error: unknown): string => {
  if (OF_THE_OPERATOR.some((kind) => error instanceof kind) && error instanceof Error) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
};

/** Runs one command line; resolves with the exit code. */
export const main = async (argv: readonly string[], frame: Frame): Promise<number> => {
  try {
    await createProgram(frame).parseAsync([...argv], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    frame.console.complain(explain(error));
    return 1;
  }
};
