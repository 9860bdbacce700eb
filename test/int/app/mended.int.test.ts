import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { processesIn } from '../../../src/app/embeddedPostgres/processTable.ts';
import { cleanUp, createFolder, startGreenlane, startServer } from '../../support/greenlaneProcess.ts';

const folders: string[] = [];
let dataDir: string;

const fileOf = (name: string): string => join(dataDir, name);

const run = async (words: string, env?: Readonly<Record<string, string>>) => {
  const { ended, output } = startGreenlane(words.split(' '), { dataDir, env: { LOG_LEVEL: 'error', ...env } });
  return { code: await ended, output: output() };
};

/** One line and no more, which is all that an operator has to read. */
const line = (words: string) => expect.stringMatching(new RegExp(`^[^\n]*${words}[^\n]*\n$`));

const makeRecord = async (): Promise<void> => {
  const server = await startServer({ dataDir });
  process.kill(server.pid, 'SIGTERM');
  expect(await server.ended).toBe(0);
};

beforeAll(async () => {
  dataDir = await createFolder();
  folders.push(dataDir);
  await makeRecord();
});

afterAll(() => cleanUp(folders));

/** Puts something else in place of a file of the data folder while `look` looks at what becomes of that. */
const instead = async (name: string, text: string | undefined, look: () => Promise<void>): Promise<void> => {
  const [path, aside] = [fileOf(name), fileOf('aside')];
  await rename(path, aside).catch(() => undefined);
  if (text !== undefined) await writeFile(path, text);
  try {
    await look();
  } finally {
    await rm(path, { force: true });
    await rename(aside, path).catch(() => undefined);
  }
};

describe('a database whose password is lost', () => {
  it.each([
    [undefined, 'it is missing'],
    ['', 'it is empty'],
    ['\n', 'it is empty'],
  ])('is refused by every command, and no other password is made (%j)', (text, why) =>
    instead('postgres.password', text, async () => {
      const [names, inside] = [await readdir(dataDir), await readdir(fileOf('postgres'))];
      const output = line(
        `${fileOf('postgres.password')} cannot be used: ${why}, and the database in ${dataDir}/postgres`,
      );
      expect(await run('start')).toEqual({ code: 1, output });
      expect(await run('audit verify')).toEqual({ code: 2, output });
      expect([await readdir(dataDir), await readdir(fileOf('postgres'))]).toEqual([names, inside]);
      expect(await readFile(fileOf('postgres.password'), 'utf8').catch(() => undefined)).toBe(text);
    }),
  );

  it('opens with a password that an editor has ended with a line break', async () => {
    const password = await readFile(fileOf('postgres.password'), 'utf8');
    await instead('postgres.password', `${password}\n`, makeRecord);
  });
});

const NO_SPACE = `import { execFileSync } from 'node:child_process';
execFileSync('prlimit', ['--pid', String(process.pid), '--fsize=0']);`;

/** The disk is full from the moment at which PostgreSQL begins to start. */
const noSpaceWhen = (path: string): string => `import { existsSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
const looking = setInterval(() => {
  if (!existsSync(${JSON.stringify(path)})) return;
  clearInterval(looking);
  execFileSync('prlimit', ['--pid', String(process.pid), '--fsize=0']);
}, 2);`;

const preload = (source: string) => ({ NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(source)}` });

describe('what an operator can mend is told in one line that names it', () => {
  it('a postgres.json that holds something else', () =>
    instead('postgres.json', 'no JSON', async () => {
      const output = line(`${fileOf('postgres.json')} cannot be used: it is damaged; it should hold`);
      expect(await run('start')).toEqual({ code: 1, output });
      expect(await run('projections status')).toEqual({ code: 1, output });
    }));

  it('a run.json that holds something else', () =>
    instead('run.json', 'no JSON', async () => {
      const output = line(`${fileOf('run.json')} cannot be used: it is damaged; stop every greenlane of this folder`);
      expect(await run('start')).toEqual({ code: 1, output });
      expect(await run('user add zhang')).toEqual({ code: 1, output });
      expect(await readFile(fileOf('run.json'), 'utf8')).toBe('no JSON');
    }));

  it('a run.json that was damaged under a server, which stops its PostgreSQL all the same', async () => {
    const server = await startServer({ dataDir });
    await writeFile(fileOf('run.json'), 'no JSON');
    process.kill(server.pid, 'SIGTERM');
    expect(await server.ended).toBe(0);
    expect(await processesIn(fileOf('postgres/data'))).toEqual([]);
  });

  it('a database that cannot be reached', () =>
    instead('postgres.json', JSON.stringify({ folder: 'elsewhere' }), async () => {
      const output = line(`the database in ${fileOf('elsewhere')} cannot be reached by the account`);
      expect(await run('start')).toEqual({ code: 1, output });
    }));

  it('a PostgreSQL that does not start', () =>
    instead('postgres/data/postgresql.conf', 'no = setting', async () => {
      const output = line(
        `PostgreSQL did not start in ${fileOf('postgres')}; it said: .*no.*${fileOf('postgres')}/data/log`,
      );
      expect(await run('start')).toEqual({ code: 1, output });
    }));

  it('a disk that takes nothing any more', async () => {
    const env = preload(NO_SPACE);
    const output = (name: string) => line(`${fileOf(name)} cannot be used: Error: EFBIG: file too large`);
    expect(await run('start', env)).toEqual({ code: 1, output: output('server.lock') });
    expect(await run('projections status', env)).toEqual({ code: 1, output: output('run.lock') });
  });

  it('a disk that takes nothing any more once PostgreSQL was started, which is not left running', async () => {
    const { code, output } = await run(
      'projections status',
      preload(noSpaceWhen(fileOf('postgres/data/postmaster.pid'))),
    );
    expect([code, output]).toEqual([1, line(`${fileOf('run.json')} cannot be used: Error: EFBIG: file too large`)]);
    expect(await processesIn(fileOf('postgres/data'))).toEqual([]);
  });
});
