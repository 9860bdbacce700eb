import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Address } from '../embeddedPostgres/address.ts';
import { isRunning } from '../embeddedPostgres/processTable.ts';
import type { ProcessIdentity } from '../embeddedPostgres/processTable.ts';
import { has, readNote } from './readNote.ts';
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

const isWhole = (value: unknown): value is RunFile =>
  has(value, 'postgres', (postgres) => has(postgres, 'pid', Number.isInteger)) &&
  has(value, 'address', (address) => has(address, 'socketFolder', (folder) => typeof folder === 'string')) &&
  has(value, 'users', Array.isArray);

// Gone on without, a command would stop the PostgreSQL of a server that runs.
const advice = 'stop every greenlane of this folder, delete it, and try again';

/** @throws Unusable when it is damaged */
export const readRunFile = (dataFolder: string): Promise<RunFile | undefined> =>
  readNote(pathOf(dataFolder), { isWhole, advice });

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
