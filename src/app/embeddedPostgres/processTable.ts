import { execFile } from 'node:child_process';
import { readFile, readdir, readlink } from 'node:fs/promises';
import { promisify } from 'node:util';
import { codeOf } from '../database/errorCode.ts';

const run = promisify(execFile);
const onLinux = process.platform === 'linux';

/** A process told apart from a later one that was given the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Opaque; differs for every process that ever had this pid. */
  readonly startedAt: string;
}

let bootIdRead: Promise<string> | undefined;

// Start times count from the boot, so the boot is part of who a process is.
const bootId = (): Promise<string> =>
  (bootIdRead ??= readFile('/proc/sys/kernel/random/boot_id', 'utf8').then((id) => id.trim()));

const startOnLinux = async (pid: number): Promise<string | undefined> => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // The command stands in brackets and may hold spaces; the state follows it, the start time is the 22nd field.
  const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return state === 'Z' ? undefined : `${await bootId()}/${fields[18]}`;
};

const psColumn = async (pid: number, column: string): Promise<string | undefined> => {
  const { stdout } = await run('ps', ['-o', `${column}=`, '-p', String(pid)], { env: { ...process.env, LC_ALL: 'C' } });
  return stdout.trim() || undefined;
};

const startElsewhere = async (pid: number): Promise<string | undefined> => {
  const state = await psColumn(pid, 'stat');
  return state === undefined || state.startsWith('Z') ? undefined : psColumn(pid, 'lstart');
};

/** Who has this pid now; undefined when nobody has, or only a zombie. */
export const findProcess = async (pid: number): Promise<ProcessIdentity | undefined> => {
  const startedAt = await (onLinux ? startOnLinux(pid) : startElsewhere(pid)).catch(() => undefined);
  return startedAt === undefined ? undefined : { pid, startedAt };
};

/** Whether exactly this process still runs. */
export const isRunning = async (identity: ProcessIdentity): Promise<boolean> =>
  (await findProcess(identity.pid))?.startedAt === identity.startedAt;

export const thisProcess = async (): Promise<ProcessIdentity> => {
  const identity = await findProcess(process.pid);
  if (identity === undefined) throw new Error('the process table does not list this process');
  return identity;
};

/** The command line of a running process, arguments separated by spaces. */
export const commandLineOf = async (pid: number): Promise<string | undefined> => {
  if ((await findProcess(pid)) === undefined) return undefined;
  const read = onLinux ? readFile(`/proc/${pid}/cmdline`, 'utf8') : psColumn(pid, 'args');
  return (await read.catch(() => undefined))?.replaceAll('\0', ' ');
};

const worksIn = async (pid: string, folder: string): Promise<boolean> =>
  (await readlink(`/proc/${pid}/cwd`)) === folder && (await readFile(`/proc/${pid}/comm`, 'utf8')) === 'postgres\n';

/** The processes of PostgreSQL whose working folder is `folder`, not a shell there; empty where the system does not tell. */
export const processesIn = async (folder: string): Promise<readonly number[]> => {
  if (!onLinux) return [];
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const inside = await Promise.all(pids.map((pid) => worksIn(pid, folder).catch(() => false)));
  return pids.filter((_, index) => inside[index]).map(Number);
};

/** Tells a process to end that may have ended by itself since somebody looked, which is what was wanted. */
export const signal = (pid: number, name: 'SIGINT' | 'SIGQUIT'): void => {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (codeOf(error) !== 'ESRCH') throw error;
  }
};
