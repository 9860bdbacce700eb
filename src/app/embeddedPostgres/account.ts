import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { CannotRun } from './cannotRun.ts';

const run = promisify(execFile);
const OWN_NAME = 'greenlane';

/** The account on the operating system that PostgreSQL runs as. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const findAccount = async (name: string): Promise<Account | undefined> => {
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n');
  const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(':') ?? [];
  return uid === undefined || gid === undefined ? undefined : { name, uid: Number(uid), gid: Number(gid) };
};

const addAccount = async (): Promise<void> => {
  const options = ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent'];
  await run('useradd', [...options, '--shell', '/usr/sbin/nologin', OWN_NAME]);
};

/**
 * PostgreSQL refuses to run as root, so root lends it another account: `greenlane`, else `postgres`, else a new one.
 * Anybody else runs it as themselves: undefined.
 */
export const findDatabaseAccount = async (): Promise<Account | undefined> => {
  if (process.getuid?.() !== 0) return undefined;
  const existing = (await findAccount(OWN_NAME)) ?? (await findAccount('postgres'));
  if (existing !== undefined) return existing;
  await addAccount().catch((error: unknown) => {
    throw new CannotRun('PostgreSQL may not run as root, and the account "greenlane" for it could not be added', {
      cause: error,
    });
  });
  const added = await findAccount(OWN_NAME);
  if (added === undefined) throw new Error('the account "greenlane" was added but is not in /etc/passwd');
  return added;
};

/** What `spawn` needs to run a program as that account. */
export const spawnAs = (account: Account | undefined): { uid?: number; gid?: number } =>
  account === undefined ? {} : { uid: account.uid, gid: account.gid };
