import type { TestDatabase } from '../../support/database.ts';
import type { EventStore, StoredEvent } from '../../../src/eventstore/port.ts';
import { hashOf } from '../../../src/eventstore/hash.ts';
import { readAnchors } from '../../../src/projections/anchors.ts';
import { checksum } from '../../../src/projections/checksum.ts';
import type { ReadModel } from '../../../src/projections/projection.ts';
import { readStatus } from '../../../src/projections/progressStatus.ts';
import { rebuild, RebuildRunning, UnknownReadModel } from '../../../src/projections/rebuild.ts';
import type { RebuildOptions } from '../../../src/projections/rebuild.ts';
import { eventually } from '../../support/eventually.ts';
import { openRunner, toy, writePatient, writePatients, ZONE } from './runnerHarness.ts';
import type { Harness } from './runnerHarness.ts';

let database: TestDatabase;
let store: EventStore;
let h: Harness;
let close: () => Promise<void>;

beforeEach(async () => {
  ({ database, store, h, close } = await openRunner());
});

afterEach(() => close());

const build = (readModels: readonly ReadModel[], options: Partial<RebuildOptions> = {}) =>
  rebuild({ database: database.url, store, readModels, zone: ZONE, log: h.log, names: ['toy'], ...options });

const caughtUp = async (name = 'toy'): Promise<void> => {
  const end = await store.end();
  await eventually(async () => (await h.position(name)) === end);
};

/** Writes patients until it is told to stop; resolves with how many. */
const writing = (from: number) => {
  let stopped = false;
  let count = 0;
  const ended = (async () => {
    for (; !stopped; count += 1) {
      await writePatient(store, from + count, 2);
      await new Promise((resolve) => setImmediate(resolve));
    }
    return count;
  })();
  return { stop: () => ((stopped = true), ended) };
};

it('builds the same rows as the live ones, under running writes, and the runner goes on in the new tables', async () => {
  await writePatients(store, 1, 300);
  h.run([toy()]);
  await caughtUp();
  const writes = writing(1_000);
  const { differences, events } = await build([toy()], { compare: true });
  expect(await writes.stop()).toBeGreaterThan(0);
  expect(differences).toEqual([]);
  expect(events).toBeGreaterThan(300);
  await caughtUp();
  const live = await checksum(h.connection, toy());
  await build([toy()]);
  expect(await checksum(h.connection, toy())).toBe(live);
});

it.each(['the runner', 'a rebuild, where nothing runs live,'])(
  '%s notes where each stream ends (D-33)',
  async (who) => {
    await writePatients(store, 1, 3);
    if (who === 'the runner') h.run([toy()]);
    else await build([toy()]);
    await caughtUp();
    const ends = await Promise.all(
      [1, 2, 3].map((id) => store.read(`patient-${id}`, { direction: 'backwards', limit: 1 })),
    );
    expect(await readAnchors(h.connection, { after: '', limit: 10 })).toEqual(
      ends.flat().map((event) => ({ stream: event.stream, revision: event.revision, hash: hashOf(event) })),
    );
  },
);

it('finds and mends live rows that do not follow from the log', async () => {
  await writePatients(store, 1, 50);
  h.run([toy()]);
  await caughtUp();
  const right = await checksum(h.connection, toy());
  await h.rows('update read_model.toy_tally set total = total + 1 where patient_id = 7');
  expect(await checksum(h.connection, toy())).not.toBe(right);
  expect((await build([toy()], { compare: true })).differences).toEqual(['toy']);
  expect(await checksum(h.connection, toy())).toBe(right);
});

it('answers queries from whole tables all the while', async () => {
  await writePatients(store, 1, 200);
  h.run([toy()]);
  await caughtUp();
  let reading = true;
  let reads = 0;
  const reader = (async () => {
    for (; reading; reads += 1) expect(await h.one('select count(*)::int from read_model.toy_tally')).toBe(200);
  })();
  await build([toy()]);
  await build([toy()]);
  reading = false;
  await reader;
  expect(reads).toBeGreaterThan(3);
});

it('builds several read models in one pass', async () => {
  const models = [toy(), toy({ name: 'second' })];
  await writePatients(store, 1, 20);
  h.run(models);
  await caughtUp('second');
  const result = await build(models, { names: ['second', 'toy'], compare: true });
  expect(result).toMatchObject({ names: ['toy', 'second'], differences: [] });
});

