import { resolve } from 'node:path';
import { isMade } from '../embeddedPostgres/cluster.ts';
import { NoRecord } from '../noRecord.ts';
import { Unusable } from '../unusable.ts';
import { readFolderNote } from './folderNote.ts';
import { isAbsent } from './isThere.ts';

/** The folder that the first start chose; undefined before it. */
const findChosen = async (dataDir: string): Promise<string | undefined> => {
  const folder = await readFolderNote(dataDir).catch((error: unknown) => {
    if (isAbsent(error)) return undefined;
    throw error instanceof Unusable ? error : new Unusable('DATA_DIR', error);
  });
  return folder === undefined ? undefined : resolve(dataDir, folder);
};

/** Refuses a data folder in which no database was ever made, and makes nothing there. @throws NoRecord, Unusable */
export const requireCluster = async (dataDir: string): Promise<void> => {
  const folder = await findChosen(dataDir);
  if (folder === undefined || !(await isMade({ folder }))) throw new NoRecord(resolve(dataDir), 'DATA_DIR');
};
