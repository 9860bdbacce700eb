import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { Work } from './works.ts';
import type { Rate, Turn } from './wrk.ts';

/** Who is under measurement. */
export interface Contestant {
  readonly name: 'greenlane' | 'CRUD peer' | 'raw SQL';
  readonly cases: number;
  /** Of the process that answers, for its memory; undefined for a group of processes. */
  readonly pid: number | undefined;
  readonly does: (work: Work) => boolean;
  /** @throws when any answer was wrong, since such a run does not count */
  readonly measure: (work: Work, turn: Turn) => Promise<Rate>;
  stop(): Promise<void>;
}

/** Read models of an older release are built anew before the first answer. */
const PATIENCE_MS = 3_600_000;
const PAUSE_MS = 250;

const answers = async (url: string, token: string): Promise<boolean> => {
  try {
    const response = await fetch(url, { headers: { authorization: `Token ${token}` } });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
};

const children = new Set<ChildProcess>();

/** Remembers a process until it has ended. */
export const kept = (child: ChildProcess): ChildProcess => {
  children.add(child);
  return child.once('exit', () => children.delete(child));
};

export const stopChild = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
};

/** Ends the processes that still run. */
export const endContestants = async (): Promise<void> => void (await Promise.all([...children].map(stopChild)));

const waitForAnswer = async (child: ChildProcess, url: string, token: string): Promise<void> => {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await answers(url, token))) {
    if (child.exitCode !== null) throw new Error(`the server ended with code ${child.exitCode} before it answered`);
    if (Date.now() > deadline) throw new Error(`${url} does not answer`);
    await wait(PAUSE_MS);
  }
};

/** Resolves when the address answers 2xx. @throws when the process ends first, or it takes an hour; it is stopped then */
export const untilItAnswers = async (child: ChildProcess, url: string, token: string): Promise<void> => {
  try {
    await waitForAnswer(child, url, token);
  } catch (error) {
    await stopChild(child);
    throw error;
  }
};
