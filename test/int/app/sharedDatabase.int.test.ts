import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readRunFile } from '../../../src/app/dataFolder/runFile.ts';
import { findProcess, processesIn } from '../../../src/app/embeddedPostgres/processTable.ts';
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
let dataDir: string;

beforeEach(async () => {
  dataDir = await createFolder();
  folders.push(dataDir);
});

afterAll(() => cleanUp(folders));

const databaseProcesses = () => processesIn(join(dataDir, 'postgres/data'));

const endInput = async (command: Program): Promise<number | string> => {
  command.child.stdin?.end();
  return command.ended;
};

const stop = async (server: Program): Promise<number | string> => {
  process.kill(server.pid, 'SIGTERM');
  return server.ended;
};

describe('a data folder', () => {
  it('may have in its name what divides a list', async () => {
    const named = join(dataDir, 'a, "b"');
    folders.push(named);
    const command = startHeldCommand({ dataDir: named });
    expect(await command.printed(/"begun":\{"settings":(\d+)/)).toMatch(/^\d+$/);
    expect(await endInput(command)).toBe(0);
  });
});

describe('a data folder that servers and commands share (D-38)', () => {
  it('refuses a second server, and says which process has it', async () => {
    const first = await startServer({ dataDir });
    const second = startGreenlane(['start'], { dataDir });
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain(`${dataDir} is in use by another greenlane server (process ${first.pid})`);
    expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
    expect(await stop(first)).toBe(0);
  });

  it('lets exactly one of several servers in that start at once after a kill', async () => {
    const killed = await startServer({ dataDir });
    process.kill(killed.pid, 'SIGKILL');
    await killed.ended;
    const rivals = [1, 2, 3, 4].map(() => startGreenlane(['start'], { dataDir }));
    const refused = rivals.map((rival) => rival.ended.then((code) => ({ rival, code })));
    const winner = await Promise.any(rivals.map((rival) => rival.printed(/ready at/).then(() => rival)));
    const losers = await Promise.all(refused.filter((_, index) => rivals[index] !== winner));
    expect(losers.map(({ code }) => code)).toEqual([1, 1, 1]);
    expect(losers.every(({ rival }) => rival.output().includes(`process ${winner.pid}`))).toBe(true);
    expect(await stop(winner)).toBe(0);
  });

  it('tells nobody but its owner how the database is reached', async () => {
    const server = await startServer({ dataDir });
    const run = await readRunFile(dataDir);
    expect(run).toMatchObject({
      postgres: await findProcess((await postgresPidOf(dataDir)) ?? 0),
      address: { password: await readFile(join(dataDir, 'postgres.password'), 'utf8') },
      users: [{ pid: server.pid, role: 'server' }],
    });
    const modes = ['run.json', 'postgres.password'].map(async (name) => (await stat(join(dataDir, name))).mode & 0o777);
    expect(await Promise.all(modes)).toEqual([0o600, 0o600]);
    expect(await stop(server)).toBe(0);
  });

  it('gives a command the database of the server, and leaves it running', async () => {
    const server = await startServer({ dataDir });
    const postgres = await postgresPidOf(dataDir);
    const command = startHeldCommand({ dataDir });
    await command.printed(/"begun":\{"settings":0\}/);
    expect(await postgresPidOf(dataDir)).toBe(postgres);
    expect(await endInput(command)).toBe(0);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
    expect(await stop(server)).toBe(0);
    expect(await databaseProcesses()).toEqual([]);
  });

  it('starts the database for a command when nobody runs it, and the last command stops it', async () => {
    const first = startHeldCommand({ dataDir });
    await first.printed(/"begun"/);
    const postgres = await postgresPidOf(dataDir);
    const second = startHeldCommand({ dataDir });
    await second.printed(/"begun"/);
    expect(await postgresPidOf(dataDir)).toBe(postgres);
    expect(await endInput(first)).toBe(0);
    expect(await databaseProcesses()).not.toEqual([]);
    expect(await endInput(second)).toBe(0);
    expect(second.output()).toMatch(/"done":\{"settings":0\}/);
    expect(await databaseProcesses()).toEqual([]);
    expect(await readRunFile(dataDir)).toBeUndefined();
  });

  it('hands a database that a command has started to a server', async () => {
    const command = startHeldCommand({ dataDir });
    await command.printed(/"begun"/);
    const postgres = await postgresPidOf(dataDir);
    const server = await startServer({ dataDir });
    expect(await postgresPidOf(dataDir)).toBe(postgres);
    expect(await endInput(command)).toBe(0);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
    expect(await stop(server)).toBe(0);
    expect(await databaseProcesses()).toEqual([]);
  });

  it('forgets a command that was killed', async () => {
    const killed = startHeldCommand({ dataDir });
    await killed.printed(/"begun"/);
    const next = startHeldCommand({ dataDir });
    await next.printed(/"begun"/);
    killed.child.kill('SIGKILL');
    await killed.ended;
    expect(await endInput(next)).toBe(0);
    expect(await databaseProcesses()).toEqual([]);
  });

  it('ends a command on Ctrl-C as it ends it otherwise', async () => {
    const command = startHeldCommand({ dataDir });
    await command.printed(/"begun"/);
    process.kill(-command.pid, 'SIGINT');
    expect(await command.ended).toBe(0);
    expect(command.output()).toMatch(/"done"/);
    expect(await databaseProcesses()).toEqual([]);
  });

  it('records who gives a command: the admin unless told otherwise, through the shell, with the account there (D-39)', async () => {
    const command = startHeldCommand({ dataDir, env: { ADMIN_USERNAME: 'chief' } });
    expect(JSON.parse(await command.printed(/^(\{"begun".*\})$/m))).toMatchObject({
      actor: { user: 'chief', client: 'cli', osUser: expect.any(String) },
    });
    expect(await endInput(command)).toBe(0);
  });
});
