import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBinaries } from '../../../src/app/embeddedPostgres/binaries.ts';
import { copyBinaries } from '../../../src/app/embeddedPostgres/copyBinaries.ts';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'greenlane-binaries-'))));
afterEach(() => rm(folder, { recursive: true }));

it('leaves no piece of a copy of PostgreSQL that broke off', async () => {
  const source = join(folder, 'source');
  await mkdir(join(source, 'bin'), { recursive: true });
  const parent = join(folder, 'parent');
  const binaries = { ...findBinaries(), folder: source };
  await expect(copyBinaries(binaries, parent)).rejects.toThrow('pg-symlinks.json');
  expect(await readdir(parent)).toEqual([]);
});
