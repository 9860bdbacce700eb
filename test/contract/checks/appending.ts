import assert from 'node:assert/strict';
import { EventIdsTaken, WrongExpectedRevision } from '../../../src/eventstore/errors.ts';
import type { Appended, EventStore, NewEvent } from '../../../src/eventstore/port.ts';
import { NO_STREAM } from '../../../src/eventstore/port.ts';
import { freshStream, ids, newEvent, newEvents, revisions, upTo } from '../events.ts';
import { dropLast, ignoresRevision, readFault, reversed, storeFault, storesRepeats } from '../faults.ts';
import type { ContractCheck, Fault } from '../subject.ts';

const knownRevision = (actual: number) => (error: unknown) => {
  assert(error instanceof WrongExpectedRevision, `not a WrongExpectedRevision: ${error}`);
  assert.equal(error.actual, actual);
  return true;
};

const sameResult = (first: Appended, again: Appended): void => {
  assert.deepEqual(
    [again.firstRevision, again.lastRevision, again.position],
    [first.firstRevision, first.lastRevision, first.position],
  );
};

const several: ContractCheck = {
  name: 'appends several events in order, with revisions from 0 and rising positions',
  async run({ store }) {
    const stream = freshStream();
    const [first, second] = [newEvents(3), newEvents(2)];
    const one = await store.append(stream, first, NO_STREAM);
    const two = await store.append(stream, second, one.lastRevision);
    const stored = await store.read(stream);
    assert.deepEqual([one.firstRevision, one.lastRevision, two.firstRevision, two.lastRevision], [0, 2, 3, 4]);
    assert.deepEqual(ids(stored), ids([...first, ...second]));
    assert.deepEqual(revisions(stored), upTo(5));
    assert.deepEqual([stored[2]?.position, stored[4]?.position], [one.position, two.position]);
    assert(stored.every((event, index) => index === 0 || event.position > (stored[index - 1]?.position ?? '')));
    assert(stored.every((event) => event.stream === stream));
  },
  faults: {
    'drops the last event': readFault(dropLast),
    'reads in another order': readFault(reversed),
    'answers the revision of the first event as the last': storeFault((store) => ({
      append: async (...call) => {
        const done = await store.append(...call);
        return { ...done, lastRevision: done.firstRevision };
      },
    })),
    'numbers events from 1': readFault((events) => events.map((event) => ({ ...event, revision: event.revision + 1 }))),
    'gives one position to all events of an append': readFault((events) =>
      events.map((event) => ({ ...event, position: events.at(-1)?.position ?? '' })),
    ),
  },
};

const eachAlone =
  (store: EventStore): EventStore['append'] =>
  async (stream, events, expected) => {
    let last: Appended | undefined;
    for (const event of events) last = await store.append(stream, [event], last?.lastRevision ?? expected);
    return last ?? store.append(stream, events, expected);
  };

const allOrNothing: ContractCheck = {
  name: 'stores all events of an append or none',
  async run({ store, poison }) {
    const stream = freshStream();
    await store.append(stream, newEvents(2), NO_STREAM);
    await assert.rejects(store.append(stream, [newEvent(), poison(newEvent()), newEvent()], 1));
    assert.deepEqual(revisions(await store.read(stream)), [0, 1]);
  },
  faults: { 'cuts the batch in pieces': storeFault((store) => ({ append: eachAlone(store) })) },
};

const wrongRevision: ContractCheck = {
  name: 'refuses a wrong revision with a typed error that holds the actual one, and stores nothing',
  async run({ store }) {
    const stream = freshStream();
    await assert.rejects(store.append(stream, [newEvent()], 0), knownRevision(NO_STREAM));
    await store.append(stream, newEvents(2), NO_STREAM);
    for (const wrong of [NO_STREAM, 0, 2, 7]) {
      await assert.rejects(store.append(stream, [newEvent()], wrong), knownRevision(1));
    }
    assert.equal((await store.read(stream)).length, 2);
  },
  faults: {
    'ignores the revision': ignoresRevision,
    'returns the wrong actual revision': storeFault((store) => ({
      append: (stream, events, expected) =>
        store.append(stream, events, expected).catch((error: unknown) => {
          if (!(error instanceof WrongExpectedRevision)) throw error;
          throw new WrongExpectedRevision(stream, expected, error.actual + 1);
        }),
    })),
    'throws an error without a type': storeFault((store) => ({
      append: (...call) => store.append(...call).catch((error: unknown) => Promise.reject(new Error(String(error)))),
    })),
  },
};

