import { readFile, writeFile } from 'node:fs/promises';
import pg from 'pg';
import { openEventStore } from '../../src/app/openEventStore.ts';
import { waitUntil } from '../../src/app/embeddedPostgres/waitUntil.ts';
import { verifyLog } from '../../src/eventstore/audit/verifyLog.ts';
import { createLogger } from '../../src/app/logging/logger.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { Loopback } from '../support/eventStoreDb/loopback.ts';
import { cleanUp, createFolder, startGreenlane, startServer } from '../support/greenlaneProcess.ts';
import type { ProgramOptions, StartedServer } from '../support/greenlaneProcess.ts';

const PASSWORD = 'correct horse battery';

/** A log of which older copies can be brought back under a running server. */
interface RestorableLog {
  readonly url: string;
  /** @returns what takes the log back to what it is now, and gives back what brings it to what it was then */
  backup(): Promise<() => Promise<() => Promise<void>>>;
  close(): Promise<void>;
}

const onPostgres = async ({ url }: TestDatabase): Promise<RestorableLog> => {
  const pool = new pg.Pool({ connectionString: url });
  const bringBack = (rows: readonly { row: unknown }[]) => async (): Promise<void> => {
    for (const { row } of rows) {
      const insert = 'insert into eventstore.events select (jsonb_populate_record(null::eventstore.events, $1)).*';
      await pool.query(insert, [JSON.stringify(row)]);
    }
  };
  return {
    url,
    backup: async () => {
      const { rows } = await pool.query('select max(position) as end from eventstore.events');
      const cut = 'delete from eventstore.events where position > $1 returning to_jsonb(events) as row';
      return async () => bringBack((await pool.query(cut, [rows[0].end])).rows);
    },
    close: () => pool.end(),
  };
};

const onEventStoreDb = async (): Promise<RestorableLog> => {
  const loopback = await Loopback.start();
  const place = async (copy: Buffer): Promise<Buffer> => {
    await loopback.kill();
    const before = await readFile(loopback.file);
    await writeFile(loopback.file, copy);
    await loopback.start();
    return before;
  };
  return {
    url: loopback.url,
    backup: async () => {
      const copy = await readFile(loopback.file);
      return async () => {
        const before = await place(copy);
        return async () => void (await place(before));
      };
    },
    close: () => loopback.stop(),
  };
};

describe.each([
  ['PostgreSQL', onPostgres],
  ['EventStoreDB', onEventStoreDb],
])('an older copy of a log in %s', (_, open) => {
  const folders: string[] = [];
  let database: TestDatabase;
  let log: RestorableLog;
  const servers: StartedServer[] = [];
  let api: StartedServer;
  let token = '';

  const placeOf = async (env: Readonly<Record<string, string>> = {}): Promise<ProgramOptions> => {
    const dataDir = await createFolder();
    folders.push(dataDir);
    const urls = { DATABASE_URL: database.url, EVENTSTORE_URL: log.url };
    return { dataDir, env: { ...urls, ADMIN_PASSWORD: PASSWORD, LOG_LEVEL: 'warn', ...env } };
  };

  const start = async (role: 'all' | 'api' | 'projector'): Promise<StartedServer> =>
    startServer(await placeOf({ ROLE: role }));

  const run = async (words: string) => {
    const { ended, output } = startGreenlane(words.split(' '), await placeOf());
    return { code: await ended, output: output() };
  };

  const call = async (method: string, path: string, body?: unknown) => {
    const headers = { 'content-type': 'application/json', ...(token && { authorization: `Token ${token}` }) };
    const answer = await fetch(`${api.url}${path}`, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, headers: answer.headers, body: JSON.parse(await answer.text()) };
  };

  beforeAll(async () => {
    database = await createDatabase();
    log = await open(database);
    servers.push(await start('projector'));
    api = await start('api');
    servers.push(api);
    token = (await call('POST', '/api/account/auth/', { username: 'admin', password: PASSWORD })).body.token;
  });
  afterAll(async () => {
    await cleanUp(folders);
    await log.close();
    await database.drop();
  });

  it('is not written to by a server that only answers requests, until the log is again what it was', async () => {
    const path = `/api/basic_rescue/${(await call('POST', '/api/basic_rescue/', { patient: { name: '甲' } })).body.id}/`;
    const named = (name: string) => call('PUT', path, { patient: { name } });
    const restore = await log.backup();
    expect((await named('乙')).status).toBe(200);

    const bringBack = await restore();
    await api.printed(/nothing is written to this log/);
    const refused = await named('丙');
    expect([refused.status, refused.body.code, refused.headers.get('retry-after')]).toEqual([
      503,
      'store_unavailable',
      '5',
    ]);
    expect((await call('GET', path)).body.patient.name).toBe('乙');
    const output = expect.stringMatching(/^the event log does not hold event \d+ of patient-[^\n]*\n$/);
    for (const words of ['user add zhang', 'user password admin'])
      expect(await run(words)).toEqual({ code: 1, output });

    await bringBack();
    expect(await waitUntil(async () => (await named('丁')).status === 200, 30_000)).toBe(true);
    expect((await call('GET', path)).body.patient.name).toBe('丁');
    const store = await openEventStore({ url: log.url, logger: createLogger({ level: 'silent' }), looksOnly: true });
    expect((await verifyLog(store, new Map())).findings).toEqual([]);
    await store.close();
  });

  it('is gone on from by a server that keeps the read models, once an operator has built them from it', async () => {
    for (const server of servers) {
      server.child.kill('SIGTERM');
      await server.ended;
    }
    api = await start('all');
    const { id } = (await call('POST', '/api/basic_rescue/', { patient: { name: '甲' } })).body;
    const path = `/api/basic_rescue/${id}/`;
    const named = (name: string) => call('PUT', path, { patient: { name } });
    const restore = await log.backup();
    for (const name of ['乙', '丙', '丁']) expect((await named(name)).status).toBe(200);

    await restore();
    await api.printed(/nothing is written to this log/);
    expect(await run('projections rebuild')).toMatchObject({ code: 0 });
    expect(await waitUntil(async () => (await named('戊')).status === 200, 30_000)).toBe(true);
    expect((await call('GET', path)).body.patient.name).toBe('戊');
    const ofCase = `table_name=basic_basicrescue&instance_id=${id}&field=patient.name`;
    const { results } = (await call('GET', `/api/common/history/?${ofCase}`)).body;
    expect(results.map(({ changes: [first] }: { changes: unknown[] }) => first)).toMatchObject([
      { field: 'patient.name', old: '甲', new: '戊' },
      { field: 'patient.name', old: null, new: '甲' },
    ]);
    const built = api.output().length;
    expect((await named('己')).status).toBe(200);
    expect(api.output().slice(built)).not.toContain('another one');
  });
});
