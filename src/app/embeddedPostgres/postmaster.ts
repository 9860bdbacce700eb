import { spawn } from 'node:child_process';
import type { ChildProcess, StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { spawnAs } from './account.ts';
import { programOf } from './binaries.ts';
import { CannotRun, lastLinesOf } from './cannotRun.ts';
import { dataFolderOf } from './cluster.ts';
import type { Cluster } from './cluster.ts';
import { findProcess, isRunning, signal } from './processTable.ts';
import type { ProcessIdentity } from './processTable.ts';
import { SETTINGS, settingsAsArguments } from './settings.ts';
import { waitUntil } from './waitUntil.ts';

/** The recovery after a crash replays up to `max_wal_size`, which takes minutes on a slow disk. */
const START_TIMEOUT_MS = 600_000;
const FAST_SHUTDOWN_MS = 60_000;
const IMMEDIATE_SHUTDOWN_MS = 30_000;

export interface PostmasterOptions {
  readonly cluster: Cluster;
  readonly socketFolder: string;
  readonly settings?: Readonly<Record<string, string>>;
}

const startLogOf = (cluster: Cluster): string => join(cluster.folder, 'start.log');

/** As an item of a list, whose separator the name of the folder may hold. */
const inList = (folder: string): string => `"${folder.replaceAll('"', '""')}"`;

// A session of its own keeps Ctrl-C of the terminal from it (D-37); a file as output keeps it alive when we are killed.
const spawnPostmaster = async (options: PostmasterOptions): Promise<ChildProcess> => {
  const { cluster, socketFolder } = options;
  const log = await open(startLogOf(cluster), 'w', 0o600);
  try {
    const settings = { ...SETTINGS, unix_socket_directories: inList(socketFolder), ...options.settings };
    const args = ['-D', dataFolderOf(cluster), ...settingsAsArguments(settings)];
    const stdio: StdioOptions = ['ignore', log.fd, log.fd];
    const where = { detached: true, cwd: cluster.folder, stdio, ...spawnAs(cluster.account) };
    const child = spawn(programOf(cluster.binaries, 'postgres'), args, where);
    await once(child, 'spawn');
    child.unref();
    return child;
  } finally {
    await log.close();
  }
};

// The eighth line of postmaster.pid is PostgreSQL's own word for how far it has come; pg_ctl reads it too.
const isReady = async (cluster: Cluster, pid: number): Promise<boolean> => {
  const lines = (await readFile(join(dataFolderOf(cluster), 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  return lines[0] === String(pid) && lines[7]?.trim() === 'ready';
};

const failure = async (cluster: Cluster, reason: string): Promise<Error> => {
  const log = await readFile(startLogOf(cluster), 'utf8').catch(() => '');
  const words = lastLinesOf(log) || 'nothing';
  const more = join(dataFolderOf(cluster), 'log');
  return new CannotRun(`PostgreSQL ${reason} in ${cluster.folder}; it said: ${words} (${more} may tell more)`);
};

/** Fast shutdown: open transactions are rolled back, everything committed is flushed; immediate only if that hangs. */
export const stopPostmaster = async (identity: ProcessIdentity): Promise<void> => {
  const isGone = async (): Promise<boolean> => !(await isRunning(identity));
  if (await isGone()) return;
  signal(identity.pid, 'SIGINT');
  if (await waitUntil(isGone, FAST_SHUTDOWN_MS)) return;
  signal(identity.pid, 'SIGQUIT');
  if (await waitUntil(isGone, IMMEDIATE_SHUTDOWN_MS)) return;
  throw new Error(`PostgreSQL (pid ${identity.pid}) does not stop`);
};

/** Starts PostgreSQL and resolves when it takes connections. */
export const startPostmaster = async (options: PostmasterOptions): Promise<ProcessIdentity> => {
  const { cluster } = options;
  const child = await spawnPostmaster(options);
  const { pid = 0 } = child;
  const identity = await findProcess(pid);
  const isOver = async (): Promise<boolean> => child.exitCode !== null || child.signalCode !== null;
  const settled = await waitUntil(async () => (await isOver()) || isReady(cluster, pid), START_TIMEOUT_MS);
  if (identity === undefined || (await isOver())) throw await failure(cluster, 'did not start');
  if (!settled) {
    await stopPostmaster(identity);
    throw await failure(cluster, `was not ready after ${START_TIMEOUT_MS / 1000} s`);
  }
  return identity;
};