const oneWins: ContractCheck = {
  name: 'lets exactly one of the appends win that expect the same revision at the same time (D-32)',
  async run({ store }) {
    const stream = freshStream();
    const rivals = newEvents(20);
    const verdicts = await Promise.allSettled(rivals.map((event) => store.append(stream, [event], NO_STREAM)));
    const winners = rivals.filter((_, index) => verdicts[index]?.status === 'fulfilled');
    assert.equal(winners.length, 1);
    assert.deepEqual(ids(await store.read(stream)), ids(winners));
    const refused = verdicts.filter((verdict) => verdict.status === 'rejected');
    refused.forEach((verdict) => knownRevision(0)(verdict.reason));
  },
  faults: { 'ignores the revision': ignoresRevision },
};

/** Whoever repeats a command waits for that position before he reads (D-36). */
const forgetsPositions: Fault = storeFault((store) => {
  const known = new Set<string>();
  return {
    append: async (stream, events, expected) => {
      const isRepeated = events.some(({ id }) => known.has(id));
      events.forEach(({ id }) => known.add(id));
      const appended = await store.append(stream, events, expected);
      return isRepeated ? { ...appended, position: undefined } : appended;
    },
  };
});

const repeats: ContractCheck = {
  name: 'answers the same event ids again with the first result and its position, also when the stream has gone on',
  async run({ store }) {
    const stream = freshStream();
    const events = newEvents(3);
    const first = await store.append(stream, events, NO_STREAM);
    sameResult(first, await store.append(stream, events, NO_STREAM));
    const second = await store.append(stream, newEvents(2), 2);
    sameResult(first, await store.append(stream, events, NO_STREAM));
    assert.equal(second.firstRevision, 3);
    assert.equal((await store.read(stream)).length, 5);
  },
  faults: {
    'stores the repeat again': (subject) => storesRepeats()(subject),
    'does not know where the repeat was stored': forgetsPositions,
    'refuses the repeat': storeFault((store) => {
      const known = new Set<string>();
      return {
        append: async (stream, events, expected) => {
          if (events.some(({ id }) => known.has(id))) throw new WrongExpectedRevision(stream, expected, 2);
          events.forEach(({ id }) => known.add(id));
          return store.append(stream, events, expected);
        },
      };
    }),
  },
};

const sentTwiceAtOnce: ContractCheck = {
  name: 'stores an append once that is sent several times at the same moment',
  async run({ store }) {
    const stream = freshStream();
    const events = newEvents(2);
    const results = await Promise.all(upTo(5).map(() => store.append(stream, events, NO_STREAM)));
    for (const { firstRevision, lastRevision } of results) assert.deepEqual([firstRevision, lastRevision], [0, 1]);
    assert.deepEqual(ids(await store.read(stream)), ids(events));
  },
  faults: { 'stores the repeat again': (subject) => storesRepeats()(subject) },
};

const isTaken = (error: unknown) => {
  assert(error instanceof EventIdsTaken, `not an EventIdsTaken: ${error}`);
  return true;
};

const storesOnlyNew =
  (store: EventStore): EventStore['append'] =>
  async (stream, events, expected) => {
    const stored = await store.read(stream);
    const fresh = events.filter(({ id }) => !stored.some((event) => event.id === id));
    return store.append(stream, fresh, stored.at(-1)?.revision ?? expected);
  };

const partlyKnown: ContractCheck = {
  name: 'refuses an append whose ids are known only in part, or in another order, with a typed error, and stores nothing',
  async run({ store }) {
    const stream = freshStream();
    const known: NewEvent[] = newEvents(2);
    await store.append(stream, known, NO_STREAM);
    const others = [
      [...known.slice(0, 1), newEvent()],
      [newEvent(), ...known],
      [...known, newEvent()],
      [...known].reverse(),
    ];
    for (const events of others)
      for (const expected of [NO_STREAM, 1, 7]) await assert.rejects(store.append(stream, events, expected), isTaken);
    assert.deepEqual(ids(await store.read(stream)), ids(known));
  },
  faults: {
    'stores those that are new': storeFault((store) => ({ append: storesOnlyNew(store) })),
    'throws an error without a type': storeFault((store) => ({
      append: (...call) => store.append(...call).catch((error: unknown) => Promise.reject(new Error(String(error)))),
    })),
    'calls it a wrong revision': storeFault((store) => ({
      append: (stream, events, expected) =>
        store.append(stream, events, expected).catch((error: unknown) => {
          throw error instanceof EventIdsTaken ? new WrongExpectedRevision(stream, expected, 1) : error;
        }),
    })),
  },
};

export const appendChecks: readonly ContractCheck[] = [
  several,
  allOrNothing,
  wrongRevision,
  oneWins,
  repeats,
  sentTwiceAtOnce,
  partlyKnown,
];
