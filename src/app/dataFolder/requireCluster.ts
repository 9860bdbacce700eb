import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { codeOf } from '../database/errorCode.ts';
import { NoRecord } from '../noRecord.ts';
import { Unusable } from '../unusable.ts';
import { readFolderNote } from './folderNote.ts';

const ABSENT = ['ENOENT', 'ENOTDIR'];

const isAbsent = (error: unknown): boolean => ABSENT.includes(codeOf(error) ?? '');

/** The folder that the first start chose; undefined before it. */
const findChosen = async (dataDir: string): Promise<string | undefined> => {
  const folder = await readFolderNote(dataDir).catch((error: unknown) => {
    if (isAbsent(error)) return undefined;
    throw error instanceof Unusable ? error : new Unusable('DATA_DIR', error);
  });
  return folder === undefined ? undefined : resolve(dataDir, folder);
};

/** What cannot be looked at is there: why it cannot is said by who opens it. */
const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    (error: unknown) => !isAbsent(error),
  );

/** Refuses a data folder in which no database was ever made, and makes nothing there. @throws NoRecord, Unusable */
export const requireCluster = async (dataDir: string): Promise<void> => {
  const folder = await findChosen(dataDir);
  const isMade = folder !== undefined && (await isThere(join(folder, 'data', 'PG_VERSION')));
  if (!isMade) throw new NoRecord(resolve(dataDir), 'DATA_DIR');
};
