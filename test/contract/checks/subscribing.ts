import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import type { EventBatch, StoredEvent } from '../../../src/eventstore/port.ts';
import { BEGINNING, NO_STREAM } from '../../../src/eventstore/port.ts';
import { collecting } from '../collector.ts';
import { freshStream, ids, newEvent, newEvents, upTo } from '../events.ts';
import { batchFault, delaysOne, deliveryFault, doubleLast, dropLast, onceInDelivery, storeFault } from '../faults.ts';
import { assertInPositionOrder, assertSameIds } from '../order.ts';
import type { ContractCheck } from '../subject.ts';
import { within } from '../within.ts';
import { write } from '../writers.ts';

const fromTheStart: ContractCheck = {
  name: 'hands a subscriber from the start every event of 16 concurrent writers exactly once in position order',
  async run({ store, patience }) {
    const prefix = freshStream('many');
    const streams = upTo(50).map((index) => `${prefix}-${index}`);
    await collecting(store, { from: BEGINNING, streamPrefixes: [prefix], patience }, async (seen) => {
      const written = await write(store, { streams, writers: 16, appends: 12 });
      const last = await store.append(`${prefix}-last`, [newEvent()], NO_STREAM);
      await seen.until('the last event', ({ events }) => events.at(-1)?.position === last.position);
      assertInPositionOrder(seen.events);
      assertSameIds(ids(seen.events.slice(0, -1)), written);
    });
  },
  faults: {
    'drops an event': onceInDelivery(100, dropLast),
    'doubles an event': onceInDelivery(100, doubleLast),
    'hands an event over late': delaysOne(100),
  },
};

const resumes: ContractCheck = {
  name: 'resumes from any position',
  async run({ store, patience }) {
    const stream = freshStream();
    const first = await store.append(stream, newEvents(6), NO_STREAM);
    await store.append(stream, newEvents(6), first.lastRevision);
    const stored = await store.read(stream);
    for (const [index, { position }] of stored.entries()) {
      const rest = ids(stored.slice(index + 1));
      const options = { from: position, streamPrefixes: [stream], patience };
      await collecting(store, options, async (seen) => {
        await seen.until('the end', ({ batches }) => batches.at(-1)?.caughtUp === true);
        assert.deepEqual(ids(seen.events), rest);
        assert(seen.batches.every((batch) => batch.position >= position));
      });
    }
  },
  faults: {
    'hands the event of the position over again': storeFault((store) => {
      let stored: readonly StoredEvent[] = [];
      return {
        read: async (...call) => (stored = await store.read(...call)),
        subscribe: (from, options, onBatch) => {
          const index = stored.findIndex(({ position }) => position === from);
          return store.subscribe(stored[index - 1]?.position ?? from, options, onBatch);
        },
      };
    }),
    'starts at the beginning': storeFault((store) => ({
      subscribe: (_, options, onBatch) => store.subscribe(BEGINNING, options, onBatch),
    })),
    'drops an event': deliveryFault(dropLast),
  },
};

const filters: ContractCheck = {
  name: 'hands over only streams with one of the prefixes, literally, and moves the position past the others',
  async run({ store, patience }) {
    const mark = freshStream('');
    const from = await store.end();
    const names = [`a_${mark}`, `ab${mark}`, `b%${mark}`, `b-${mark}`, `z${mark}`];
    for (const name of names) await store.append(name, newEvents(2), NO_STREAM);
    const { position } = await store.append(`unwanted${mark}`, newEvents(3), NO_STREAM);
    const options = { from, streamPrefixes: ['a_', 'b%', `z${mark}`], patience };
    await collecting(store, options, async (seen) => {
      await seen.until('the position of an event left out', ({ batches }) => batches.at(-1)?.position === position);
      const streams = seen.events.map(({ stream }) => stream);
      assert.deepEqual(streams, [names[0], names[0], names[2], names[2], names[4], names[4]]);
    });
  },
  faults: {
    'hands all streams over': storeFault((store) => ({
      subscribe: (from, _, onBatch) => store.subscribe(from, {}, onBatch),
    })),
    'knows the first prefix only': storeFault((store) => ({
      subscribe: (from, { streamPrefixes = [], ...rest }, onBatch) =>
        store.subscribe(from, { ...rest, streamPrefixes: streamPrefixes.slice(0, 1) }, onBatch),
    })),
    'stays at the last event handed over': batchFault(() => (batch) => ({
      ...batch,
      position: batch.events.at(-1)?.position ?? '',
    })),
  },
};

