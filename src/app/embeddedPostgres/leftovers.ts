import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CannotRun } from './cannotRun.ts';
import { dataFolderOf } from './cluster.ts';
import type { Cluster } from './cluster.ts';
import { stopPostmaster } from './postmaster.ts';
import { commandLineOf, findProcess, processesIn, signal } from './processTable.ts';
import type { ProcessIdentity } from './processTable.ts';
import { waitUntil } from './waitUntil.ts';

const ORPHANS_END_MS = 5_000;
const ORPHANS_QUIT_MS = 30_000;

type Where = Pick<Cluster, 'folder'>;

const pidFileOf = (cluster: Where): string => join(dataFolderOf(cluster), 'postmaster.pid');

const isOurs = async (pid: number, dataFolder: string): Promise<boolean> => {
  const commandLine = (await commandLineOf(pid)) ?? '';
  return /\bpostgres\b/.test(commandLine) && commandLine.includes(` -D ${dataFolder} `);
};

/** The living PostgreSQL that `postmaster.pid` names, if that is really one with this data folder. */
const findPostmaster = async (cluster: Where): Promise<ProcessIdentity | undefined> => {
  const text = await readFile(pidFileOf(cluster), 'utf8').catch(() => '');
  const pid = Number(text.split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return (await isOurs(pid, dataFolderOf(cluster))) ? findProcess(pid) : undefined;
};

/** The processes that work on a cluster; where the system does not tell, its postmaster. */
export const processesOf = async (cluster: Where): Promise<readonly number[]> => {
  const inside = await processesIn(dataFolderOf(cluster));
  const postmaster = await findPostmaster(cluster);
  return inside.length === 0 && postmaster !== undefined ? [postmaster.pid] : inside;
};

// Backends outlive a killed postmaster for a moment; a second one beside them would destroy the data.
const endOrphans = async (dataFolder: string): Promise<void> => {
  const areGone = async (): Promise<boolean> => (await processesIn(dataFolder)).length === 0;
  if (await waitUntil(areGone, ORPHANS_END_MS)) return;
  for (const pid of await processesIn(dataFolder)) signal(pid, 'SIGQUIT');
  if (await waitUntil(areGone, ORPHANS_QUIT_MS)) return;
  const left = (await processesIn(dataFolder)).join(', ');
  throw new CannotRun(
    `PostgreSQL of an earlier run still works in ${dataFolder}; end its processes ${left} and try again`,
  );
};

/** Ends a PostgreSQL that an earlier run has left behind, and removes a `postmaster.pid` that names nobody of ours (D-37). */
export const clearLeftovers = async (cluster: Cluster): Promise<void> => {
  const left = await findPostmaster(cluster);
  if (left !== undefined) await stopPostmaster(left);
  await endOrphans(dataFolderOf(cluster));
  await rm(pidFileOf(cluster), { force: true });
};
