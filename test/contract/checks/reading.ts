import assert from 'node:assert/strict';
import type { EventStore, ReadOptions } from '../../../src/eventstore/port.ts';
import { BEGINNING, NO_STREAM } from '../../../src/eventstore/port.ts';
import { freshStream, ids, newEvent, newEvents, revisions, upTo } from '../events.ts';
import { dropLast, readFault, storeFault } from '../faults.ts';
import type { ContractCheck } from '../subject.ts';

const LONG = 10_000;
const SHORT = 60;

const appendMany = async (store: EventStore, stream: string, count: number): Promise<string[]> => {
  const events = newEvents(count);
  for (let start = 0; start < count; start += 1_000) {
    await store.append(stream, events.slice(start, start + 1_000), start - 1);
  }
  return ids(events);
};

const reading =
  (store: EventStore, stream: string) =>
  async (options?: ReadOptions): Promise<readonly string[]> =>
    ids(await store.read(stream, options));

const longStream: ContractCheck = {
  name: 'reads a stream of 10,000 events both ways, whole and from its middle',
  async run({ store }) {
    const stream = freshStream();
    const wanted = await appendMany(store, stream, LONG);
    const idsOf = reading(store, stream);
    assert.deepEqual(await idsOf(), wanted);
    assert.deepEqual(await idsOf({ direction: 'backwards' }), [...wanted].reverse());
    assert.deepEqual(await idsOf({ from: 4_990, limit: 20 }), wanted.slice(4_990, 5_010));
    assert.deepEqual(await idsOf({ from: 9_990 }), wanted.slice(9_990));
  },
  faults: {
    'drops the last of long reads': readFault((events) => (events.length < LONG ? events : dropLast(events))),
    'gives at most a page of 4,096': readFault((events) => events.slice(0, 4_096)),
  },
};

const parts: ContractCheck = {
  name: 'reads parts of a stream both ways',
  async run({ store }) {
    const stream = freshStream();
    const wanted = await appendMany(store, stream, SHORT);
    const backwards = [...wanted].reverse();
    const idsOf = reading(store, stream);
    assert.deepEqual(await idsOf({ from: 30, limit: 20 }), wanted.slice(30, 50));
    assert.deepEqual(await idsOf({ from: 50 }), wanted.slice(50));
    assert.deepEqual(await idsOf({ direction: 'backwards' }), backwards);
    assert.deepEqual(await idsOf({ direction: 'backwards', from: 20, limit: 10 }), backwards.slice(-21, -11));
    assert.deepEqual(await idsOf({ direction: 'backwards', limit: 1 }), backwards.slice(0, 1));
  },
  faults: {
    'ignores the direction': storeFault((store) => ({
      read: (stream, options) => store.read(stream, { ...options, direction: 'forwards' }),
    })),
    'ignores the limit': storeFault((store) => ({
      read: (stream, options) => store.read(stream, { ...options, limit: undefined }),
    })),
    'starts after the revision asked for': storeFault((store) => ({
      read: (stream, options) =>
        store.read(stream, options?.from === undefined ? options : { ...options, from: options.from + 1 }),
    })),
  },
};

const emptyReads: ContractCheck = {
  name: 'answers no events for an unknown stream and beyond the end of one',
  async run({ store }) {
    const stream = freshStream();
    assert.deepEqual(await store.read(stream), []);
    assert.deepEqual(await store.read(stream, { direction: 'backwards', limit: 1 }), []);
    await store.append(stream, newEvents(2), NO_STREAM);
    assert.deepEqual(await store.read(stream, { from: 2 }), []);
    assert.deepEqual(revisions(await store.read(stream, { from: 9, direction: 'backwards' })), [1, 0]);
  },
  faults: {
    'makes an event up': readFault((events) =>
      events.length > 0 ? events : [{ ...newEvent(), stream: 'made-up', revision: 0, position: '1' }],
    ),
    'starts at the end at most': storeFault((store) => ({
      read: (stream, { from, ...options } = {}) => store.read(stream, { ...options, from: Math.min(from ?? 0, 1) }),
    })),
  },
};

const manyReads: ContractCheck = {
  name: 'gives every one of many reads at the same moment the events of its own stream',
  async run({ store }) {
    const written = newEvents(40).map((event) => ({ stream: freshStream(), event }));
    await Promise.all(written.map(({ stream, event }) => store.append(stream, [event], NO_STREAM)));
    const whole = await Promise.all(written.map(({ stream }) => store.read(stream)));
    assert.deepEqual(
      whole.map(ids),
      written.map(({ event }) => [event.id]),
    );
    const mixed = upTo(8).map((index) =>
      store.read(
        written[index % 4]?.stream ?? '',
        index < 4 ? {} : { direction: 'backwards', limit: 1, from: index % 4 },
      ),
    );
    assert.deepEqual(
      (await Promise.all(mixed)).map(ids),
      upTo(8).map((index) => [written[index % 4]?.event.id]),
    );
  },
  faults: {
    'answers a read with that of another': storeFault((store) => {
      const asked: string[] = [];
      return { read: (stream, options) => store.read(asked[asked.push(stream) - 2] ?? stream, options) };
    }),
  },
};

const ends: ContractCheck = {
  name: 'knows the position of its last event, comparable as text, and the distance where it can tell (D-34)',
  async run({ store }) {
    const before = await store.end();
    const appended = await store.append(freshStream(), newEvents(3), NO_STREAM);
    const after = await store.end();
    assert(after > before);
    assert(before >= BEGINNING);
    assert(appended.position !== undefined && after >= appended.position);
    const distance = store.distance(before, after);
    assert(distance === undefined || distance === 3, `a distance of ${distance}`);
    const none = store.distance(after, after);
    assert(none === undefined || none === 0, `a distance of ${none}`);
  },
  faults: {
    'answers the end of before': storeFault((store) => {
      const first = store.end();
      return { end: () => first };
    }),
    'miscounts by one': storeFault(() => ({ distance: () => 4 })),
  },
};

export const readChecks: readonly ContractCheck[] = [longStream, parts, emptyReads, manyReads, ends];
