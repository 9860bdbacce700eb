import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { EventStoreDBClient } from '@eventstore/db-client';
import { AppendTooLarge, EventIdsTaken, StoreUnavailable, WrongExpectedRevision } from '../../src/eventstore/errors.ts';
import type { EventStoreDbOptions } from '../../src/eventstore/eventStoreDb/eventStoreDbEventStore.ts';
import { createEventStoreDbEventStore } from '../../src/eventstore/eventStoreDb/eventStoreDbEventStore.ts';
import type { EventStore } from '../../src/eventstore/port.ts';
import { BEGINNING, MAX_APPEND_BYTES, NO_STREAM } from '../../src/eventstore/port.ts';
import { Loopback } from '../support/eventStoreDb/loopback.ts';
import { collecting } from './collector.ts';
import { freshStream, ids, newEvent, newEvents, revisions } from './events.ts';
import { assertSameIds } from './order.ts';
import { eventually } from './within.ts';

const patience = 15_000;

/** What the adapter and EventStoreDB owe each other beyond the contract that every store keeps. */
describe('EventStoreDB adapter', () => {
  let loopback: Loopback;
  let client: EventStoreDBClient;
  const opened: EventStore[] = [];
  const open = (options: Partial<EventStoreDbOptions> = {}): EventStore => {
    const store = createEventStoreDbEventStore({ url: loopback.url, ...options });
    opened.push(store);
    return store;
  };

  beforeEach(async () => {
    loopback = await Loopback.start();
    client = EventStoreDBClient.connectionString(loopback.url);
  });

  afterEach(async () => {
    await Promise.all(opened.splice(0).map((store) => store.close()));
    await client.dispose();
    await loopback.stop();
  });

  describe('stored form (D-33)', () => {
    it('stores our own texts as JSON, and as the very bytes that were given', async () => {
      const stream = freshStream();
      const event = newEvent({ data: '{"text":"急诊","n":1.5}', metadata: '{"user":"王医生"}' });
      await open().append(stream, [event], NO_STREAM);
      for await (const { event: stored } of client.readStream(stream)) {
        expect(stored).toMatchObject({
          isJson: true,
          data: JSON.parse(event.data),
          metadata: JSON.parse(event.metadata),
        });
      }
      const log = await readFile(loopback.file, 'utf8');
      expect(log).toContain(Buffer.from(event.data).toString('base64'));
      expect(log).toContain(Buffer.from(event.metadata).toString('base64'));
    });

    it('stores a text that the client would print differently as bytes', async () => {
      const stream = freshStream();
      const event = newEvent({ data: '{ "n": 1.0 }', metadata: '{"large":12345678901234567890}' });
      await open().append(stream, [event], NO_STREAM);
      for await (const { event: stored } of client.readStream(stream)) expect(stored?.isJson).toBe(false);
      expect((await open().read(stream))[0]).toMatchObject(event);
    });
  });

  describe.each(['unary', 'batch'] as const)('%s append', (appends) => {
    it('answers ids that lie below the expected revision with the first result (D-18, D-34)', async () => {
      const stream = freshStream();
      const first = newEvents(2);
      const writer = open({ appends });
      await writer.append(stream, first, NO_STREAM);
      await writer.append(stream, newEvents(3), 1);
      for (const store of [writer, open({ appends })]) {
        expect(await store.append(stream, first, 4)).toMatchObject({ firstRevision: 0, lastRevision: 1 });
      }
      await expect(writer.append(stream, [...first, newEvent()], 4)).rejects.toThrow(EventIdsTaken);
      expect(await open().read(stream)).toHaveLength(5);
    });

    it('stops waiting for an answer that never comes, and its retry is the first append (D-32)', async () => {
      const stream = freshStream();
      const events = newEvents(2);
      const store = open({ appends, patience: 300 });
      await loopback.order('withholdNextAnswer');
      await expect(store.append(stream, events, NO_STREAM)).rejects.toBeInstanceOf(StoreUnavailable);
      expect(await store.append(stream, events, NO_STREAM)).toMatchObject({ firstRevision: 0, lastRevision: 1 });
      expect(ids(await store.read(stream))).toEqual(ids(events));
    });

    it('maps the refusal of a server that counts more bytes than we do (D-34)', async () => {
      const type = 'T'.repeat(1_000);
      const empty = newEvent({ type, data: '{"x":""}' });
      const bytes = Buffer.byteLength(empty.id + type + empty.data + empty.metadata);
      const event = { ...empty, data: `{"x":"${'x'.repeat(MAX_APPEND_BYTES - bytes)}"}` };
      const refused = await open({ appends })
        .append(freshStream(), [event], NO_STREAM)
        .catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(AppendTooLarge);
      expect(refused).toMatchObject({ bytes: MAX_APPEND_BYTES, limit: 1_048_576 });
    });

    it('reads the actual revision where the client is told not to throw', async () => {
      const stream = freshStream();
      const store = open({ appends, url: `${loopback.url}&throwOnAppendFailure=false` });
      await store.append(stream, newEvents(4), NO_STREAM);
      const refused = await store.append(stream, newEvents(1), 1).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(WrongExpectedRevision);
      expect(refused).toMatchObject({ expected: 1, actual: 3 });
    });

    it('finds the leader of a cluster, also one that was away at first', async () => {
      const url = loopback.url.replace('esdb:', 'esdb+discover:');
      const store = open({ appends, url: `${url}&maxDiscoverAttempts=2` });
      const [stream, events] = [freshStream(), newEvents(1)];
      await loopback.kill();
      await expect(store.append(stream, events, NO_STREAM)).rejects.toBeInstanceOf(StoreUnavailable);
      await loopback.start();
      await eventually(patience, () => store.append(stream, events, NO_STREAM));
      expect(ids(await store.read(stream))).toEqual(ids(events));
    });
  });

  describe('subscription', () => {
    it("leaves the server's own records out, and the end of the log is that of our last event", async () => {
      const store = open();
      expect(await store.end()).toBe(BEGINNING);
      const { position } = await store.append('patient-1', newEvents(2), NO_STREAM);
      await store.append('$stats-node', newEvents(1), NO_STREAM);
      await store.append('patient-2', newEvents(1), NO_STREAM);
      await client.tombstoneStream('patient-2');
      const last = await store.append('patient-3', newEvents(1), NO_STREAM);
      await store.append('$$patient-3', newEvents(1), NO_STREAM);
      expect(await store.end()).toBe(last.position);
      await collecting(store, { from: position ?? BEGINNING, patience }, async (seen) => {
        await seen.until('the end', ({ batches }) => batches.at(-1)?.caughtUp === true);
        expect(seen.events.map(({ stream }) => stream)).toEqual(['patient-2', 'patient-3']);
      });
    });

    it('moves past every single event that the filter leaves out, once it has caught up', async () => {
      const store = open();
      await collecting(store, { from: BEGINNING, streamPrefixes: ['patient-'], patience }, async (seen) => {
        await seen.until('the start', ({ batches }) => batches.at(-1)?.caughtUp === true);
        for (const stream of ['track-1', 'track-2', 'track-3']) {
          const { position } = await store.append(stream, newEvents(1), NO_STREAM);
          await seen.until(stream, ({ batches }) => batches.at(-1)?.position === position);
        }
        expect(seen.events).toEqual([]);
      });
    });

    it('reads no more ahead than it can hold while a batch is being handled', async () => {
      const store = open();
      const data = `{"text":"${'x'.repeat(10_000)}"}`;
      for (let at = 0; at < 2_000; at += 50) {
        await store.append(
          'patient-1',
          newEvents(50).map((event) => ({ ...event, data })),
          at - 1,
        );
      }
      let release = (): void => undefined;
      const held = new Promise<void>((resolve) => (release = resolve));
      let handed = 0;
      const subscription = store.subscribe(BEGINNING, { batchSize: 10 }, async ({ events }) => {
        handed += events.length;
        await held;
      });
      await eventually(patience, async () => expect(handed).toBe(10));
      const { sent } = await loopback.order('countSent');
      expect(sent).toBeLessThan(1_000);
      release();
      await eventually(patience, async () => expect(handed).toBe(2_000));
      await subscription.stop();
    });

    it('comes back to a server that ends it again and again in ever longer steps, however well each begins', async () => {
      const losses: number[] = [];
      const store = open({ logger: { warn: () => void losses.push(performance.now()) } });
      await store.append('patient-1', newEvents(1), NO_STREAM);
      await loopback.order('endLiveSubscriptions');
      const subscription = store.subscribe(BEGINNING, {}, async () => undefined);
      await eventually(patience, async () => expect(losses.length).toBeGreaterThanOrEqual(4));
      await subscription.stop();
      // A timer may be a millisecond early.
      const pauses = [100, 200, 400].map((length) => length - 1);
      pauses.forEach((length, at) => expect((losses[at + 1] ?? 0) - (losses[at] ?? 0)).toBeGreaterThanOrEqual(length));
    });

    it('goes on after the server was killed and started again, and stops while it is away', async () => {
      const store = open();
      const before = newEvents(3);
      await store.append('patient-1', before, NO_STREAM);
      await collecting(store, { from: BEGINNING, patience }, async (seen) => {
        await seen.count(3);
        await loopback.kill();
        await loopback.start();
        const after = newEvents(2);
        await eventually(patience, () => store.append('patient-1', after, 2));
        await seen.count(5);
        assertSameIds(ids(seen.events), ids([...before, ...after]));
        await loopback.kill();
      });
    });
  });

  it('reads the same texts from a server that was killed in the middle of a write, and takes a retry for what it is', async () => {
    const store = open();
    const events = newEvents(3);
    await store.append('patient-1', events, NO_STREAM);
    const stored = await store.read('patient-1');
    await loopback.kill();
    await appendFile(loopback.file, '[{"stream":"patient-1","id":"');
    await loopback.start();
    expect(await eventually(patience, () => store.read('patient-1'))).toEqual(stored);
    expect(await store.append('patient-1', events, NO_STREAM)).toMatchObject({ firstRevision: 0, lastRevision: 2 });
    await store.append('patient-1', newEvents(1), 2);
    expect(revisions(await store.read('patient-1'))).toEqual([0, 1, 2, 3]);
  });

  it('does not take for stored what the log lost when it came back from an older copy', async () => {
    const store = open();
    const [first, lost, other] = [newEvents(1), newEvents(2), newEvents(2)];
    await store.append('patient-1', first, NO_STREAM);
    const copy = await readFile(loopback.file);
    await store.append('patient-1', lost, 0);
    await store.append('patient-1', newEvents(1), 2);
    await loopback.kill();
    await writeFile(loopback.file, copy);
    await loopback.start();
    await eventually(patience, () => open().append('patient-1', other, 0));
    const again = await eventually(patience, () => store.append('patient-1', lost, 2));
    expect(again).toMatchObject({ firstRevision: 3, lastRevision: 4 });
    expect(ids(await store.read('patient-1'))).toEqual(ids([...first, ...other, ...lost]));
  });

  it('reads a stream whole whose connection is cut meanwhile', async () => {
    const store = open();
    const events = newEvents(10_000);
    for (let at = 0; at < events.length; at += 1_000) {
      await store.append('patient-1', events.slice(at, at + 1_000), at - 1);
    }
    const reading = store.read('patient-1');
    await loopback.order('cut');
    expect(ids(await reading)).toEqual(ids(events));
  });

  it('refuses to read or continue a stream that somebody deleted for ever', async () => {
    const store = open();
    await store.append('patient-1', newEvents(1), NO_STREAM);
    await client.tombstoneStream('patient-1');
    const gone = { name: 'StreamGone', stream: 'patient-1', cause: { type: 'stream-deleted' } };
    await expect(store.read('patient-1')).rejects.toMatchObject(gone);
    for (const appends of ['unary', 'batch'] as const) {
      const another = open({ appends });
      await expect(another.append('patient-1', newEvents(1), NO_STREAM)).rejects.toMatchObject(gone);
    }
  });
});

