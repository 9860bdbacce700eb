import assert from 'node:assert/strict';
import { StoreUnavailable } from '../../../src/eventstore/errors.ts';
import type { EventStore } from '../../../src/eventstore/port.ts';
import { BEGINNING, NO_STREAM } from '../../../src/eventstore/port.ts';
import type { Collector } from '../collector.ts';
import { collecting } from '../collector.ts';
import { freshStream, ids, newEvent, newEvents, upTo } from '../events.ts';
import { delaysOne, doubleLast, dropLast, onceInDelivery, storeFault, storesRepeats } from '../faults.ts';
import { assertInPositionOrder, assertSameIds } from '../order.ts';
import type { ContractCheck, ContractSubject, Fault, Network } from '../subject.ts';
import { eventually, within } from '../within.ts';
import { startWritersElsewhere, write } from '../writers.ts';

const networkOf = ({ network }: ContractSubject): Network => {
  assert(network !== undefined, 'this check needs a network');
  return network;
};

/** One more event, after everything else; then what was seen must be exactly what was written. */
const assertSawExactly = async (seen: Collector, store: EventStore, written: readonly string[]): Promise<void> => {
  const prefix = seen.events[0]?.stream ?? '';
  const last = await eventually(10_000, () => store.append(`${prefix}-last`, [newEvent()], NO_STREAM));
  await seen.until('the last event', ({ events }) => events.at(-1)?.position === last.position);
  assertInPositionOrder(seen.events);
  assertSameIds(ids(seen.events.slice(0, -1)), written);
};

const deliveryFaults: Readonly<Record<string, Fault>> = {
  'drops an event': onceInDelivery(40, dropLast),
  'doubles an event': onceInDelivery(40, doubleLast),
  'hands an event over late': delaysOne(40),
};

/** Writers that happened to run one process after the other, which is one turn, would prove nothing. */
const assertMixed = (seen: readonly string[], here: ReadonlySet<string>): void => {
  const turns = seen.filter((id, index) => index > 0 && here.has(id) !== here.has(seen[index - 1] ?? '')).length;
  assert(turns > 1, 'one process wrote after the other');
};

const twoProcesses: ContractCheck = {
  name: 'hands a subscriber from the start the events of 16 writers in two processes on 50 streams exactly once (D-32)',
  async run(subject) {
    const { store } = subject;
    const prefix = freshStream('processes');
    const plan = { streams: upTo(50).map((index) => `${prefix}-${index}`), writers: 8, appends: 40 };
    const writeElsewhere = await startWritersElsewhere(networkOf(subject));
    const options = { from: BEGINNING, streamPrefixes: [prefix], patience: subject.patience };
    await collecting(store, options, async (seen) => {
      const [here, elsewhere] = await Promise.all([write(store, plan), writeElsewhere(plan)]);
      await assertSawExactly(seen, store, [...here, ...elsewhere]);
      assertMixed(ids(seen.events), new Set(here));
    });
  },
  faults: deliveryFaults,
};

/** Cuts `times` times, each time after some more events were handed over. */
const cutWhile = async ({ network, seen, times }: { network: Network; seen: Collector; times: number }) => {
  for (let cut = 1; cut <= times; cut += 1) {
    await seen.count(cut * 20);
    await network.cutConnections();
  }
};

const cutUnderSubscriber: ContractCheck = {
  name: 'goes on without loss or doubling when the connection is cut under a subscriber',
  async run(subject) {
    const { store, patience } = subject;
    const network = networkOf(subject);
    const prefix = freshStream('cut');
    const plan = { streams: upTo(10).map((index) => `${prefix}-${index}`), writers: 4, appends: 40 };
    await collecting(store, { from: await store.end(), streamPrefixes: [prefix], patience }, async (seen) => {
      const [written] = await Promise.all([write(store, plan), cutWhile({ network, seen, times: 5 })]);
      await assertSawExactly(seen, store, written);
    });
  },
  faults: { ...deliveryFaults, 'ends quietly when it is cut': (subject) => deafAfterCut(subject) },
};

