import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { processesIn } from '../../../src/app/embeddedPostgres/processTable.ts';
import { cleanUp, createFolder, startHeldCommand, startServer } from '../../support/greenlaneProcess.ts';
import type { Program } from '../../support/greenlaneProcess.ts';

const run = promisify(execFile);
const folders: string[] = [];

afterAll(() => cleanUp(folders));

const newFolder = async (): Promise<string> => {
  const dataDir = await createFolder();
  folders.push(dataDir);
  return dataDir;
};

/** From now on no byte that the process writes into a file is taken, as if the disk were full. */
const fillDiskOf = ({ pid }: Program) => run('prlimit', ['--pid', String(pid), '--fsize=0']);

const LEFT = ['media', 'postgres', 'postgres.json', 'postgres.password'];

describe('a disk on which nothing can be written any more', () => {
  it('does not keep a server from stopping PostgreSQL, and no piece of a file is left', async () => {
    const dataDir = await newFolder();
    const server = await startServer({ dataDir });
    await fillDiskOf(server);
    process.kill(server.pid, 'SIGTERM');
    expect(await server.ended).toBe(0);
    expect(await processesIn(join(dataDir, 'postgres/data'))).toEqual([]);
    expect((await readdir(dataDir)).sort()).toEqual(LEFT);
  });

  it('does not keep a command from stopping the PostgreSQL that it started', async () => {
    const dataDir = await newFolder();
    const command = startHeldCommand({ dataDir });
    await command.printed(/"begun"/);
    await fillDiskOf(command);
    command.child.stdin?.end();
    expect(await command.ended).toBe(0);
    expect(await processesIn(join(dataDir, 'postgres/data'))).toEqual([]);
  });

  it('leaves no piece of a file of a command that comes and goes beside a server', async () => {
    const dataDir = await newFolder();
    const server = await startServer({ dataDir });
    const before = (await readdir(dataDir)).sort();
    const command = startHeldCommand({ dataDir });
    await command.printed(/"begun"/);
    await fillDiskOf(command);
    command.child.stdin?.end();
    await command.ended;
    expect((await readdir(dataDir)).sort()).toEqual(before);
    process.kill(server.pid, 'SIGTERM');
    expect(await server.ended).toBe(0);
  });
});
