import { EventStoreDBClient } from '@eventstore/db-client';
import { createEventStoreDbEventStore } from '../../../src/eventstore/eventStoreDb/eventStoreDbEventStore.ts';
import type { EventStore } from '../../../src/eventstore/port.ts';
import { verifyLog } from '../../../src/eventstore/audit/verifyLog.ts';
import { readAnchors } from '../../../src/projections/anchors.ts';
import { rebuild } from '../../../src/projections/rebuild.ts';
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

/** What a person does with the tools of the store. */
const remove = async (stream: string): Promise<void> => {
  const client = EventStoreDBClient.connectionString(loopback.url);
  await client.tombstoneStream(stream);
  await client.dispose();
};

const noted = async () => {
  const anchors = await readAnchors(h.connection, { after: '', limit: 10 });
  return new Map(anchors.map(({ stream, ...end }) => [stream, end]));
};

const build = () =>
  rebuild({ database: database.url, store, readModels: [toy()], zone: ZONE, log: h.log, names: ['toy'] });

/** A runner that has taken in all of a log of three patients. */
const runToEnd = async () => {
  const progress = h.progress([toy()]);
  h.run([toy()], progress);
  for (const id of [1, 2]) await writePatient(store, id);
  const last = await writePatient(store, 3);
  await eventually(() => progress.waitFor(last, 100));
  return { progress, last };
};

describe('read models of a log in EventStoreDB', () => {
  it('are so many seconds behind it, and nobody claims to know how many events (D-34)', async () => {
    const { progress } = await runToEnd();
    expect(await progress.lag()).toEqual({ events: undefined, seconds: 0 });
    expect((await status()).readModels[0]?.lag).toEqual({ events: undefined, seconds: 0 });
  });

  it('are told of what to do when the stream of their last event was removed, can be built anew, and go on then', async () => {
    const { progress, last } = await runToEnd();
    await remove('patient-3');
    await eventually(async () => !(await progress.waitFor(last, 100)));
    expect(progress.verdict.isOther).toBe(false);
    const { problem } = await status();
    expect(problem).toContain('event 1 of patient-3');
    expect(problem).toContain('greenlane projections rebuild');
    await build();
    expect((await status()).problem).toBeUndefined();
    const position = await writePatient(store, 4);
    await eventually(() => progress.waitFor(position, 100));
    await build();
    expect((await status()).problem).toBeUndefined();
  });

  it('have noted where a stream ended that somebody removed, so that the audit finds it', async () => {
    await runToEnd();
    await remove('patient-2');
    const { findings } = await verifyLog(store, await noted());
    expect(findings.filter(({ kind }) => kind === 'stream_removed')).toEqual([
      { kind: 'stream_removed', stream: 'patient-2', revision: 1 },
    ]);
  });
});
