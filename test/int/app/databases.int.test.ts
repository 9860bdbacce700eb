import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import pg from 'pg';
import { WrongEncoding } from '../../../src/app/database/encoding.ts';
import { ensureDatabase } from '../../../src/app/database/ensureDatabase.ts';
import { reachDatabase } from '../../../src/app/database/reachDatabase.ts';
import { createDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';
import { cleanUp, createFolder, startGreenlane } from '../../support/greenlaneProcess.ts';

let database: TestDatabase;
let latin: string;
const folders: string[] = [];

const withName = (name: string): string => Object.assign(new URL(database.url), { pathname: `/${name}` }).toString();

const execute = async (sql: string): Promise<pg.QueryResult> => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  return client.query(sql).finally(() => client.end());
};

beforeAll(async () => {
  database = await createDatabase();
  latin = `${new URL(database.url).pathname.slice(1)}_latin`;
  await execute(`create database ${latin} encoding LATIN1 locale 'C' locale_provider libc template template0`);
});

afterAll(async () => {
  await execute(`drop database ${latin}`);
  await database.drop();
  await cleanUp(folders);
});

describe('a database that the operator names', () => {
  it('is refused in another encoding than UTF-8 (D-06)', async () => {
    const reached = { url: withName(latin), variable: 'DATABASE_URL', timeoutMs: 5_000 };
    await expect(reachDatabase(reached)).rejects.toThrow(WrongEncoding);
    await expect(reachDatabase({ ...reached, url: database.url })).resolves.toBeUndefined();
  });

  it('keeps a server from starting in another encoding, with one line that says why (D-06)', async () => {
    const dataDir = await createFolder();
    folders.push(dataDir);
    const server = startGreenlane(['start'], { dataDir, env: { DATABASE_URL: withName(latin) } });
    expect(await server.ended).toBe(1);
    expect(server.output()).toContain(
      `the database "${latin}" of DATABASE_URL has the encoding LATIN1; greenlane needs UTF8\n`,
    );
    expect(server.output()).not.toContain('    at ');
  });

  it('is waited for while it is away, and not for ever', async () => {
    const away = { url: 'postgresql://greenlane@127.0.0.1:1/x', variable: 'DATABASE_URL', timeoutMs: 300 };
    await expect(reachDatabase(away)).rejects.toThrow(/^the database of DATABASE_URL cannot be used: .*ECONNREFUSED/);
  });

  it.each([
    ['that refuses connections', (socket: Socket) => void socket.resetAndDestroy()],
    ['that does not answer', () => undefined],
  ])('%s is not waited for any more once the process is told to end', async (_, meet) => {
    const away = createServer(meet).listen(0, '127.0.0.1');
    await once(away, 'listening');
    const { port } = Object.assign({ port: 0 }, away.address());
    const url = `postgresql://greenlane@127.0.0.1:${port}/x`;
    const env = { DATABASE_URL: url, EVENTSTORE_URL: url, LOG_LEVEL: 'warn' };
    const outcomes = [];
    for (const words of [['start'], ['projections', 'status']]) {
      const dataDir = await createFolder();
      folders.push(dataDir);
      const program = startGreenlane(words, { dataDir, env });
      await Promise.race([once(away, 'connection'), program.ended]);
      program.child.kill('SIGINT');
      outcomes.push([await program.ended, program.output()]);
    }
    away.close();
    expect(outcomes).toEqual([
      [0, 'Stopping: running requests are finished first.\nStopped.\n'],
      [
        1,
        'the database of DATABASE_URL cannot be used: Error: it was still waited for when greenlane was told to stop\n',
      ],
    ]);
  });

  it('is not waited for when it refuses who comes', async () => {
    const wrong = Object.assign(new URL(database.url), { password: 'wrong' }).toString();
    await expect(reachDatabase({ url: wrong, variable: 'DATABASE_URL', timeoutMs: 60_000 })).rejects.toThrow(
      'password authentication failed',
    );
  });

  it('is made once, also when several ask for it together', async () => {
    const name = `${new URL(database.url).pathname.slice(1)}_made`;
    await Promise.all([1, 2, 3].map(() => ensureDatabase(database.url, name)));
    await ensureDatabase(database.url, name);
    const { rowCount } = await execute(`select 1 from pg_database where datname = '${name}'`);
    expect(rowCount).toBe(1);
    await execute(`drop database ${name}`);
  });
});