it('goes on where it was cut off half-way', async () => {
  for (let id = 1; id <= 120; id += 1) await writePatient(store, id, 99);
  h.run([toy()]);
  await caughtUp();
  let loads = 0;
  const cutting = toy({
    afterRows: async (connection) => {
      loads += 1;
      if (loads === 2) await connection.query('select pg_terminate_backend(pg_backend_pid())');
    },
  });
  await expect(build([cutting])).rejects.toThrow();
  let taken = 0;
  const counting = toy({ afterRows: async (_, { steps }) => void (taken += steps.length) });
  const { events } = await build([counting], { compare: true });
  expect(taken).toBe(6_000);
  expect(events).toBe(12_000);
  expect(await h.one('select sum(steps)::int from read_model.toy_tally')).toBe(12_000);
});

it('begins anew when what was cut off is of other read models', async () => {
  const models = [toy(), toy({ name: 'second' })];
  await writePatients(store, 1, 20);
  h.run(models);
  await caughtUp();
  const failing = toy({ afterRows: () => Promise.reject(new Error('stop')) });
  await expect(build([failing, toy({ name: 'second' })], { names: ['toy'] })).rejects.toThrow('read model toy failed');
  expect(await build(models, { names: ['second'], compare: true })).toMatchObject({
    names: ['second'],
    differences: [],
  });
});

it('builds a raised version beside the old one and swaps it in, with the tables of both accounted for', async () => {
  await writePatients(store, 1, 100);
  const first = h.run([toy()]);
  await caughtUp();
  await first.stop();
  await writePatients(store, 101, 10);
  const next: ReadModel = { ...toy({ name: 'toy_next', version: 2 }), name: 'toy' };
  const progress = h.progress([next]);
  h.run([next], progress);
  expect(await progress.waitFor(await writePatient(store, 200), 20_000)).toBeDefined();
  await eventually(
    async () =>
      (await h.one(`select count(*)::int from projection.checkpoints where name = 'toy' and version = 2`)) === 1,
  );
  const position = await writePatient(store, 201);
  await eventually(() => progress.waitFor(position, 20_000));
  expect(await h.one('select min(version) from read_model.toy_next_entries')).toBe(2);
  expect(await h.one('select count(*)::int from read_model.toy_next_tally')).toBe(112);
  expect(await h.one(`select to_regclass('read_model.toy_tally')`)).toBeNull();
});

it('says at once that a position is not passed while a read model is still being built', async () => {
  await writePatients(store, 1, 10);
  const first = h.run([toy()]);
  await caughtUp();
  await first.stop();
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  const models = [toy(), toy({ name: 'second', afterRows: () => released })];
  const progress = h.progress(models);
  h.run(models, progress);
  const position = await writePatient(store, 20);
  expect(await progress.waitFor(position, 30_000)).toBe(false);
  await caughtUp();
  release();
  await caughtUp('second');
  const later = await writePatient(store, 21);
  await eventually(() => progress.waitFor(later, 20_000));
});

it('leaves read models alone that a newer release has raised', async () => {
  const newer = h.run([toy({ version: 2 })]);
  await writePatients(store, 1, 3);
  await caughtUp();
  await newer.stop();
  const older = h.run([toy()]);
  await eventually(() => h.lines.some(({ facts }) => JSON.stringify(facts).includes('NewerRelease')));
  expect(older.status).toBe('standby');
  expect(await h.one('select min(version) from read_model.toy_entries')).toBe(2);
  const { problem } = await readStatus({ database: database.url, store, readModels: [toy()], zone: ZONE });
  expect(problem).toMatch(/^a newer release keeps toy, .* install that release or a newer one/);
});

it('takes them back from a newer release when somebody asks for it, since they follow from the log', async () => {
  const newer = h.run([toy({ version: 2 })]);
  await writePatients(store, 1, 3);
  await caughtUp();
  await newer.stop();
  await writePatients(store, 4, 2);
  const older = h.run([toy()]);
  await build([toy()]);
  await eventually(() => older.status === 'active');
  await caughtUp();
  expect(await h.one('select max(version) from read_model.toy_entries')).toBe(1);
  expect(await h.one('select count(*)::int from read_model.toy_tally')).toBe(5);
});

it('builds before any runner was there, from an empty log too', async () => {
  expect(await build([toy()])).toEqual({ names: ['toy'], events: 0, differences: [] });
  await writePatients(store, 1, 3);
  expect((await build([toy()])).events).toBe(0);
  h.run([toy()]);
  await caughtUp();
  expect(await h.one('select count(*)::int from read_model.toy_tally')).toBe(3);
});

it('waits for a reader who holds the tables, without stopping the runner for long', async () => {
  await writePatients(store, 1, 5);
  h.run([toy()]);
  await caughtUp();
  const reader = await h.pool.connect();
  await reader.query('begin');
  await reader.query('select from read_model.toy_tally');
  const building = build([toy()]);
  await eventually(() => h.lines.some(({ message }) => message === 'the rebuild is trying again'));
  await writePatient(store, 6);
  await reader.query('commit');
  reader.release();
  await building;
  await caughtUp();
  expect(await h.one('select count(*)::int from read_model.toy_tally')).toBe(6);
});

