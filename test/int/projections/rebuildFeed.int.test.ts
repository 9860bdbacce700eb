import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { createEventStoreDbEventStore } from '../../../src/eventstore/eventStoreDb/eventStoreDbEventStore.ts';
import { toPosition } from '../../../src/eventstore/eventStoreDb/position.ts';
import type { EventStore, Position } from '../../../src/eventstore/port.ts';
import { openFeed } from '../../../src/projections/rebuildFeed.ts';
import type { Feed } from '../../../src/projections/rebuildFeed.ts';
import { Loopback } from '../../support/eventStoreDb/loopback.ts';
import { writePatient } from './runnerHarness.ts';

let loopback: Loopback;
let client: EventStoreDBClient;
let store: EventStore;

beforeEach(async () => {
  loopback = await Loopback.start();
  client = EventStoreDBClient.connectionString(loopback.url);
  store = createEventStoreDbEventStore({ url: loopback.url, ownStreams: ['patient-'] });
});
afterEach(async () => {
  await store.close();
  await client.dispose();
  await loopback.stop();
});

const writeForeign = async (): Promise<Position> => {
  const { position } = await client.appendToStream('order-1', [jsonEvent({ type: 'OrderPlaced', data: {} })]);
  return toPosition(position ?? { commit: 0n, prepare: 0n });
};

const forEver = new Promise<never>(() => undefined);

/** How many events came until the feed had reached the goal. */
const takenUpTo = async (feed: Feed, goal: Position): Promise<number> => {
  let count = 0;
  for (let reached: Position = ''; reached < goal;) {
    const { events, position } = await feed.take(goal, forEver);
    count += events.length;
    reached = position;
  }
  return count;
};

it('reaches one position of another application after the other, though it heard of all of them at once', async () => {
  const first = await writePatient(store, 1);
  const foreign = [await writeForeign(), await writeForeign(), await writeForeign()];
  const feed = openFeed(store, first);
  for (const goal of foreign) expect(await takenUpTo(feed, goal)).toBe(0);
  const last = await writePatient(store, 2);
  expect(await takenUpTo(feed, last)).toBe(2);
  await feed.close();
});
