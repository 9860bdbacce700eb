import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Address } from '../embeddedPostgres/address.ts';
import { ensureCluster } from '../embeddedPostgres/cluster.ts';
import type { Cluster } from '../embeddedPostgres/cluster.ts';
import { clearLeftovers, processesOf } from '../embeddedPostgres/leftovers.ts';
import { noteOwner } from '../embeddedPostgres/ownership.ts';
import { placeCluster } from '../embeddedPostgres/placement.ts';
import { startPostmaster, stopPostmaster } from '../embeddedPostgres/postmaster.ts';
import { isRunning, thisProcess } from '../embeddedPostgres/processTable.ts';
import { chooseSocketFolder } from '../embeddedPostgres/socketFolder.ts';
import { ensurePassword } from './dataFolder.ts';
import { LockHeld, takeLock } from './folderLock.ts';
import type { FolderLock } from './folderLock.ts';
import { livingUsers, readRunFile, removeRunFile, writeRunFile } from './runFile.ts';
import type { RunFile, User } from './runFile.ts';

/** Another process may be starting the database, and that may be recovering. */
const LOCK_TIMEOUT_MS = 600_000;
const PAUSE_MS = 50;

export interface LocalDatabaseOptions {
  /** Absolute, without symbolic links. */
  readonly dataFolder: string;
  readonly role: User['role'];
  readonly tell: (line: string) => void;
}

/** The embedded PostgreSQL as one process uses it. */
export interface LocalDatabase {
  readonly address: Address;
  readonly cluster: Cluster;
  /** Whether PostgreSQL's process lives. */
  isUp(): Promise<boolean>;
  /** Starts it again after it has died; does nothing while it runs. */
  revive(): Promise<void>;
  /** Takes this process off; the server, and whoever leaves last, stop PostgreSQL. */
  leave(): Promise<void>;
}

// Starting, joining and leaving are one at a time, whichever process does it.
const waitForLock = async (dataFolder: string): Promise<FolderLock> => {
  const end = performance.now() + LOCK_TIMEOUT_MS;
  for (;;) {
    const lock = await takeLock(join(dataFolder, 'run.lock')).catch((error: unknown) => {
      if (error instanceof LockHeld && performance.now() < end) return undefined;
      throw error;
    });
    if (lock !== undefined) return lock;
    await delay(PAUSE_MS);
  }
};

const locked = async <T>(dataFolder: string, work: () => Promise<T>): Promise<T> => {
  const lock = await waitForLock(dataFolder);
  return work().finally(() => lock.release());
};

interface Member extends LocalDatabaseOptions {
  readonly cluster: Cluster;
  readonly self: User;
}

const start = async ({ cluster, dataFolder }: Member, users: readonly User[]): Promise<RunFile> => {
  const password = await ensurePassword(dataFolder, cluster);
  await noteOwner({ folder: cluster.folder, dataFolder });
  await clearLeftovers(cluster);
  await ensureCluster(cluster, password);
  const socketFolder = await chooseSocketFolder(cluster);
  const postgres = await startPostmaster({ cluster, socketFolder });
  return { postgres, address: { socketFolder, password }, users };
};

// The run.json of a copied folder speaks of the original's PostgreSQL, which works elsewhere.
const readOwnRun = async ({ cluster, dataFolder }: Member): Promise<RunFile | undefined> => {
  const run = await readRunFile(dataFolder);
  if (run === undefined || !(await isRunning(run.postgres))) return run;
  return (await processesOf(cluster)).includes(run.postgres.pid) ? run : undefined;
};

// A database whose users were all killed is not adopted: what they left in flight is ended first.
const enter = async (member: Member): Promise<RunFile> => {
  const known = await readOwnRun(member);
  const others = await livingUsers(known);
  const users = [...others, member.self];
  const canAdopt = known !== undefined && others.length > 0 && (await isRunning(known.postgres));
  const run = canAdopt ? { ...known, users } : await start(member, users);
  await writeRunFile(member.dataFolder, run).catch(async (error: unknown) => {
    // Nobody would know of it, as on a disk that was just filled.
    if (!canAdopt) await stopPostmaster(run.postgres);
    throw error;
  });
  return run;
};

const revive = async ({ cluster, dataFolder }: Member, dead: RunFile): Promise<RunFile> => {
  if (await isRunning(dead.postgres)) return dead;
  await clearLeftovers(cluster);
  const postgres = await startPostmaster({ cluster, socketFolder: dead.address.socketFolder });
  const run = { ...((await readRunFile(dataFolder)) ?? dead), postgres };
  await writeRunFile(dataFolder, run);
  return run;
};

const stop = async ({ cluster, dataFolder }: Member, { postgres, address }: RunFile): Promise<void> => {
  await stopPostmaster(postgres);
  await removeRunFile(dataFolder);
  if (address.socketFolder !== cluster.folder) await rm(address.socketFolder, { recursive: true, force: true });
};

const leave = async (member: Member, entered: RunFile): Promise<void> => {
  const isServer = member.role === 'server';
  // Whatever became of that file, a server stops what it runs.
  const known = await readRunFile(member.dataFolder).catch((error: unknown) => {
    if (!isServer) throw error;
    return undefined;
  });
  const run = known ?? (isServer ? entered : undefined);
  if (run === undefined) return;
  const others = (await livingUsers(run)).filter(({ pid }) => pid !== member.self.pid);
  if (isServer || others.length === 0) await stop(member, run);
  else await writeRunFile(member.dataFolder, { ...run, users: others });
};

// Where no lock can be written, as on a full disk, nobody else can take it either: PostgreSQL must not be left running.
const leaveLocked = async (member: Member, entered: RunFile): Promise<void> => {
  const lock = await waitForLock(member.dataFolder).catch((error: unknown) => {
    if (error instanceof LockHeld) throw error;
    return undefined;
  });
  await leave(member, entered).finally(() => lock?.release());
};

/**
 * Joins the embedded PostgreSQL of a data folder, and starts it if nobody runs it (D-37, D-38).
 * Of servers only one may join: it takes the folder's lock before.
 */
export const joinLocalDatabase = async (options: LocalDatabaseOptions): Promise<LocalDatabase> => {
  const { dataFolder, role } = options;
  const self = { ...(await thisProcess()), role };
  return locked(dataFolder, async () => {
    const member = { ...options, self, cluster: await placeCluster(options) };
    let run = await enter(member);
    return {
      address: run.address,
      cluster: member.cluster,
      isUp: () => isRunning(run.postgres),
      revive: () => locked(dataFolder, async () => void (run = await revive(member, run))),
      leave: () => leaveLocked(member, run),
    };
  });
};
