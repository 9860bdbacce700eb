import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readRunFile } from '../../src/app/dataFolder/runFile.ts';
import { processesIn } from '../../src/app/embeddedPostgres/processTable.ts';
import { waitUntil } from '../../src/app/embeddedPostgres/waitUntil.ts';

const TIMEOUT_MS = 40_000;

export const REPOSITORY = process.cwd();

/** A program of greenlane, as built by `npm run build`, running as a process of its own. */
export interface Program {
  readonly child: ChildProcess;
  readonly pid: number;
  /** What it has printed so far, both streams together. */
  output(): string;
  /** Waits for a line that matches, and answers the first group. */
  printed(pattern: RegExp): Promise<string>;
  /** The exit code, or the name of the signal that ended it. */
  readonly ended: Promise<number | string>;
}

export interface ProgramOptions {
  readonly dataDir: string;
  /** Where `bin`, `dist` and `node_modules` are; the repository by default. */
  readonly root?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const running = new Set<Program>();

const environment = ({ dataDir, env }: ProgramOptions): NodeJS.ProcessEnv => {
  const { PATH, HOME } = process.env;
  return { PATH, HOME, DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: '0', ...env };
};

const launch = ([command = '', ...args]: readonly string[], options: ProgramOptions): Program => {
  const { root = REPOSITORY } = options;
  // A process group of its own stands for the terminal that Ctrl-C reaches as a whole.
  const child = spawn(command, args, { cwd: root, detached: true, env: environment(options) });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += String(chunk)));
  const ended = once(child, 'close').then(([code, signal]) => code ?? signal);
  let isOver = false;
  void ended.then(() => (isOver = true));
  const printed = async (pattern: RegExp): Promise<string> => {
    await waitUntil(async () => pattern.test(text) || isOver, TIMEOUT_MS);
    const match = pattern.exec(text);
    if (match === null) throw new Error(`never printed ${pattern}, but:\n${text}`);
    return match[1] ?? match[0];
  };
  const program = { child, pid: child.pid ?? 0, output: () => text, printed, ended };
  running.add(program);
  void ended.then(() => running.delete(program));
  return program;
};

export const startGreenlane = (args: readonly string[], options: ProgramOptions): Program =>
  launch([process.execPath, 'bin/greenlane.js', ...args], options);

/** With streams that go elsewhere, in the words of a shell: `2>/dev/full`. */
export const startRedirected = (args: readonly string[], redirection: string, options: ProgramOptions): Program =>
  launch(['/bin/sh', '-c', `exec "$0" "$@" ${redirection}`, process.execPath, 'bin/greenlane.js', ...args], options);

/** What the README tells people to type. */
export const startByNpm = (options: ProgramOptions): Program => launch(['npm', 'start'], options);

/** A command that answers questions about its database until its input ends. */
export const startHeldCommand = (options: ProgramOptions): Program =>
  launch([process.execPath, join(REPOSITORY, 'test/support/heldCommand.mjs')], options);

export interface StartedServer extends Program {
  readonly url: string;
}

/** Starts a server and waits until it says where it is. */
export const startServer = async (options: ProgramOptions): Promise<StartedServer> => {
  const program = startGreenlane(['start'], options);
  return { ...program, url: await program.printed(/ready at (http:\S+)\//) };
};

export const postgresPidOf = async (dataDir: string): Promise<number | undefined> =>
  (await readRunFile(dataDir))?.postgres.pid;

/** A folder that goes away with everything that runs in it; by default other accounts may pass through it. */
export const createFolder = async (mode = 0o711): Promise<string> => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'greenlane-app-')));
  await chmod(folder, mode);
  return folder;
};

/** Where the database of a data folder is. */
export const databaseFolderOf = async (dataDir: string): Promise<string> => {
  const { folder } = JSON.parse(await readFile(join(dataDir, 'postgres.json'), 'utf8'));
  return resolve(dataDir, folder);
};

const kill = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
};

/** Ends the programs of this test file and the databases they left, then removes the folders. */
export const cleanUp = async (folders: readonly string[]): Promise<void> => {
  const ends = [...running].map(({ child, ended }) => {
    child.kill('SIGKILL');
    return ended;
  });
  await Promise.all(ends);
  const databases = await Promise.all(folders.map((folder) => databaseFolderOf(folder).catch(() => folder)));
  for (const database of databases) {
    const left = await readFile(join(database, 'data/postmaster.pid'), 'utf8').catch(() => '');
    const pid = Number(left.split('\n')[0]);
    if (pid > 0 && (await processesIn(join(database, 'data'))).includes(pid)) kill(pid);
  }
  for (const folder of [...databases, ...folders])
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
};
