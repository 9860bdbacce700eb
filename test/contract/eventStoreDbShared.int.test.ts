import { readFile, writeFile } from 'node:fs/promises';
import type { EventStore, Position } from '../../src/eventstore/port.ts';
import { BEGINNING, NO_STREAM } from '../../src/eventstore/port.ts';
import { startSharedServer, type SharedServer } from '../support/eventStoreDb/sharedServer.ts';
import { collecting } from './collector.ts';
import { newEvents } from './events.ts';
import { eventually } from './within.ts';

const patience = 15_000;
/** How many events of the whole log are read at once. */
const PAGE = 100;

describe('EventStoreDB adapter on a server that other applications write to as well', () => {
  let shared: SharedServer;
  let store: EventStore;
  let writeForeign: SharedServer['writeForeign'];

  beforeEach(async () => {
    shared = await startSharedServer();
    ({ store, writeForeign } = shared);
  });

  afterEach(() => shared.close());

  it('hands over the events of our streams only, and its end is that of our last event', async () => {
    await writeForeign();
    expect(await store.end()).toBe(BEGINNING);
    await store.append('patient-1', newEvents(1), NO_STREAM);
    await writeForeign();
    const { position } = await store.append('user-1', newEvents(1), NO_STREAM);
    await writeForeign();
    expect(await store.end()).toBe(position);
    await collecting(store, { from: BEGINNING, patience }, async (seen) => {
      await seen.until('the end', ({ batches }) => batches.at(-1)?.caughtUp === true);
      await writeForeign();
      const last = await store.append('patient-2', newEvents(1), NO_STREAM);
      await seen.until('what is written after it', ({ events }) => events.at(-1)?.position === last.position);
      expect(seen.events.map(({ stream }) => stream)).toEqual(['patient-1', 'user-1', 'patient-2']);
    });
  });

  it('moves past every single event of others once it has caught up, for who asks for it', async () => {
    const { position: first } = await store.append('patient-1', newEvents(1), NO_STREAM);
    await writeForeign();
    await collecting(store, { from: BEGINNING, exact: true, patience }, async (seen) => {
      const reached = (position: Position) =>
        seen.until(`the event of others at ${position}`, ({ batches }) => batches.at(-1)?.position === position);
      for (let written = 0; written < 3; written += 1) await reached(await writeForeign());
      expect(seen.events.map(({ position }) => position)).toEqual([first]);
    });
  });

  it('finds its end without reading again what others wrote after it', async () => {
    const { position } = await store.append('patient-1', newEvents(1), NO_STREAM);
    for (let written = 0; written < 300; written += 1) await writeForeign();
    expect(await store.end()).toBe(position);
    const before = await shared.loopback.order('countSent');
    await writeForeign();
    expect(await store.end()).toBe(position);
    const after = await shared.loopback.order('countSent');
    expect(after.sent - before.sent).toBeLessThanOrEqual(PAGE + 1);
  });

  it('finds the end of a log that came back from an older copy', async () => {
    const { position } = await store.append('patient-1', newEvents(1), NO_STREAM);
    const copy = await readFile(shared.loopback.file);
    await store.append('patient-1', newEvents(1), 0);
    await writeForeign();
    await store.end();
    await shared.loopback.kill();
    await writeFile(shared.loopback.file, copy);
    await shared.loopback.start();
    expect(await eventually(patience, () => store.end())).toBe(position);
    for (let written = 0; written < 3; written += 1) await writeForeign();
    expect(await store.end()).toBe(position);
  });

  it('refuses to write where it would never read', async () => {
    const refused = { name: 'ForeignStream', message: 'order-1 begins with none of patient-, user-' };
    await expect(store.append('order-1', newEvents(1), NO_STREAM)).rejects.toMatchObject(refused);
  });
});
