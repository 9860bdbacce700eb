import { chown, mkdtemp } from 'node:fs/promises';
import type { Cluster } from './cluster.ts';

/** The kernel's limit for the path of a socket is 107 bytes on Linux and 103 on macOS; `/.s.PGSQL.5432` is part of it. */
const LONGEST_FOLDER_BYTES = 103 - '/.s.PGSQL.5432'.length;

/** The cluster's own folder if its path is short enough, else a new short one. Nobody else may enter either. */
export const chooseSocketFolder = async ({ folder, account }: Cluster): Promise<string> => {
  if (Buffer.byteLength(folder) <= LONGEST_FOLDER_BYTES) return folder;
  const short = await mkdtemp('/tmp/greenlane-');
  if (account !== undefined) await chown(short, account.uid, account.gid);
  return short;
};
