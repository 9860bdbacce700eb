import { execFile } from 'node:child_process';
import { chmod, chown, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isThere } from '../dataFolder/isThere.ts';
import { spawnAs } from './account.ts';
import type { Account } from './account.ts';
import { programOf } from './binaries.ts';
import type { Binaries } from './binaries.ts';
import { CannotRun, lastLinesOf } from './cannotRun.ts';

const run = promisify(execFile);

export const SUPERUSER = 'greenlane';

/** Where a PostgreSQL keeps its rows, and with what and as whom it is run. */
export interface Cluster {
  /** Belongs to the account; holds `data`, and the socket. An absolute path without symbolic links. */
  readonly folder: string;
  readonly binaries: Binaries;
  readonly account: Account | undefined;
}

export const dataFolderOf = (cluster: Pick<Cluster, 'folder'>): string => join(cluster.folder, 'data');

const giveTo = async (path: string, account: Account | undefined): Promise<void> => {
  if (account !== undefined) await chown(path, account.uid, account.gid);
};

const prepareFolder = async ({ folder, account }: Cluster): Promise<void> => {
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o700);
  await giveTo(folder, account);
};

const runInitdb = async (cluster: Cluster, target: string, passwordFile: string): Promise<void> => {
  const options = ['--encoding=UTF8', '--locale=C.UTF-8', '--locale-provider=builtin', '--auth=scram-sha-256'];
  const args = [...options, `--username=${SUPERUSER}`, `--pwfile=${passwordFile}`, `--pgdata=${target}`];
  const where = { cwd: cluster.folder, ...spawnAs(cluster.account) };
  await run(programOf(cluster.binaries, 'initdb'), args, where).catch((error: Error) => {
    throw new CannotRun(`no database could be made in ${cluster.folder}: ${lastLinesOf(error.message)}`, {
      cause: error,
    });
  });
};

/** Whether a cluster is in its folder already. */
export const isMade = (cluster: Pick<Cluster, 'folder'>): Promise<boolean> =>
  isThere(join(dataFolderOf(cluster), 'PG_VERSION'));

/**
 * Makes the cluster if it is not there yet: UTF-8, with a collation that no update of the system can change (D-06).
 * It appears whole or not at all.
 */
export const ensureCluster = async (cluster: Cluster, password: string): Promise<void> => {
  await prepareFolder(cluster);
  if (await isMade(cluster)) return;
  const unfinished = join(cluster.folder, 'data.unfinished');
  const passwordFile = join(cluster.folder, 'password');
  await rm(unfinished, { recursive: true, force: true });
  await writeFile(passwordFile, password, { mode: 0o600 });
  try {
    await giveTo(passwordFile, cluster.account);
    await runInitdb(cluster, unfinished, passwordFile);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(unfinished, dataFolderOf(cluster));
};