/** Has the runner take in another patient whenever a rebuild with indexes asks how far that is, so that its last events come in the swap. */
const writingBeforeSwap = () => {
  let offered = '';
  let indexed = false;
  let next = 1_000;
  const writeOne = async (): Promise<void> => {
    const position = await writePatient(store, (next += 1));
    await eventually(async () => (await h.position()) === position && offered === position);
  };
  const over: EventStore = {
    ...store,
    read: async (stream, options) => {
      if (indexed) await writeOne();
      return store.read(stream, options);
    },
    subscribe: (from, options, onBatch) =>
      store.subscribe(from, options, (batch) => {
        offered = batch.position;
        return onBatch(batch);
      }),
  };
  return { over, onIndexes: () => void (indexed = true), isIndexed: () => indexed };
};

it('swaps in what took longer to apply than the store may take to hand it over', async () => {
  await writePatients(store, 1, 5);
  h.run([toy()]);
  await caughtUp();
  const { over, onIndexes, isIndexed } = writingBeforeSwap();
  let applied = 0;
  const slow: ReadModel = {
    ...toy({
      afterRows: async (connection, { steps }) => {
        if (!isIndexed()) return;
        applied += steps.length;
        await connection.query('select pg_sleep(1)');
      },
    }),
    createIndexes: (connection) => toy().createIndexes(connection).then(onIndexes),
  };
  await build([slow], { store: over });
  expect(applied).toBe(2);
  await caughtUp();
  expect(await h.one('select count(*)::int from read_model.toy_tally')).toBe(6);
});

/** Hands over what `isLeftOut` does not name; asked anew for each subscription. */
const leavingOut = (isLeftOut: (subscriptions: number, event: StoredEvent) => boolean): EventStore => {
  let subscriptions = 0;
  return {
    ...store,
    subscribe: (from, options, onBatch) => {
      const nth = (subscriptions += 1);
      return store.subscribe(from, options, (batch) =>
        onBatch({ ...batch, events: batch.events.filter((event) => !isLeftOut(nth, event)) }),
      );
    },
  };
};

const retries = () => h.lines.filter(({ message }) => message === 'the rebuild is trying again');

it('reads a log once more for all the gaps of a load, then reports each and goes on behind it', async () => {
  const PATIENTS = 300;
  for (let id = 1; id <= PATIENTS; id += 1) await writePatient(store, id, 4);
  await build([toy()], { store: leavingOut((_, { revision }) => revision === 2) });
  expect(await h.one('select sum(steps)::int from read_model.toy_tally')).toBe(4 * PATIENTS);
  expect(retries()).toHaveLength(1);
  const reported = h.lines.filter(({ level }) => level === 'error').map(({ facts }) => facts);
  expect(reported).toHaveLength(PATIENTS);
  expect(reported).toContainEqual({ stream: `patient-${PATIENTS}`, revision: 3 });
});

it('reads again as often as that shows a gap that it did not know', async () => {
  const GAPS = 61;
  for (let id = 1; id <= GAPS; id += 1) await writePatient(store, id, 4);
  const shifting = leavingOut((nth, { stream, revision }) => revision === 2 && stream === `patient-${nth}`);
  await build([toy()], { store: shifting });
  expect(retries()).toHaveLength(GAPS);
  expect(await h.one('select sum(steps)::int from read_model.toy_tally')).toBe(5 * GAPS);
});

it('refuses names that do not exist, and a second rebuild at a time', async () => {
  await expect(build([toy()], { names: ['toys'] })).rejects.toThrow(UnknownReadModel);
  await writePatients(store, 1, 3);
  let second: Promise<unknown> | undefined;
  const watching = toy({
    afterRows: async () => {
      second ??= build([toy()]);
      await expect(second).rejects.toThrow(RebuildRunning);
    },
  });
  await build([watching]);
  expect(second).toBeDefined();
});

it('stops when it is called off', async () => {
  await writePatients(store, 1, 3);
  const off = new AbortController();
  off.abort(new Error('called off'));
  await expect(build([toy()], { signal: off.signal })).rejects.toThrow('called off');
});

it('tells how far it is', async () => {
  await writePatients(store, 1, 100);
  const seen: string[] = [];
  const { events } = await build([toy()], {
    onProgress: ({ phase, events: done, total }) => seen.push(`${phase} ${done}/${total}`),
  });
  const all = `${events}/${events}`;
  expect(seen).toEqual([`load 0/${events}`, `load ${all}`, `indexes ${all}`, `load ${all}`, `swap ${all}`]);
});