const awaits: ContractCheck = {
  name: 'waits for a batch to be handled before the next, keeps to the batch size, and says when it has caught up',
  async run({ store, patience }) {
    const stream = freshStream();
    const from = await store.end();
    await store.append(stream, newEvents(25), NO_STREAM);
    let running = 0;
    const batches: EventBatch[] = [];
    const done = new Promise<void>((resolve, reject) => {
      const subscription = store.subscribe(from, { streamPrefixes: [stream], batchSize: 10 }, async (batch) => {
        running += 1;
        if (running > 1) reject(new assert.AssertionError({ message: 'two batches at the same time' }));
        // Long enough for a store that does not wait to hand over the next one.
        for (let turn = 0; turn < 10; turn += 1) await store.read(stream).then(() => setImmediate());
        batches.push(batch);
        running -= 1;
        if (batch.caughtUp) void subscription.stop();
      });
      subscription.ended.then(resolve, reject);
    });
    await within(patience, 'the subscriber catches up', done);
    assert.deepEqual(
      batches.map(({ events }) => events.length),
      [10, 10, 5],
    );
    assert.deepEqual(
      batches.map(({ caughtUp }) => caughtUp),
      [false, false, true],
    );
    batches.forEach(({ events, position }) => assert(position >= (events.at(-1)?.position ?? '')));
  },
  faults: {
    'does not wait': storeFault((store) => ({
      subscribe: (from, options, onBatch) =>
        store.subscribe(from, options, async (batch) => void onBatch(batch).catch(() => undefined)),
    })),
    'ignores the batch size': storeFault((store) => ({
      subscribe: (from, { streamPrefixes }, onBatch) => store.subscribe(from, { streamPrefixes }, onBatch),
    })),
    'always says that it has caught up': batchFault(() => (batch) => ({ ...batch, caughtUp: true })),
    'never says that it has caught up': batchFault(() => (batch) => ({ ...batch, caughtUp: false })),
  },
};

const stops: ContractCheck = {
  name: 'hands nothing over after a stop, and ends with what the handler threw',
  async run({ store, patience }) {
    const stream = freshStream();
    const from = await store.end();
    let handed = 0;
    await collecting(store, { from, streamPrefixes: [stream], patience }, async (late) => {
      const stopped = store.subscribe(from, { streamPrefixes: [stream] }, async ({ events }) => {
        handed += events.length;
      });
      await within(patience, 'a subscription stops', stopped.stop());
      await within(patience, 'a stopped subscription ends', stopped.ended);
      await store.append(stream, newEvents(3), NO_STREAM);
      await late.count(3);
      assert.equal(handed, 0);
    });
    const failing = store.subscribe(from, { streamPrefixes: [stream] }, async () => {
      throw new RangeError('the handler failed');
    });
    await assert.rejects(within(patience, 'a failed subscription ends', failing.ended), { name: 'RangeError' });
  },
  faults: {
    'goes on after a stop': storeFault((store) => ({
      subscribe: (...call) => {
        store.subscribe(...call);
        const stopped = new EventEmitter();
        const ended = once(stopped, 'stop').then(() => undefined);
        return { stop: async () => void stopped.emit('stop'), ended };
      },
    })),
    'swallows what the handler threw': storeFault((store) => ({
      subscribe: (from, options, onBatch) =>
        store.subscribe(from, options, (batch) => onBatch(batch).catch(() => undefined)),
    })),
  },
};

export const subscribeChecks: readonly ContractCheck[] = [fromTheStart, resumes, filters, awaits, stops];
