import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { spawnAs } from './account.ts';
import type { Account } from './account.ts';
import { programOf } from './binaries.ts';
import type { Binaries } from './binaries.ts';

const run = promisify(execFile);

// Only a try as that account tells: any folder on the way may be closed to it, and so may the whole disk.
const succeedsAs = async (account: Account | undefined, program: string, args: readonly string[]): Promise<boolean> =>
  run(program, args, { cwd: '/', ...spawnAs(account) }).then(
    () => true,
    () => false,
  );

/** Whether that account can run PostgreSQL from there and read what it brings (D-37). */
export const canRun = async (binaries: Binaries, account: Account | undefined): Promise<boolean> => {
  const catalogue = join(binaries.folder, 'share', 'postgresql', 'postgres.bki');
  const tries = [
    succeedsAs(account, programOf(binaries, 'postgres'), ['--version']),
    succeedsAs(account, programOf(binaries, 'initdb'), ['--version']),
    succeedsAs(account, '/bin/sh', ['-c', 'test -r "$1"', 'sh', catalogue]),
  ];
  return (await Promise.all(tries)).every(Boolean);
};

/** Whether that account can enter the folder and write there (D-37). */
export const canWrite = (folder: string, account: Account | undefined): Promise<boolean> =>
  succeedsAs(account, '/bin/sh', ['-c', 'cd "$1" && test -w .', 'sh', folder]);
