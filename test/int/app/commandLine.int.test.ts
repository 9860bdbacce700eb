import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { createDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';
import { install } from '../../support/install.ts';
import { cleanUp, createFolder, startGreenlane, startServer } from '../../support/greenlaneProcess.ts';
import type { ProgramOptions } from '../../support/greenlaneProcess.ts';

const folders: string[] = [];

const NEVER_DONE = 'data:text/javascript,setInterval(()=>{},1e6)';
const LONG =
  "data:text/javascript,process.stdout.write('x'.repeat(5e6)+String.fromCharCode(10));setInterval(()=>{},1e6)";

afterAll(() => cleanUp(folders));

const newFolder = async (): Promise<string> => {
  const dataDir = await createFolder();
  folders.push(dataDir);
  return dataDir;
};

const rowsOf = async ({ url }: TestDatabase, sql: string): Promise<pg.QueryResult['rows']> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(sql).finally(() => client.end());
  return rows;
};

const schemasOf = async (database: TestDatabase): Promise<readonly string[]> => {
  const made = `select nspname from pg_namespace where nspname !~ '^pg_|^information_schema$|^public$' order by 1`;
  return (await rowsOf(database, made)).map(({ nspname }) => nspname);
};

const run = async (args: readonly string[], env?: ProgramOptions['env']) => {
  const program = startGreenlane(args, { dataDir: await newFolder(), env });
  return { code: await program.ended, output: program.output() };
};

