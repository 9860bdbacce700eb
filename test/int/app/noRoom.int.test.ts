import { createDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';
import { cleanUp, createFolder, startRedirected } from '../../support/greenlaneProcess.ts';

/** Whatever is written to it is refused as on a full disk. */
const FULL = '/dev/full';

const folders: string[] = [];
let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase();
});

afterAll(async () => {
  await cleanUp(folders);
  await database.drop();
});

const start = async (args: readonly string[], redirection: string) => {
  const dataDir = await createFolder();
  folders.push(dataDir);
  const env = { DATABASE_URL: database.url, EVENTSTORE_URL: database.url };
  return startRedirected(args, redirection, { dataDir, env });
};

describe('a full disk under the log', () => {
  it('keeps no server from answering, nor from stopping when it is told to', async () => {
    const server = await start(['start'], `2>${FULL}`);
    const url = await server.printed(/ready at (http:\S+)\//);
    for (let i = 0; i < 3; i += 1) expect((await fetch(`${url}/nowhere`)).status).toBe(404);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
    expect(server.output()).toMatch(/\nStopped\.\n$/);
  });

  it.each([
    ['projections status', `2>${FULL}`, 0],
    ['user add', `2>${FULL}`, 1],
    ['user add nobody --as stranger', `2>${FULL}`, 1],
    ['audit verify', `2>${FULL}`, 0],
  ])('leaves a command its exit code: %s %s', async (words, redirection, code) => {
    const command = await start(words.split(' '), redirection);
    expect(await command.ended).toBe(code);
  });
});

describe('a full disk under what a command prints', () => {
  it.each([
    ['projections status', `>${FULL}`, 2],
    ['user add zhang', `>${FULL}`, 2],
    ['--help', `>${FULL}`, 2],
    ['--help', `>${FULL} 2>&1`, 2],
    ['strat', `>${FULL}`, 1],
  ])('is told by the exit code: %s %s', async (words, redirection, code) => {
    const command = await start(words.split(' '), redirection);
    expect(await command.ended).toBe(code);
  });

  it('is told in a line', async () => {
    const command = await start(['--version'], `>${FULL}`);
    await command.ended;
    expect(command.output()).toMatch(/^what was to be printed is lost, .* cannot be written: ENOSPC: .*\n$/);
  });
});
