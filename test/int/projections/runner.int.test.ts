import { createDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';
import { initialState } from '../../../src/domain/patient/state.ts';
import type { EventStore } from '../../../src/eventstore/port.ts';
import { eventually } from '../../support/eventually.ts';
import { harness, newEvent, openStore, openRunner, toy, writePatient, writePatients } from './runnerHarness.ts';
import type { Harness } from './runnerHarness.ts';

let database: TestDatabase;
let store: EventStore;
let h: Harness;
let close: () => Promise<void>;

beforeEach(async () => {
  ({ database, store, h, close } = await openRunner());
});

afterEach(() => close());

const RUNNER = 'greenlane read_model';

/** What the rows must be, read from the log itself. */
const expectExactlyOnce = async (of: EventStore = store): Promise<void> => {
  const positions: string[] = [];
  const end = await of.end();
  const seen = of.subscribe(
    '',
    {},
    async ({ events }) => void positions.push(...events.map(({ position }) => position)),
  );
  await eventually(() => positions.at(-1) === end);
  await seen.stop();
  await eventually(async () => (await h.position()) === end);
  expect(
    (await h.rows('select position from read_model.toy_entries order by 1')).map(({ position }) => position),
  ).toEqual(positions);
  const tally = await h.rows('select sum(steps)::int as steps, sum(total)::int as total from read_model.toy_tally');
  const states = await h.rows('select sum(revision + 1)::int as steps from read_model.patient_states');
  expect(tally[0].steps).toBe(states[0].steps);
  const set = await h.one(
    `select sum((select count(*) from json_object_keys(state::json -> 'values')))::int from read_model.patient_states`,
  );
  expect(tally[0].total).toBe(set);
};

it('hands a read model the events of patients folded, and those of other streams as they are', async () => {
  await writePatient(store, 7, 3);
  await store.append('ambulanceTask-1', [newEvent('TaskOpened', {})], -1);
  h.run([toy()]);
  await expectExactlyOnce();
  expect(await h.rows('select patient_id, steps, total from read_model.toy_tally')).toEqual([
    { patient_id: '7', steps: 4, total: 3 },
  ]);
  expect(await h.one(`select count(*)::int from read_model.toy_entries where type = 'TaskOpened'`)).toBe(1);
});

it('applies an event once although the connection dies between rows and commit, round after round', async () => {
  let rounds = 0;
  const kill = toy({
    afterRows: async (connection) => {
      rounds += 1;
      if (rounds % 3 !== 0) await connection.query('select pg_terminate_backend(pg_backend_pid())');
    },
  });
  h.run([kill]);
  for (let id = 1; id <= 30; id += 5) {
    await writePatients(store, id, 5);
    await eventually(async () => rounds > 0);
  }
  await expectExactlyOnce();
  expect(rounds).toBeGreaterThan(2);
});

it('applies an event once while its connections are cut under a running load', async () => {
  h.run([toy()]);
  let cuts = 0;
  let id = 0;
  for (let cutAt: string | undefined; cuts < 10; cuts += 1) {
    await eventually(async () => {
      await writePatient(store, (id += 1), id % 4);
      return (await h.position()) !== cutAt;
    });
    cutAt = await h.position();
    await h.cut(RUNNER);
  }
  await expectExactlyOnce();
});

it('takes a batch that is delivered twice, or again together with the next, once', async () => {
  const twice: EventStore = {
    ...store,
    subscribe: (from, options, onBatch) => {
      let last: readonly Parameters<typeof onBatch>[0][] = [];
      return store.subscribe(from, { ...options, batchSize: 3 }, async (batch) => {
        await onBatch(batch);
        await onBatch(batch);
        for (const before of last) await onBatch({ ...batch, events: [...before.events, ...batch.events] });
        last = [batch];
      });
    },
  };
  h.run([toy()], undefined, twice);
  await writePatients(store, 1, 20);
  await expectExactlyOnce();
});

it('reads again when an event of a stream is left out, and then misses nothing', async () => {
  let left = 1;
  const skipping: EventStore = {
    ...store,
    subscribe: (from, options, onBatch) =>
      store.subscribe(from, options, (batch) => {
        const events = batch.events.filter(({ revision }) => revision !== 2 || left-- !== 1);
        return onBatch({ ...batch, events });
      }),
  };
  await writePatient(store, 1, 5);
  h.run([toy()], undefined, skipping);
  await expectExactlyOnce();
  expect(left).toBeLessThan(1);
});

/** A log that has lost the third event of every stream. */
const withLoss = (): EventStore => ({
  ...store,
  subscribe: (from, options, onBatch) =>
    store.subscribe(from, options, (batch) =>
      onBatch({ ...batch, events: batch.events.filter(({ revision }) => revision !== 2) }),
    ),
});

it('reports an event that the log itself has lost, and goes on behind it', async () => {
  await writePatient(store, 1, 5);
  h.run([toy()], undefined, withLoss());
  const end = await store.end();
  await eventually(async () => (await h.position()) === end);
  expect(await h.one('select sum(steps)::int from read_model.toy_tally')).toBe(5);
  expect(h.lines).toContainEqual(
    expect.objectContaining({ level: 'error', facts: { stream: 'patient-1', revision: 3 } }),
  );
});

it('reads again once for all the gaps of a batch', async () => {
  for (let id = 1; id <= 20; id += 1) await writePatient(store, id, 3);
  h.run([toy()], undefined, withLoss());
  const end = await store.end();
  await eventually(async () => (await h.position()) === end);
  const messages = h.lines.filter(({ level }) => level === 'error').map(({ message }) => message);
  expect(messages.filter((message) => message === 'the runner starts again from its checkpoint')).toHaveLength(1);
  expect(messages).toHaveLength(1 + 20);
});

it('folds an event on the state that its command was decided on, without loading it', async () => {
  const first = h.run([toy()]);
  const position = await writePatient(store, 1, 1);
  await eventually(async () => (await h.position()) === position);
  await first.stop();
  await h.rows('delete from read_model.patient_states');
  h.runRecalling([toy()], ({ revision }) => ({ ...initialState(), values: { 'known.before': `event ${revision}` } }));
  const { position: next } = await store.append('patient-1', [newEvent('ArchiveRequested', {})], 1);
  await eventually(async () => (await h.position()) === next);
  expect(await h.one('select paths from read_model.toy_tally')).toEqual({ 'known.before': 'event 2' });
});

it('asks no command for a state when an event before may be missing, which only loaded states show', async () => {
  const end = await writePatient(store, 1, 5);
  const asked: number[] = [];
  h.runRecalling([toy()], ({ revision }) => void asked.push(revision), withLoss());
  await eventually(async () => (await h.position()) === end);
  expect(asked).toEqual([]);
});

it('keeps one runner active, and another takes over when it stops', async () => {
  const first = h.run([toy()]);
  await eventually(() => first.status === 'active');
  const second = h.run([toy()]);
  await writePatients(store, 1, 5);
  await expectExactlyOnce();
  expect(second.status).toBe('standby');
  await first.stop();
  await writePatients(store, 6, 5);
  await expectExactlyOnce();
  expect([first.status, second.status]).toEqual(['stopped', 'active']);
});

it('does not commit what a runner applies after it has lost its lock to another (D-36)', async () => {
  let unlocked = 0;
  const careless = toy({
    afterRows: async (connection) => {
      unlocked += 1;
      await connection.query('select pg_advisory_unlock_all()');
    },
  });
  const first = h.run([careless]);
  await eventually(() => first.status === 'active');
  const second = h.run([toy()]);
  await writePatient(store, 1);
  await eventually(() => unlocked > 0 && second.status === 'active');
  for (let id = 2; id <= 40; id += 1) await writePatient(store, id, 2);
  await expectExactlyOnce();
  expect(h.lines.map(({ facts }) => JSON.stringify(facts)).join()).toContain('CheckpointMoved');
});

/** A store in another database than the read models, so that either can be away alone. */
const openElsewhere = async (): Promise<{ url: string; store: EventStore }> => {
  const { url, drop } = await createDatabase();
  h.onClose(drop);
  const elsewhere = await openStore(url);
  h.onClose(elsewhere.close);
  return { url, store: elsewhere };
};

/** Nobody can connect, and whoever was is not any more, until `during` has ended. */
const whileAway = async (url: string, during: () => Promise<void>): Promise<void> => {
  const cluster = harness(process.env.GREENLANE_TEST_CLUSTER ?? '', store);
  const name = new URL(url).pathname.slice(1);
  await cluster.rows(`alter database ${name} allow_connections false`);
  await cluster.rows(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
  await during();
  await cluster.rows(`alter database ${name} allow_connections true`);
  await cluster.close();
};

it('recovers without a hand after the database was away', async () => {
  const elsewhere = await openElsewhere();
  h.run([toy()], undefined, elsewhere.store);
  await writePatients(elsewhere.store, 1, 3);
  await expectExactlyOnce(elsewhere.store);
  await whileAway(database.url, async () => {
    await writePatients(elsewhere.store, 4, 3);
    await eventually(() => h.lines.filter(({ level }) => level === 'error').length >= 3);
  });
  await expectExactlyOnce(elsewhere.store);
});

it('goes on without a hand, and keeps its lock, after the event store was away', async () => {
  const elsewhere = await openElsewhere();
  const runner = h.run([toy()], undefined, elsewhere.store);
  await writePatients(elsewhere.store, 1, 3);
  await expectExactlyOnce(elsewhere.store);
  await whileAway(elsewhere.url, async () => {
    await expect(writePatient(elsewhere.store, 4)).rejects.toThrow();
    expect(runner.status).toBe('active');
  });
  await eventually(() => writePatient(elsewhere.store, 5).then(Boolean, () => false));
  await expectExactlyOnce(elsewhere.store);
});

it('tries a batch again that a read model failed on, and says which without quoting values', async () => {
  let failures = 0;
  const failing = toy({
    afterRows: async (connection) => {
      failures += 1;
      if (failures <= 2) await connection.query('select $1::text::int', ['张三']);
    },
  });
  h.run([failing]);
  await writePatients(store, 1, 3);
  await expectExactlyOnce();
  const said = JSON.stringify(h.lines);
  expect(said).toContain('read model toy failed');
  expect(said).toContain('22P02');
  expect(said).not.toContain('张三');
});

it('keeps a statement that a read model did not wait for out of the database once the batch has failed', async () => {
  let late: Promise<unknown> | undefined;
  const hasty = toy({
    afterRows: async (connection) => {
      if (late) return;
      late = new Promise((resolve) => setImmediate(resolve))
        .then(() => eventually(() => h.lines.some(({ level }) => level === 'error')))
        .then(() => connection.query('create table read_model.stray ()'));
      late.catch(() => undefined);
      throw new Error('the batch fails');
    },
  });
  h.run([hasty]);
  await writePatients(store, 1, 3);
  await expectExactlyOnce();
  await expect(late).rejects.toThrow();
  expect(await h.one(`select to_regclass('read_model.stray')`)).toBeNull();
});
