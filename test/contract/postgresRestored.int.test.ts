import pg from 'pg';
import { BEGINNING, NO_STREAM, type Position } from '../../src/eventstore/port.ts';
import type { PostgresEventStore } from '../../src/eventstore/postgres/postgresEventStore.ts';
import { createPostgresEventStore } from '../../src/eventstore/postgres/postgresEventStore.ts';
import type { TestDatabase } from '../support/database.ts';
import { createDatabase } from '../support/database.ts';
import { collecting } from './collector.ts';
import { freshStream, ids, newEvent, upTo } from './events.ts';
import { eventually } from './within.ts';

const PATIENCE = 15_000;
const WRITTEN = 10;
const LOST = 5;

let database: TestDatabase;
let pool: pg.Pool;
let store: PostgresEventStore;
let other: PostgresEventStore;

beforeEach(async () => {
  database = await createDatabase();
  pool = new pg.Pool({ connectionString: database.url });
  [store, other] = await Promise.all([
    createPostgresEventStore({ url: database.url }),
    createPostgresEventStore({ url: database.url }),
  ]);
  await store.migrate();
});

afterEach(async () => {
  await Promise.all([store.close(), other.close(), pool.end()]);
  await database.drop();
});

/** What a restore of an older copy loses. */
const loseTail = () =>
  pool.query('delete from eventstore.events where position > (select max(position) - $1 from eventstore.events)', [
    LOST,
  ]);

const endConnections = () =>
  pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name = 'greenlane event store'`,
  );

const idsOfLog = async (): Promise<string[]> =>
  (await pool.query('select id from eventstore.events order by position')).rows.map(({ id }) => id);

const grow = async (by: PostgresEventStore, count: number): Promise<void> => {
  for (const stream of upTo(count).map(() => freshStream('grown')))
    await eventually(PATIENCE, () => by.append(stream, [newEvent()], NO_STREAM));
};

/** A log that this process wrote, and read as it did. */
const writeFollowed = async (body: () => Promise<void> = async () => undefined): Promise<void> => {
  await collecting(store, { from: BEGINNING, patience: PATIENCE }, async (seen) => {
    await grow(store, WRITTEN);
    await seen.count(WRITTEN);
    await body();
  });
};

const positionOf = async (count: number): Promise<Position> => {
  const { rows } = await pool.query(
    `select lpad(position::text, 20, '0') as position from eventstore.events order by position offset $1 limit 1`,
    [count - 1],
  );
  return rows[0].position;
};

/** Who subscribes now is handed the log as it is, and what follows. */
const expectLog = async (options: { readonly batchSize?: number } = {}): Promise<void> => {
  const from = await positionOf(2);
  await collecting(store, { ...options, from, patience: PATIENCE }, async (seen) => {
    const held = await idsOfLog();
    await seen.count(held.length - 2);
    await grow(store, 2);
    await seen.count(held.length);
    expect(ids(seen.events)).toEqual((await idsOfLog()).slice(2));
  });
};

describe('a log that came back shorter under a process that wrote it', () => {
  it('is what a new subscription is handed, though no connection was lost', () =>
    writeFollowed(async () => {
      await loseTail();
      await expectLog();
    }));

  it('is what a new subscription is handed after its connections were lost', () =>
    writeFollowed(async () => {
      await loseTail();
      await endConnections();
      await expectLog({ batchSize: 1 });
    }));

  it('is what a new subscription is handed once another process has written on, where connections were lost', () =>
    writeFollowed(async () => {
      await loseTail();
      await endConnections();
      await grow(other, LOST);
      await expectLog({ batchSize: 1 });
    }));

  it('is what a new subscription is handed once another process has written on, where the store was told', () =>
    writeFollowed(async () => {
      await loseTail();
      await grow(other, LOST);
      store.forget();
      await expectLog({ batchSize: 1 });
    }));
});
