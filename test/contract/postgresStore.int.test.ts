import pg from 'pg';
import { BEGINNING, NO_STREAM } from '../../src/eventstore/port.ts';
import type { PostgresEventStore } from '../../src/eventstore/postgres/postgresEventStore.ts';
import { CONNECTION_OPTIONS, createPostgresEventStore } from '../../src/eventstore/postgres/postgresEventStore.ts';
import type { TestDatabase } from '../support/database.ts';
import { createDatabase } from '../support/database.ts';
import { collecting } from './collector.ts';
import { freshStream, ids, newEvent, newEvents, upTo } from './events.ts';
import { assertInPositionOrder, assertSameIds } from './order.ts';
import { write } from './writers.ts';

const PATIENCE = 15_000;
const NEVER = 2_147_483_647;

let database: TestDatabase;
const stores: PostgresEventStore[] = [];

const openStore = async (pollMs?: number): Promise<PostgresEventStore> => {
  const store = await createPostgresEventStore({ url: database.url, pollMs });
  stores.push(store);
  return store;
};

const query = async (sql: string, values: unknown[] = []): Promise<pg.QueryResult> => {
  const client = new pg.Client(database.url);
  await client.connect();
  return client.query(sql, values).finally(() => client.end());
};

beforeAll(async () => {
  database = await createDatabase();
  const several = await Promise.all([openStore(), openStore(), openStore()]);
  await Promise.all(several.map((store) => store.migrate()));
});

afterAll(async () => {
  await Promise.all(stores.map((store) => store.close()));
  await database.drop();
});

describe('PostgreSQL event store', () => {
  it('hears of what another process appends without looking', async () => {
    const [listener, other] = [await openStore(NEVER), await openStore()];
    const stream = freshStream();
    const options = { from: await listener.end(), streamPrefixes: [stream], patience: PATIENCE };
    await collecting(listener, options, async (seen) => {
      for (const round of upTo(5)) {
        await other.append(stream, [newEvent()], round - 1);
        await seen.count(round + 1);
      }
      expect(ids(seen.events)).toEqual(ids(await other.read(stream)));
    });
  });

  it('hears of it too where the other process serves its own subscriber first', async () => {
    const [listener, other] = [await openStore(NEVER), await openStore(NEVER)];
    const stream = freshStream();
    const options = { from: await listener.end(), streamPrefixes: [stream], patience: PATIENCE };
    await collecting(other, options, () =>
      collecting(listener, options, async (seen) => {
        for (const round of upTo(5)) {
          await other.append(stream, [newEvent()], round - 1);
          await seen.count(round + 1);
        }
        expect(ids(seen.events)).toEqual(ids(await other.read(stream)));
      }),
    );
  });

  it('finds by looking what nobody announced', async () => {
    const store = await openStore(20);
    const stream = freshStream();
    await collecting(store, { from: await store.end(), streamPrefixes: [stream], patience: PATIENCE }, async (seen) => {
      await seen.until('the end', ({ batches }) => batches.length > 0);
      const { id } = newEvent();
      await query(
        `insert into eventstore.events select coalesce(max(position), 0) + 1, $1, 0, $2, 'Quiet', '{}', '{}'
        from eventstore.events`,
        [stream, id],
      );
      await seen.count(1);
      expect(ids(seen.events)).toEqual([id]);
    });
  });

  it('mixes what it wrote itself with what others wrote, in one order', async () => {
    const [store, other] = [await openStore(), await openStore()];
    const prefix = freshStream();
    const streams = upTo(10).map((index) => `${prefix}-${index}`);
    const plan = { streams, writers: 8, appends: 40 };
    const options = { from: BEGINNING, streamPrefixes: [prefix], batchSize: 7, patience: PATIENCE };
    await collecting(store, options, async (seen) => {
      const written = (await Promise.all([write(store, plan), write(other, plan)])).flat();
      await seen.count(written.length);
      assertInPositionOrder(seen.events);
      assertSameIds(ids(seen.events), written);
    });
  });

  it('stores everything once when the server ends its connections again and again', async () => {
    const store = await openStore();
    const prefix = freshStream();
    const plan = { streams: upTo(10).map((index) => `${prefix}-${index}`), writers: 8, appends: 60 };
    await collecting(store, { from: await store.end(), streamPrefixes: [prefix], patience: PATIENCE }, async (seen) => {
      const writing = write(store, plan);
      for (const round of upTo(5)) {
        await seen.count(round * 100 + 20);
        await query(
          `select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and application_name = 'greenlane event store'`,
        );
      }
      const written = await writing;
      await seen.count(written.length);
      assertInPositionOrder(seen.events);
      assertSameIds(ids(seen.events), written);
    });
  });

  it('answers what was asked before it is closed, and refuses afterwards', async () => {
    const store = await createPostgresEventStore({ url: database.url });
    const stream = freshStream();
    const subscription = store.subscribe(BEGINNING, {}, async () => undefined);
    const asked = store.append(stream, newEvents(2), NO_STREAM);
    await store.close();
    await expect(asked).resolves.toMatchObject({ lastRevision: 1 });
    await subscription.ended;
    await expect(store.append(stream, [newEvent()], 1)).rejects.toMatchObject({ name: 'StoreUnavailable' });
    await expect(store.read(stream)).rejects.toMatchObject({ name: 'StoreUnavailable' });
  });

  it('refuses an append without events', async () => {
    await expect(stores[0]?.append(freshStream(), [], NO_STREAM)).rejects.toMatchObject({ name: 'RangeError' });
  });

  it('says that it is unavailable when nobody listens at its address', async () => {
    const opening = createPostgresEventStore({ url: 'postgresql://nobody@127.0.0.1:1/nothing' });
    await expect(opening).rejects.toMatchObject({ name: 'StoreUnavailable' });
  });

  it('is durable and reads what is committed, whatever the defaults of the database are', async () => {
    const [{ rows: names }] = [await query('select current_database() as name')];
    await query(`alter database ${names[0].name} set synchronous_commit = off`);
    await query(`alter database ${names[0].name} set default_transaction_isolation = 'serializable'`);
    const store = await openStore();
    const stream = freshStream();
    await Promise.all(
      [store, ...stores.slice(0, 3)].map((each) => each.append(stream, [newEvent()], NO_STREAM).catch(() => 0)),
    );
    expect(await store.read(stream)).toHaveLength(1);
    const watched = store.append(stream, newEvents(2), 0);
    await expect(watched).resolves.toMatchObject({ lastRevision: 2 });
    const own = new pg.Client({ connectionString: database.url, options: CONNECTION_OPTIONS });
    await own.connect();
    const { rows } = await own
      .query(
        `select current_setting('synchronous_commit') as durable, current_setting('transaction_isolation') as sees`,
      )
      .finally(() => own.end());
    expect(rows).toEqual([{ durable: 'on', sees: 'read committed' }]);
  });

  it('keeps texts as they are and streams unique (D-33)', async () => {
    const { rows } = await query(
      `select column_name, data_type from information_schema.columns
      where table_schema = 'eventstore' and table_name = 'events' order by ordinal_position`,
    );
    expect(rows.map(({ column_name, data_type }) => `${column_name} ${data_type}`)).toEqual([
      'position bigint',
      'stream text',
      'revision integer',
      'id uuid',
      'type text',
      'data text',
      'metadata text',
    ]);
    const twice = `insert into eventstore.events select 1e12 + n, 'twice', 0, gen_random_uuid(), 't', '', ''
      from generate_series(1, 2) n`;
    await expect(query(twice)).rejects.toMatchObject({ code: '23505' });
  });
});
