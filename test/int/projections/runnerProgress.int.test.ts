import pg from 'pg';
import type { TestDatabase } from '../../support/database.ts';
import type { EventStore } from '../../../src/eventstore/port.ts';
import { eventually } from '../../support/eventually.ts';
import { newEvent, openRunner, toy, writePatient, writePatients } from './runnerHarness.ts';
import type { Harness } from './runnerHarness.ts';

let database: TestDatabase;
let store: EventStore;
let h: Harness;
let close: () => Promise<void>;

beforeEach(async () => {
  ({ database, store, h, close } = await openRunner());
});

afterEach(() => close());

const rowOf = async (patientId: number): Promise<unknown[]> =>
  h.rows('select steps from read_model.toy_tally where patient_id = $1', [patientId]);

it('answers 1,000 waits of two listeners only when the rows can be read (D-36)', async () => {
  const listeners = [h.progress([toy()]), h.progress([toy()])];
  h.run([toy()]);
  let next = 0;
  const client = async (at: number): Promise<void> => {
    for (let id = (next += 1); id <= 1_000; id = next += 1) {
      const position = await writePatient(store, id, 1);
      expect(await listeners[at % 2]?.waitFor(position, 20_000)).toBe(true);
      expect(await rowOf(id)).toEqual([{ steps: 2 }]);
    }
  };
  await Promise.all([0, 1, 2, 3].map(client));
  expect(await h.one('select count(*)::int from read_model.toy_tally')).toBe(1_000);
});

it('answers from memory in the process of the active runner, before a notification can arrive', async () => {
  const progress = h.progress([toy()]);
  h.run([toy()], progress);
  const position = await writePatient(store, 1);
  expect(await progress.waitFor(position, 10_000)).toBe(true);
  expect(await rowOf(1)).toEqual([{ steps: 2 }]);
});

/** What was said to whoever listens without having said that it does. */
const overhear = async () => {
  const client = new pg.Client(database.url);
  const heard: (string | undefined)[] = [];
  client.on('notification', ({ payload }) => heard.push(payload));
  await client.connect();
  await client.query('listen greenlane_projection');
  h.onClose(() => client.end());
  return async (): Promise<typeof heard> => {
    await client.query('select');
    return heard.splice(0);
  };
};

it('says nothing of a commit while only its own process hears, and all from the moment another does (D-36)', async () => {
  const own = h.progress([toy()]);
  h.run([toy()], own);
  const heard = await overhear();
  let id = 0;
  const write = async (): Promise<string> => {
    const position = await writePatient(store, (id += 1));
    expect(await own.waitFor(position, 10_000)).toBe(true);
    return position;
  };
  await eventually(async () => {
    await heard();
    const position = await write();
    return !(await heard()).includes(position);
  });
  const other = h.progress([toy()]);
  expect(await other.waitFor(await write(), 10_000)).toBe(true);
  const position = await write();
  expect(await heard()).toContain(position);
});

it('tells of its commits again when the runner works in another process than it did (D-36)', async () => {
  const [first, second] = [h.progress([toy()]), h.progress([toy()])];
  const runner = h.run([toy()], first);
  expect(await second.waitFor(await writePatient(store, 1), 10_000)).toBe(true);
  await runner.stop();
  h.run([toy()], second);
  expect(await first.waitFor(await writePatient(store, 2), 10_000)).toBe(true);
  expect(await first.waitFor(await writePatient(store, 3), 10_000)).toBe(true);
});

it('knows a position that was passed before it began to listen', async () => {
  h.run([toy()]);
  const position = await writePatients(store, 1, 3);
  await eventually(async () => (await h.position()) === position);
  expect(await h.progress([toy()]).waitFor(position, 10_000)).toBe(true);
});

it('says no when the time is over, and when there is no runner', async () => {
  const position = await writePatient(store, 1);
  expect(await h.progress([toy()]).waitFor(position, 50)).toBe(false);
});

it('listens again after its connection was cut', async () => {
  const progress = h.progress([toy()]);
  h.run([toy()]);
  expect(await progress.waitFor(await writePatient(store, 1), 10_000)).toBe(true);
  // The connection of the test before may still be on its way out, and is cut too.
  expect(await h.cut('greenlane listener')).toBeGreaterThan(0);
  expect(await progress.waitFor(await writePatient(store, 2), 10_000)).toBe(true);
  expect(await rowOf(2)).toEqual([{ steps: 2 }]);
});

it('is not back while the read models are older than it knew them, unless the log ends there too (D-36)', async () => {
  const progress = h.progress([toy()]);
  const runner = h.run([toy()], progress);
  const first = await writePatient(store, 1);
  expect(await progress.waitFor(await writePatients(store, 2, 3), 10_000)).toBe(true);
  await runner.stop();
  await h.rows('update projection.checkpoints set position = $1', [first]);
  await h.cut('greenlane listener');
  await eventually(async () => Number((await progress.lag()).events) > 0);
  expect(await progress.regained(50)).toBe(false);
  await h.rows('delete from eventstore.events where position > $1', [Number(first)]);
  expect(await progress.regained(50)).toBe(true);
});

it('measures the lag in events and in the age of the oldest event that is missing', async () => {
  const progress = h.progress([toy()]);
  const runner = h.run([toy()]);
  const position = await writePatient(store, 1);
  await progress.waitFor(position, 10_000);
  expect(await progress.lag()).toEqual({ events: 0, seconds: 0 });
  await runner.stop();
  await store.append('consult-1', [newEvent('Invited', {}, new Date(Date.now() - 60_000).toISOString())], -1);
  await store.append('consult-2', [newEvent('Invited', {})], -1);
  const { events, seconds } = await progress.lag();
  expect(events).toBe(2);
  expect(seconds).toBeGreaterThanOrEqual(60);
  expect(seconds).toBeLessThan(90);
});

it('does not know the lag before the read models were installed', async () => {
  expect(await h.progress([toy()]).lag()).toEqual({ events: undefined, seconds: undefined });
});
