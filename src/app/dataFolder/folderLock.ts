import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { isRunning, thisProcess } from '../embeddedPostgres/processTable.ts';
import type { ProcessIdentity } from '../embeddedPostgres/processTable.ts';
import { namingFile } from './namingFile.ts';

const ATTEMPTS = 20;

/** A living process has the lock. */
export class LockHeld extends Error {
  override readonly name = 'LockHeld';
  constructor(
    readonly path: string,
    readonly pid: number,
  ) {
    super(`${path} is held by process ${pid}`);
  }
}

export interface FolderLock {
  release(): Promise<void>;
}

const readText = (path: string): Promise<string | undefined> => readFile(path, 'utf8').catch(() => undefined);

const linkIfFree = (from: string, to: string): Promise<boolean> =>
  link(from, to).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return false;
      throw error;
    },
  );

const holderIn = (text: string): ProcessIdentity | undefined => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

// What is taken away may no longer be the dead one's that was judged: then it goes back.
const removeDead = async (path: string, judged: string): Promise<void> => {
  const aside = `${path}.${randomUUID()}`;
  await rename(path, aside).catch(() => undefined);
  const taken = await readText(aside);
  if (taken !== undefined && taken !== judged) await linkIfFree(aside, path);
  await rm(aside, { force: true });
};

const tryOnce = async (path: string, ticket: string): Promise<boolean> => {
  if (await linkIfFree(ticket, path)) return true;
  const text = await readText(path);
  if (text === undefined) return false;
  const holder = holderIn(text);
  if (holder !== undefined && (await isRunning(holder))) throw new LockHeld(path, holder.pid);
  await removeDead(path, text);
  return false;
};

/**
 * Takes a lock that is a file naming its holder; the lock of a dead process is taken over.
 * @throws LockHeld, Unusable
 */
export const takeLock = async (path: string): Promise<FolderLock> => {
  const ticket = `${path}.${randomUUID()}`;
  const text = JSON.stringify({ ...(await thisProcess()), ticket: randomUUID() });
  try {
    await writeFile(ticket, text, { mode: 0o600 }).catch(namingFile(path));
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1)
      if (await tryOnce(path, ticket))
        return { release: async () => void ((await readText(path)) === text && (await rm(path, { force: true }))) };
    throw new Error(`${path} changes hands too often`);
  } finally {
    await rm(ticket, { force: true });
  }
};
