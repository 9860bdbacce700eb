import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Address } from '../embeddedPostgres/address.ts';
import { isRunning } from '../embeddedPostgres/processTable.ts';
import type { ProcessIdentity } from '../embeddedPostgres/processTable.ts';
import { readIfThere } from './readIfThere.ts';
import { writeWhole } from './writeWhole.ts';

/** A process that works on the embedded database. */
export interface User extends ProcessIdentity {
  readonly role: 'server' | 'cli';
}

/** What `DATA_DIR/run.json` tells a command about the database that runs there (D-38). */
export interface RunFile {
  readonly postgres: ProcessIdentity;
  readonly address: Address;
  readonly users: readonly User[];
}

const pathOf = (dataFolder: string): string => join(dataFolder, 'run.json');

export const readRunFile = async (dataFolder: string): Promise<RunFile | undefined> => {
  const text = await readIfThere(pathOf(dataFolder));
  return text === undefined ? undefined : JSON.parse(text);
};

/** Replaces the file as a whole; only its owner may read it, because it holds the password. */
export const writeRunFile = (dataFolder: string, run: RunFile): Promise<void> =>
  writeWhole(pathOf(dataFolder), `${JSON.stringify(run, null, 2)}\n`);

export const removeRunFile = (dataFolder: string): Promise<void> => rm(pathOf(dataFolder), { force: true });

/** Those who still run; a killed process does not take itself off the list. */
export const livingUsers = async (run: RunFile | undefined): Promise<readonly User[]> => {
  const users = run?.users ?? [];
  const living = await Promise.all(users.map(isRunning));
  return users.filter((_, index) => living[index]);
};
