import { createEventStoreDbEventStore } from '../../../src/eventstore/eventStoreDb/eventStoreDbEventStore.ts';
import type { EventStore } from '../../../src/eventstore/port.ts';
import { readStatus } from '../../../src/projections/progressStatus.ts';
import { createDatabase, type TestDatabase } from '../../support/database.ts';
import { eventually } from '../../support/eventually.ts';
import { Loopback } from '../../support/eventStoreDb/loopback.ts';
import { harness, toy, writePatient, ZONE, type Harness } from './runnerHarness.ts';

let database: TestDatabase;
let loopback: Loopback;
let store: EventStore;
let h: Harness;

beforeEach(async () => {
  database = await createDatabase();
  loopback = await Loopback.start();
  store = createEventStoreDbEventStore({ url: loopback.url });
  h = harness(database.url, store);
});
afterEach(async () => {
  await h.close();
  await store.close();
  await loopback.stop();
  await database.drop();
});

const status = () => readStatus({ database: database.url, store, readModels: [toy()], zone: ZONE });

/** A runner that has taken in all of a log of three patients. */
const runToEnd = async () => {
  const progress = h.progress([toy()]);
  const runner = h.run([toy()], progress);
  for (const id of [1, 2]) await writePatient(store, id);
  const last = await writePatient(store, 3);
  await eventually(() => progress.waitFor(last, 100));
  return { progress, runner };
};

describe('read models of a log in EventStoreDB', () => {
  it('are so many seconds behind it, and nobody claims to know how many events (D-34)', async () => {
    const { progress } = await runToEnd();
    expect(await progress.lag()).toEqual({ events: undefined, seconds: 0 });
    expect((await status()).readModels[0]?.lag).toEqual({ events: undefined, seconds: 0 });
  });
});
