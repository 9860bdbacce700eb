import { randomBytes } from 'node:crypto';
import { access, chmod, constants, mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { isMade } from '../embeddedPostgres/cluster.ts';
import type { Cluster } from '../embeddedPostgres/cluster.ts';
import { LockHeld, takeLock } from './folderLock.ts';
import type { FolderLock } from './folderLock.ts';
import { readIfThere } from './readIfThere.ts';
import { writeWhole } from './writeWhole.ts';
import { Unusable } from '../unusable.ts';

/** Root lends the database another account, which must pass through; nobody may list it. */
const MODE = process.getuid?.() === 0 ? 0o711 : 0o700;

const makeFolder = async (path: string): Promise<string> => {
  const created = await mkdir(path, { recursive: true });
  // A folder that was there keeps its rights: it may be one that others use too.
  if (created !== undefined) await chmod(path, MODE);
  await access(path, constants.W_OK | constants.X_OK);
  return realpath(path);
};

/** Makes `DATA_DIR` if needed, and answers its absolute path without symbolic links. @throws Unusable */
export const openDataFolder = (path: string): Promise<string> =>
  makeFolder(path).catch((error: unknown) => {
    throw new Unusable('DATA_DIR', error);
  });

export class DataFolderInUse extends Error {
  override readonly name = 'DataFolderInUse';
  constructor(
    readonly dataFolder: string,
    readonly pid: number,
  ) {
    super(`${dataFolder} is in use by another greenlane server (process ${pid}); stop it, or choose another DATA_DIR`);
  }
}

/** The lock of the one server that may work on a data folder (D-38). @throws DataFolderInUse */
export const lockForServer = (dataFolder: string): Promise<FolderLock> =>
  takeLock(join(dataFolder, 'server.lock')).catch((error: unknown) => {
    throw error instanceof LockHeld ? new DataFolderInUse(dataFolder, error.pid) : error;
  });

const isLost = ({ folder }: Pick<Cluster, 'folder'>, known: string | undefined): string =>
  `it is ${known === undefined ? 'missing' : 'empty'}, and the database in ${folder} opens only with the password ` +
  'that it held; bring it back from a backup, or set a new one as docs/operations.md says';

/**
 * The password of the embedded database, made with its cluster: another one would not open a cluster that is there.
 * Call it under the folder's lock. @throws Unusable
 */
export const ensurePassword = async (dataFolder: string, cluster: Pick<Cluster, 'folder'>): Promise<string> => {
  const path = join(dataFolder, 'postgres.password');
  const known = (await readIfThere(path))?.trim();
  if (known) return known;
  if (await isMade(cluster)) throw new Unusable(path, isLost(cluster, known));
  const password = randomBytes(24).toString('base64url');
  await writeWhole(path, password);
  return password;
};
