import { execFile } from 'node:child_process';
import { chown, cp, mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findDatabaseAccount } from '../../../src/app/embeddedPostgres/account.ts';
import { processesIn } from '../../../src/app/embeddedPostgres/processTable.ts';
import {
  cleanUp,
  createFolder,
  postgresPidOf,
  startGreenlane,
  startHeldCommand,
  startServer,
} from '../../support/greenlaneProcess.ts';
import type { Program } from '../../support/greenlaneProcess.ts';

const folders: string[] = [];

afterAll(() => cleanUp(folders));

const createPlace = async (): Promise<string> => {
  const folder = await createFolder();
  folders.push(folder, join(folder, 'original'), join(folder, 'copy'), join(folder, 'moved'));
  return folder;
};

/** A data folder whose database lies outside, as root's does where the database account cannot reach it. */
const createOutside = async () => {
  const place = await createPlace();
  const [dataDir, cluster, copy] = [join(place, 'original'), join(place, 'cluster'), join(place, 'copy')];
  for (const folder of [dataDir, cluster]) await mkdir(folder, 0o711);
  const account = await findDatabaseAccount();
  if (account !== undefined) await chown(cluster, account.uid, account.gid);
  await writeFile(join(dataDir, 'postgres.json'), JSON.stringify({ folder: cluster }));
  return { place, dataDir, cluster, copy, owner: join(cluster, 'owner') };
};

const stop = async (server: Program): Promise<number | string> => {
  process.kill(server.pid, 'SIGTERM');
  return server.ended;
};

const run = async (dataDir: string, ...words: readonly string[]) => {
  const { ended, output } = startGreenlane(words, { dataDir, env: { LOG_LEVEL: 'warn' } });
  return { code: await ended, output: output() };
};

const saying = (words: string) => expect.stringMatching(new RegExp(`^[^\n]*${words}[^\n]*\n$`));

const makeRecord = async (dataDir: string): Promise<void> => {
  expect(await stop(await startServer({ dataDir }))).toBe(0);
};

describe('a copy of a data folder whose database lies outside', () => {
  it('is refused, and neither stops nor joins the PostgreSQL of the original', async () => {
    const { dataDir, cluster, copy } = await createOutside();
    const server = await startServer({ dataDir });
    const postgres = await postgresPidOf(dataDir);
    await cp(dataDir, copy, { recursive: true });
    await rm(join(copy, 'server.lock'));
    const output = saying(
      `database in ${cluster} cannot be used: it belongs to DATA_DIR ${dataDir}, .*delete ${cluster}/owner`,
    );
    expect(await run(copy, 'user', 'add', 'zhang')).toEqual({ code: 1, output });
    await rm(join(copy, 'run.json'));
    expect(await run(copy, 'audit', 'verify')).toEqual({ code: 2, output });
    expect(await run(copy, 'start')).toEqual({ code: 1, output });
    expect(await postgresPidOf(dataDir)).toBe(postgres);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);

    expect(await stop(server)).toBe(0);
    expect(await run(copy, 'start')).toEqual({ code: 1, output });
    await makeRecord(dataDir);
  });

  it('is refused also where a link leads to that database', async () => {
    const { dataDir, cluster, copy } = await createOutside();
    await writeFile(join(dataDir, 'postgres.json'), JSON.stringify({ folder: 'postgres' }));
    await symlink(cluster, join(dataDir, 'postgres'));
    await makeRecord(dataDir);
    await cp(dataDir, copy, { recursive: true, verbatimSymlinks: true });
    expect(await run(copy, 'start')).toEqual({ code: 1, output: saying(`belongs to DATA_DIR ${dataDir}`) });
    await makeRecord(dataDir);
  });

  it('is refused while the original runs on a database of an earlier release, which noted no owner', async () => {
    const { dataDir, cluster, copy, owner } = await createOutside();
    const server = await startServer({ dataDir });
    await rm(owner);
    await cp(dataDir, copy, { recursive: true });
    for (const name of ['run.json', 'server.lock']) await rm(join(copy, name));
    const output = saying(
      `database in ${cluster} cannot be used: a PostgreSQL .process \\d+. that ${copy} did not start`,
    );
    expect(await run(copy, 'start')).toEqual({ code: 1, output });
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
    expect(await stop(server)).toBe(0);

    await makeRecord(dataDir);
    expect(await readFile(owner, 'utf8')).toBe(`${dataDir}\n`);
    expect(await run(copy, 'start')).toEqual({ code: 1, output: saying(`belongs to DATA_DIR ${dataDir}`) });
  });
});

describe('a data folder that was moved', () => {
  it('is refused its database outside until the operator says that it was no copy', async () => {
    const { place, dataDir, owner } = await createOutside();
    await makeRecord(dataDir);
    const moved = join(place, 'moved');
    await rename(dataDir, moved);
    const { code, output } = await run(moved, 'start');
    expect([code, output]).toEqual([1, saying(`If that folder was moved to ${moved}, delete ${owner}`)]);
    await rm(owner);
    await makeRecord(moved);
    expect(await readFile(owner, 'utf8')).toBe(`${moved}\n`);
  });

  it('goes on with its database inside, and so does a copy with its own', async () => {
    const place = await createPlace();
    const [original, moved, copy] = [join(place, 'original'), join(place, 'moved'), join(place, 'copy')];
    await makeRecord(original);
    await rename(original, moved);
    const server = await startServer({ dataDir: moved });
    expect(await stop(server)).toBe(0);
    await promisify(execFile)('cp', ['-a', moved, copy]);

    const again = await startServer({ dataDir: moved });
    await cp(join(moved, 'run.json'), join(copy, 'run.json'));
    const held = startHeldCommand({ dataDir: copy });
    await held.printed(/"begun"/);
    expect(await processesIn(join(copy, 'postgres/data'))).toContain(await postgresPidOf(copy));
    held.child.stdin?.end();
    expect(await held.ended).toBe(0);
    expect(await processesIn(join(copy, 'postgres/data'))).toEqual([]);
    expect((await fetch(`${again.url}/readyz`)).status).toBe(200);
    expect(await stop(again)).toBe(0);
  });
});
