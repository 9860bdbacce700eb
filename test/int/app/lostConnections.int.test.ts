import pg from 'pg';
import { openPool } from '../../../src/app/database/openPool.ts';
import { holdUntilRegained } from '../../../src/app/database/holdUntilRegained.ts';
import { createLifecycle } from '../../../src/app/lifecycle.ts';
import type { Lifecycle } from '../../../src/app/lifecycle.ts';
import { createLogger } from '../../../src/app/logging/logger.ts';
import { NO_STREAM } from '../../../src/eventstore/port.ts';
import { createPostgresEventStore } from '../../../src/eventstore/postgres/postgresEventStore.ts';
import { createDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';
import { eventually } from '../../support/eventually.ts';
import { proxyTo } from '../../support/tcpProxy.ts';

const logger = createLogger({ level: 'silent' });
let database: TestDatabase;
let lifecycle: Lifecycle;
let pool: pg.Pool;
let observer: pg.Client;

beforeEach(async () => {
  database = await createDatabase();
  lifecycle = createLifecycle(logger);
  pool = openPool({ url: database.url, size: 2, logger, lifecycle });
  observer = new pg.Client({ connectionString: database.url });
  await observer.connect();
});

afterEach(async () => {
  await observer.end();
  await lifecycle.stop();
  await database.drop();
});

/** Ends every connection of the pool at the server; says how many there were. */
const endAll = async (): Promise<number> => {
  const { rowCount } = await observer.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'greenlane'`,
  );
  return rowCount ?? 0;
};

/** Resolves once this process has read all that the server said to the next connection of the pool. */
const nextEnd = (): Promise<void> =>
  new Promise((resolve) => pool.once('connect', (client) => void client.once('end', resolve)));

describe('a connection of a pool that the server ends', () => {
  it('fails only who waits for it, while it is kept back until the read models are there again', async () => {
    const gate: { open: (isBack: boolean) => void } = { open: () => undefined };
    holdUntilRegained(pool, () => new Promise((resolve) => (gate.open = resolve)));
    const ended = nextEnd();
    const answer = expect(pool.query('select 1')).rejects.toThrow('connection error');
    await eventually(async () => (await endAll()) > 0);
    await ended;
    gate.open(true);
    await answer;
    holdUntilRegained(pool, async () => true);
    expect((await pool.query('select 1')).rowCount).toBe(1);
  });

  it('fails only the next statement of who holds it between two', async () => {
    const ended = nextEnd();
    const client = await pool.connect();
    await client.query('begin');
    expect(await endAll()).toBe(1);
    await ended;
    await expect(client.query('select 1')).rejects.toThrow('connection error');
    client.release(true);
    expect((await pool.query('select 1')).rowCount).toBe(1);
  });
});

it('a connection of the event store that is ended as soon as it is ready costs no append', async () => {
  const { proxy, url } = await proxyTo(database.url);
  const store = await createPostgresEventStore({ url, pool: { min: 0, max: 2 } });
  await store.migrate();
  proxy.cut();
  proxy.endNextWhenReady();
  const event = { id: crypto.randomUUID(), type: 'Noted', data: '{}', metadata: '{}' };
  const appended = await store.append('noted-1', [event], NO_STREAM).catch((error: unknown) => error);
  await store.close();
  await proxy.close();
  expect(appended).toMatchObject({ lastRevision: 0 });
});