describe('EventStoreDB adapter on a server', () => {
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  it.each([
    ['in the clear', {}],
    ['over TLS that asks for credentials', { isSecure: true }],
    ['over TLS that asks for none', { isAnonymous: true }],
  ])('%s sends each append by a call of its own, unless it is told otherwise', async (_, options) => {
    const loopback = await Loopback.start(options);
    closing.push(() => loopback.stop());
    for (const [appends, batched] of [[undefined, 0] as const, ['batch', 1] as const]) {
      const store = createEventStoreDbEventStore({ url: loopback.url, ...(appends && { appends }) });
      closing.push(() => store.close());
      await store.append(freshStream(), newEvents(1), NO_STREAM);
      expect(await loopback.order('countSent')).toMatchObject({ batched });
    }
  });
});

describe('EventStoreDB adapter on a server that asks for credentials', () => {
  let loopback: Loopback;
  beforeAll(async () => void (loopback = await Loopback.start({ isSecure: true })));
  afterAll(() => loopback.stop());

  const urls = {
    'no credentials': () => loopback.url.replace('admin:changeit@', ''),
    'a wrong password': () => loopback.url.replace('changeit', 'guessed'),
  };

  describe.each(Object.entries(urls))('with %s', (_, url) => {
    it.each(['unary', 'batch'] as const)('is unavailable, by %s append, and stores nothing', async (appends) => {
      const store = createEventStoreDbEventStore({ url: url(), appends });
      const admitted = createEventStoreDbEventStore({ url: loopback.url });
      const stream = freshStream();
      await expect(store.append(stream, newEvents(1), NO_STREAM)).rejects.toBeInstanceOf(StoreUnavailable);
      await expect(store.read(stream)).rejects.toBeInstanceOf(StoreUnavailable);
      expect(await admitted.read(stream)).toEqual([]);
      await store.close();
      await admitted.close();
    });
  });
});
