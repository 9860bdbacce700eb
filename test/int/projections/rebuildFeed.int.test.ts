import type { Position } from '../../../src/eventstore/port.ts';
import { openFeed } from '../../../src/projections/rebuildFeed.ts';
import type { Feed } from '../../../src/projections/rebuildFeed.ts';
import { startSharedServer, type SharedServer } from '../../support/eventStoreDb/sharedServer.ts';
import { writePatient } from './runnerHarness.ts';

let shared: SharedServer;

beforeEach(async () => void (shared = await startSharedServer()));
afterEach(() => shared.close());

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
  const { store, writeForeign } = shared;
  const first = await writePatient(store, 1);
  const foreign = [await writeForeign(), await writeForeign(), await writeForeign()];
  const feed = openFeed(store, first);
  for (const goal of foreign) expect(await takenUpTo(feed, goal)).toBe(0);
  const last = await writePatient(store, 2);
  expect(await takenUpTo(feed, last)).toBe(2);
  await feed.close();
});