/** After the first cut nothing is handed over any more. */
const deafAfterCut: Fault = (subject) => {
  let deaf = false;
  const deafened = storeFault((store) => ({
    subscribe: (from, options, onBatch) =>
      store.subscribe(from, options, async (batch) => (deaf ? undefined : onBatch(batch))),
  }))(subject);
  const network = networkOf(subject);
  const cutConnections = async () => {
    deaf = true;
    await network.cutConnections();
  };
  return { ...deafened, network: { ...network, cutConnections } };
};

const quietCut: ContractCheck = {
  name: 'hands over what another client appends right after the connection was cut under a subscriber at rest',
  async run(subject) {
    const { store, patience } = subject;
    const stream = freshStream('rest');
    const other = await networkOf(subject).openAnother();
    await collecting(store, { from: await store.end(), streamPrefixes: [stream], patience }, async (seen) => {
      for (const round of upTo(3)) {
        await networkOf(subject).cutConnections();
        const events = newEvents(2);
        await eventually(patience, () => other.append(stream, events, round * 2 - 1));
        await seen.count(round * 2 + 2);
      }
      assert.deepEqual(ids(seen.events), ids(await eventually(patience, () => store.read(stream))));
    });
  },
  faults: { 'ends quietly when it is cut': deafAfterCut },
};

const lostAnswer: ContractCheck = {
  name: 'stores an append once whose answer was lost, and answers its retry with the first result',
  async run(subject) {
    const { store, patience } = subject;
    const stream = freshStream('lost');
    const events = newEvents(3);
    await networkOf(subject).loseNextAnswer();
    const first = await store.append(stream, events, NO_STREAM).catch((error: unknown) => {
      assert(error instanceof StoreUnavailable, `not a StoreUnavailable: ${error}`);
      return undefined;
    });
    const again = await eventually(patience, () => store.append(stream, events, NO_STREAM));
    for (const result of [first, again]) {
      if (result !== undefined) assert.deepEqual([result.firstRevision, result.lastRevision], [0, 2]);
    }
    assert.deepEqual(ids(await eventually(patience, () => store.read(stream))), ids(events));
  },
  faults: {
    'stores the repeat again': (subject) => storesRepeats()(subject),
    'does not store what it could not answer': storeFault((store) => {
      let calls = 0;
      return {
        append: async (...call) => {
          calls += 1;
          if (calls === 1) throw new Error('the answer was lost');
          return store.append(...call);
        },
      };
    }),
  },
};

const unreachable: ContractCheck = {
  name: 'answers with a typed error while the store cannot be reached, and recovers by itself',
  async run(subject) {
    const { store, patience } = subject;
    const network = networkOf(subject);
    const stream = freshStream('away');
    const first = [newEvent()];
    // An earlier check may have left the connection cut.
    await eventually(patience, () => store.append(stream, first, NO_STREAM));
    await network.sever();
    try {
      const away = { name: 'StoreUnavailable' };
      await assert.rejects(within(patience, 'an append is answered', store.append(stream, [newEvent()], 0)), away);
      await assert.rejects(within(patience, 'a read is answered', store.read(stream)), away);
      await assert.rejects(within(patience, 'the end is answered', store.end()), away);
    } finally {
      await network.restore();
    }
    const event = newEvent();
    await eventually(patience, () => store.append(stream, [event], 0));
    const stored = await eventually(patience, () => store.read(stream));
    assert.deepEqual(ids(stored.slice(1)), [event.id]);
  },
  faults: {
    'answers from memory while it is away': storeFault((store) => ({
      read: (...call) => store.read(...call).catch(() => []),
    })),
    'throws an error without a type': storeFault((store) => ({
      append: (...call) => store.append(...call).catch((error: unknown) => Promise.reject(new Error(String(error)))),
    })),
    'waits for ever': storeFault((store) => ({
      append: (...call) => store.append(...call).catch(() => new Promise<never>(() => undefined)),
    })),
  },
};

export const networkChecks: readonly ContractCheck[] = [
  twoProcesses,
  cutUnderSubscriber,
  quietCut,
  lostAnswer,
  unreachable,
];
