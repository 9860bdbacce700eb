import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.ts';

const run = promisify(execFile);

interface Link {
  readonly source: string;
  readonly target: string;
}

// Packages cannot hold symbolic links; without the install script of the package they are still missing.
const makeLinks = async (folder: string): Promise<void> => {
  const links: Link[] = JSON.parse(await readFile(join(folder, 'pg-symlinks.json'), 'utf8'));
  for (const { source, target } of links) {
    const path = join(folder, relative('native', target));
    await symlink(relative(dirname(target), source), path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
};

/**
 * Copies the binaries to `<parent>/postgresql-<version>`, where any account may run them; a copy that is there is used.
 * It appears whole or not at all, so that a copy cut off by a crash is not taken for one.
 */
export const copyBinaries = async (binaries: Binaries, parent: string): Promise<Binaries> => {
  const folder = join(parent, `postgresql-${binaries.version}`);
  const unfinished = `${folder}.${process.pid}`;
  await mkdir(parent, { recursive: true, mode: 0o755 });
  try {
    await cp(binaries.folder, unfinished, { recursive: true, verbatimSymlinks: true });
    await makeLinks(unfinished);
    await run('chmod', ['-R', 'go+rX', unfinished]);
    // Another process may have been faster.
    await rename(unfinished, folder).catch(() => undefined);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return { ...binaries, folder };
};
