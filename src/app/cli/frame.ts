import type { Command } from 'commander';
import type { Environment } from '../config/config.ts';
import type { Console } from '../console.ts';

/** What a command has of the world. */
export interface Frame {
  readonly env: Environment;
  readonly console: Console;
  readonly process: NodeJS.Process;
}

/** Adds one command to the program: one file each, listed in `commands.ts`. */
export type Register = (program: Command, frame: Frame) => void;

/** A command failed for a reason that the operator can understand: it is printed without a stack. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
}

/** The exit code of `NotDone`. */
export const NOT_DONE = 2;

/** A command could not do what it is for; its exit code tells that from what a command found. */
export class NotDone extends Error {
  override readonly name = 'NotDone';
  constructor(cause: unknown) {
    super('the command could not be carried out', { cause });
  }
}

/** What is wrong with a file or its lines is the operator's to mend. @throws CommandFailed */
export const failedOn =
  (doing: string) =>
  (error: unknown): never => {
    if (error instanceof CommandFailed) throw error;
    throw new CommandFailed(`${doing}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  };
