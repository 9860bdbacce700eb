import assert from 'node:assert/strict';
import { StoreUnavailable, WrongExpectedRevision } from '../../../src/eventstore/errors.ts';
import type { EventStore } from '../../../src/eventstore/port.ts';
import { NO_STREAM } from '../../../src/eventstore/port.ts';
import { freshStream, ids, newEvent, newEvents, revisions, upTo } from '../events.ts';
import { readFault, storeFault, storesRepeats } from '../faults.ts';
import type { ContractCheck } from '../subject.ts';

/** Calls of the same turn are passed on the other way round. */
const lastFirst = (store: EventStore): EventStore['append'] => {
  let calls: (() => void)[] = [];
  return (...call) =>
    new Promise((resolve, reject) => {
      calls.push(() => void store.append(...call).then(resolve, reject));
      if (calls.length > 1) return;
      queueMicrotask(() => {
        calls.reverse().forEach((start) => start());
        calls = [];
      });
    });
};

const judgedInOrder: ContractCheck = {
  name: 'judges the appends of a batch in order, each on the revision that its predecessors left (D-32)',
  async run({ store }) {
    const stream = freshStream();
    const [first, late, second, third] = [newEvents(2), newEvents(1), newEvents(1), newEvents(3)];
    const verdicts = await Promise.allSettled([
      store.append(stream, first, NO_STREAM),
      store.append(stream, late, NO_STREAM),
      store.append(stream, second, 1),
      store.append(stream, third, 2),
    ]);
    assert.deepEqual(
      verdicts.map((verdict) => (verdict.status === 'fulfilled' ? verdict.value.lastRevision : verdict.reason.actual)),
      [1, 1, 2, 5],
    );
    assert(verdicts[1].status === 'rejected' && verdicts[1].reason instanceof WrongExpectedRevision);
    const stored = await store.read(stream);
    assert.deepEqual(ids(stored), ids([...first, ...second, ...third]));
    assert.deepEqual(revisions(stored), upTo(6));
  },
  faults: {
    'judges the last first': storeFault((store) => ({ append: lastFirst(store) })),
    'judges all on the revision before the batch': storeFault((store) => ({
      append: (stream, events, expected) =>
        expected < 1 ? store.append(stream, events, expected) : store.append(stream, events, expected - 1),
    })),
  },
};

const idsOfOthers: ContractCheck = {
  name: 'knows an append by its ids whatever revision is expected now, and refuses ids of another stream',
  async run({ store }) {
    const [stream, other] = [freshStream(), freshStream()];
    const events = newEvents(2);
    const first = await store.append(stream, events, NO_STREAM);
    for (const expected of [0, 1, 9])
      assert.deepEqual(await store.append(stream, events, expected), { ...first, isRepeated: true });
    const taken = { name: 'EventIdsTaken' };
    await assert.rejects(store.append(other, events, NO_STREAM), taken);
    await assert.rejects(store.append(other, [newEvent(), ...events.slice(0, 1)], NO_STREAM), taken);
    await assert.rejects(store.append(stream, [...events].reverse(), 1), taken);
    const among = [store.append(freshStream(), [newEvent()], NO_STREAM), store.append(stream, events, 1)];
    assert.deepEqual((await Promise.all(among))[1], { ...first, isRepeated: true });
    assert.deepEqual([(await store.read(stream)).length, (await store.read(other)).length], [2, 0]);
  },
  faults: {
    'stores the repeat again': (subject) => storesRepeats()(subject),
    'forgets what other streams hold': storeFault((store) => ({
      append: (stream, events, expected) =>
        store.append(stream, events, expected).catch((error: Error) => {
          if (error.name !== 'EventIdsTaken') throw error;
          return { firstRevision: 0, lastRevision: 0, position: undefined };
        }),
    })),
  },
};

const gapless: ContractCheck = {
  name: 'gives positions without a gap, refused and poisoned appends included, and counts the distance exactly (D-34)',
  async run({ store, poison }) {
    const before = await store.end();
    await store.append(freshStream(), newEvents(3), NO_STREAM);
    await assert.rejects(store.append(freshStream(), [newEvent()], 5));
    await assert.rejects(store.append(freshStream(), [newEvent(), poison(newEvent())], NO_STREAM));
    await Promise.all(upTo(4).map(() => store.append(freshStream(), newEvents(2), NO_STREAM)));
    assert.equal(store.distance(before, await store.end()), 11);
  },
  faults: {
    'leaves a gap': storeFault((store) => ({ distance: (...call) => (store.distance(...call) ?? 0) + 1 })),
    'cannot tell': storeFault(() => ({ distance: () => undefined })),
  },
};

const lostGroup: ContractCheck = {
  name: 'looks the ids up when the answer to a whole batch was lost, before it answers anyone (D-32)',
  async run({ store, network }) {
    const good = upTo(9).map(() => ({ stream: freshStream('group'), events: newEvents(2) }));
    await network?.loseNextAnswer();
    const answers = Promise.all(good.map(({ stream, events }) => store.append(stream, events, NO_STREAM)));
    const refused = store.append(freshStream('group'), [newEvent()], 3);
    const wrong = { name: 'WrongExpectedRevision', actual: NO_STREAM };
    const [appends] = await Promise.all([answers, assert.rejects(refused, wrong)]);
    for (const [index, { firstRevision, lastRevision, position }] of appends.entries()) {
      const stored = await store.read(good[index]?.stream ?? '');
      assert.deepEqual(ids(stored), ids(good[index]?.events ?? []));
      assert.deepEqual([firstRevision, lastRevision, position], [0, 1, stored[1]?.position]);
    }
  },
  faults: {
    'gives up at once': storeFault((store) => {
      let calls = 0;
      return {
        append: async (...call) => {
          const number = (calls += 1);
          const appended = await store.append(...call);
          if (number > 1) return appended;
          throw new StoreUnavailable('the answer was lost');
        },
      };
    }),
    'answers on a guess': storeFault((store) => ({
      append: async (...call) => ({ ...(await store.append(...call)), position: undefined }),
    })),
  },
};

const anyText: ContractCheck = {
  name: 'keeps texts that hold the control characters which it joins texts by (D-33)',
  async run({ store }) {
    const stream = freshStream();
    const texts = ['{}', '\u001f', '\u001e\u001d\u001c', '\u001f\u001e\u001e', '\u001e\u001f'];
    const events = texts.map((text, index) => newEvent({ data: text, metadata: texts[texts.length - 1 - index] }));
    await store.append(stream, events, NO_STREAM);
    const stored = await store.read(stream);
    assert.deepEqual(
      stored.map(({ data, metadata }) => [data, metadata]),
      events.map(({ data, metadata }) => [data, metadata]),
    );
  },
  faults: {
    'strips control characters': readFault((events) =>
      events.map((event) => ({ ...event, data: event.data.replace(/\p{Cc}/gu, '') })),
    ),
    'shifts texts by one': readFault((events) =>
      events.map((event, index) => ({ ...event, data: events[index + 1]?.data ?? '' })),
    ),
  },
};

/** What the PostgreSQL store promises beside the contract. */
export const postgresChecks: readonly ContractCheck[] = [judgedInOrder, idsOfOthers, gapless, lostGroup, anyText];
