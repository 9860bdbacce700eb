import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { namingFile } from './namingFile.ts';

const sync = async (path: string): Promise<void> => {
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
};

const writeSynced = async (path: string, text: string): Promise<void> => {
  const handle = await open(path, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** Puts a text in place of a file, whole or not at all, also when the power fails. Only the owner may read it. @throws Unusable */
export const writeWhole = async (path: string, text: string): Promise<void> => {
  const unfinished = `${path}.${process.pid}`;
  try {
    await writeSynced(unfinished, text);
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    namingFile(path)(error);
  }
  await sync(dirname(path));
};