describe('the command line', () => {
  it('shows what it can do', async () => {
    const { code, output } = await run(['--help']);
    expect(code).toBe(0);
    expect(output).toMatch(/^Usage: greenlane/);
    expect(output).toMatch(/start\s+start the server/);
  });

  it('ends quietly when nobody reads what it prints, as behind `| head`', async () => {
    const dataDir = await createFolder();
    folders.push(dataDir);
    const database = await createDatabase();
    const env = { DATABASE_URL: database.url, EVENTSTORE_URL: database.url };
    await install(database.url);
    const program = startGreenlane(['user', 'add', 'zhang'], { dataDir, env });
    program.child.stdout?.destroy();
    expect([await program.ended, program.output()]).toEqual([0, '']);
    await database.drop();
  });

  it('makes nothing in an empty database when it only looks', async () => {
    const database = await createDatabase();
    const env = { DATABASE_URL: database.url, EVENTSTORE_URL: database.url };
    const { code, output } = await run(['projections', 'status'], env);
    expect([code, output]).toEqual([1, expect.stringMatching(/^there is no record in the database of DATABASE_URL/)]);
    expect(await schemasOf(database)).toEqual([]);
    await database.drop();
  });

  it('makes nothing in a database that is still being restored', async () => {
    const database = await createDatabase();
    const env = { DATABASE_URL: database.url, EVENTSTORE_URL: database.url };
    const server = await startServer({ dataDir: await newFolder(), env });
    server.child.kill('SIGTERM');
    await server.ended;
    await rowsOf(
      database,
      'truncate greenlane.migrations; drop schema read_model cascade; drop schema projection cascade',
    );
    const { code, output } = await run(['projections', 'status'], env);
    expect([code, output]).toEqual([0, expect.stringContaining('\nno read models were ever built here')]);
    expect(await schemasOf(database)).toEqual(['eventstore', 'greenlane']);
    await database.drop();
  });

  it('ends although something is left that would keep it for ever', async () => {
    const { code, output } = await run(['--help'], { NODE_OPTIONS: `--import ${NEVER_DONE}` });
    expect(code).toBe(0);
    expect(output).toMatch(/^Usage: greenlane/);
  });

  it('ends once its lines are out, however late they are read', async () => {
    const dataDir = await createFolder();
    folders.push(dataDir);
    const { child, ended, output } = startGreenlane(['--help'], { dataDir, env: { NODE_OPTIONS: `--import ${LONG}` } });
    child.stdout?.pause();
    // The force with which it ends otherwise comes after two seconds.
    await once(AbortSignal.timeout(3_000), 'abort');
    child.stdout?.resume();
    expect(await ended).toBe(0);
    expect(output().length).toBeGreaterThan(5_000_000);
    expect(output().slice(output().indexOf('\n'))).toMatch(/^\nUsage: greenlane[^]+start the server/);
  });

  it('says where the server is itself, whatever path a proxy serves it under (E-OPS-02)', async () => {
    const dataDir = await createFolder();
    folders.push(dataDir);
    const database = await createDatabase();
    const env = { DATABASE_URL: database.url, EVENTSTORE_URL: database.url, BASE_PATH: '/green' };
    const { url, pid, ended } = await startServer({ dataDir, env });
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    process.kill(pid, 'SIGTERM');
    expect(await ended).toBe(0);
    await database.drop();
  });

  it('makes the folder of the pictures when it starts, which a backup copies before the first one comes', async () => {
    const dataDir = await createFolder();
    folders.push(dataDir);
    const database = await createDatabase();
    const env = { DATABASE_URL: database.url, EVENTSTORE_URL: database.url };
    const { pid, ended } = await startServer({ dataDir, env });
    expect(await readdir(join(dataDir, 'media'))).toEqual([]);
    process.kill(pid, 'SIGTERM');
    expect(await ended).toBe(0);
    await database.drop();
  });

  it('refuses a word that it does not know', async () => {
    const { code, output } = await run(['strat']);
    expect(code).toBe(1);
    expect(output).toContain("unknown command 'strat'");
    expect(output).toContain('Did you mean start?');
  });

  it.each([
    ['user add zhang san', "too many arguments for 'add'. Expected 1 argument but got 2."],
    ['user password zhang san', "too many arguments for 'password'. Expected 1 argument but got 2."],
    ['import a.csv b.csv --map map.json', "too many arguments for 'import'. Expected 1 argument but got 2."],
    ['audit export a.csv b.csv', "too many arguments for 'export'. Expected 1 argument but got 2."],
    ['projections status cases', "too many arguments for 'status'. Expected 0 arguments but got 1."],
    ['start 8080', "too many arguments for 'start'. Expected 0 arguments but got 1."],
  ])('refuses more words than a command takes: %s', async (words, complaint) => {
    const { code, output } = await run(words.split(' '));
    expect([code, output]).toEqual([1, `error: ${complaint}\nRun it with --help for what it can do.\n`]);
  });

  it('has an exit code for findings of the audit that no other mistake has', async () => {
    const { code, output } = await run(['audit', 'verify', 'a.csv']);
    expect([code, output]).toEqual([2, expect.stringContaining('Expected 0 arguments but got 1.')]);
    expect((await run(['audit', 'verify', '--help'])).code).toBe(0);
  });

  it('says of which version it is', async () => {
    const { version } = JSON.parse(await readFile('package.json', 'utf8'));
    expect(await run(['--version'])).toEqual({ code: 0, output: `${version}\n` });
  });

  it('says every mistake in the environment in a line, before anything is started', async () => {
    const { code, output } = await run(['start'], { PORT: 'http', ROLE: 'none' });
    expect(code).toBe(1);
    expect(output).toBe(
      'PORT must be a whole number from 0 to 65535, not "http"\nROLE must be one of all, api, projector, not "none"\n',
    );
  });

  it('says in a line that its port is taken', async () => {
    const dataDir = await createFolder();
    folders.push(dataDir);
    const database = await createDatabase();
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = Object.assign({ port: 0 }, other.address());
    const env = { DATABASE_URL: database.url, EVENTSTORE_URL: database.url, PORT: String(port) };
    const program = startGreenlane(['start'], {
      dataDir,
      env: { ...env, LOG_LEVEL: 'warn', ADMIN_PASSWORD: 'longenough' },
    });
    expect(await program.ended).toBe(1);
    expect(program.output().split('\n').at(-2)).toBe(
      `port ${port} of 127.0.0.1 cannot be used: Error: listen EADDRINUSE: address already in use 127.0.0.1:${port}`,
    );
    expect(program.output()).not.toContain('    at ');
    other.close();
    await database.drop();
  });

  it('says in a line that its folder cannot be made', async () => {
    const dataDir = await createFolder();
    folders.push(dataDir);
    await writeFile(join(dataDir, 'file'), '');
    const { ended, output } = startGreenlane(['start'], { dataDir: join(dataDir, 'file', 'below') });
    expect(await ended).toBe(1);
    expect(output()).toMatch(/^DATA_DIR cannot be used: Error: ENOTDIR: not a directory, .*\n$/);
  });

  it('says in a line, without the password, that EVENTSTORE_URL has an option that cannot be', async () => {
    const database = await createDatabase();
    const url = 'esdb://admin:secret@127.0.0.1:2113?tls=maybe';
    const { code, output } = await run(['start'], {
      DATABASE_URL: database.url,
      EVENTSTORE_URL: url,
      LOG_LEVEL: 'warn',
    });
    expect(code).toBe(1);
    expect(output).toBe(
      'EVENTSTORE_URL cannot be used: Error: Unexpected text at position 39, expected true or false.\n',
    );
    await database.drop();
  });
});
