import { createHash } from 'node:crypto';
import { chmod, chown, mkdir, realpath, rmdir } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { folderNoteOf, readFolderNote } from '../dataFolder/folderNote.ts';
import { writeWhole } from '../dataFolder/writeWhole.ts';
import { findDatabaseAccount } from './account.ts';
import type { Account } from './account.ts';
import { findBinaries } from './binaries.ts';
import type { Binaries } from './binaries.ts';
import { CannotRun } from './cannotRun.ts';
import type { Cluster } from './cluster.ts';
import { copyBinaries } from './copyBinaries.ts';
import { requireOwn } from './ownership.ts';
import { canRun, canWrite } from './reach.ts';

/** Where root puts what the database account cannot reach elsewhere (D-37). */
const SHARED_FOLDER = '/var/lib/greenlane';

export interface Surroundings {
  /** `DATA_DIR`, absolute and without symbolic links. */
  readonly dataFolder: string;
  /** Tells the operator where things are that are not where one would look. */
  readonly tell: (line: string) => void;
}

export interface Place extends Surroundings {
  readonly account: Account | undefined;
}

/** The binaries of the package, or a copy of them that the account can run. */
export const placeBinaries = async ({ dataFolder, account, tell }: Place): Promise<Binaries> => {
  const binaries = findBinaries();
  if (await canRun(binaries, account)) return binaries;
  const parent = account === undefined ? dataFolder : SHARED_FOLDER;
  const copied = { ...binaries, folder: join(parent, `postgresql-${binaries.version}`) };
  const usable = (await canRun(copied, account)) ? copied : await copyBinaries(binaries, parent);
  if (!(await canRun(usable, account))) throw new CannotRun(`PostgreSQL cannot be run from ${usable.folder}`);
  tell(
    `PostgreSQL cannot be run from ${binaries.folder} by "${account?.name ?? 'you'}"; a copy in ${usable.folder} is used.`,
  );
  return usable;
};

const isUsable = async (folder: string, account: Account | undefined): Promise<boolean> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  if (account !== undefined) await chown(folder, account.uid, account.gid);
  return canWrite(folder, account);
};

// Two data folders must never share one database, so the path is part of the name.
const sharedName = (dataFolder: string): string => {
  const readable = dataFolder.replaceAll(/[^A-Za-z0-9]+/g, '-').slice(-40);
  return `data${readable}-${createHash('sha256').update(dataFolder).digest('hex').slice(0, 12)}`;
};

const chooseFolder = async ({ dataFolder, account, tell }: Place): Promise<string> => {
  const inside = join(dataFolder, 'postgres');
  if (await isUsable(inside, account)) return 'postgres';
  await rmdir(inside);
  await mkdir(SHARED_FOLDER, { recursive: true, mode: 0o755 });
  const outside = join(SHARED_FOLDER, sharedName(dataFolder));
  if (!(await isUsable(outside, account)))
    throw new CannotRun(`"${account?.name}" can write neither in ${inside} nor in ${outside}`);
  tell(
    `The account "${account?.name}" that PostgreSQL runs as cannot reach ${dataFolder}; the database is in ${outside}.`,
  );
  return outside;
};

/**
 * The folder is chosen once and then kept in `DATA_DIR/postgres.json`: were it chosen again after the rights of a
 * folder changed, an empty database would open in place of the record.
 */
const placeFolder = async (place: Place): Promise<string> => {
  const known = await readFolderNote(place.dataFolder);
  const folder = known ?? (await chooseFolder(place));
  const absolute = isAbsolute(folder) ? folder : join(place.dataFolder, folder);
  if (!(await canWrite(absolute, place.account)))
    throw new CannotRun(
      `the database in ${absolute} cannot be reached by the account "${place.account?.name ?? 'you'}"`,
    );
  // A link of another data folder may lead to the same cluster.
  const real = await realpath(absolute);
  await requireOwn({ folder: real, dataFolder: place.dataFolder });
  if (known === undefined) await writeWhole(folderNoteOf(place.dataFolder), `${JSON.stringify({ folder })}\n`);
  return real;
};

/** Finds, or on the first start chooses, where the database of a data folder lives and what runs it. */
export const placeCluster = async (surroundings: Surroundings): Promise<Cluster> => {
  const account = await findDatabaseAccount();
  const place = { ...surroundings, account };
  return { account, binaries: await placeBinaries(place), folder: await placeFolder(place) };
};
