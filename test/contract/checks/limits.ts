import assert from 'node:assert/strict';
import { AppendTooLarge } from '../../../src/eventstore/errors.ts';
import type { NewEvent } from '../../../src/eventstore/port.ts';
import { MAX_APPEND_BYTES, NO_STREAM } from '../../../src/eventstore/port.ts';
import { freshStream, ids, newEvent, newEvents } from '../events.ts';
import { dropLast, readFault, storeFault } from '../faults.ts';
import type { ContractCheck } from '../subject.ts';
import { within } from '../within.ts';

const textsOf = (event: NewEvent): string => event.id + event.type + event.data + event.metadata;

const bytesOf = (events: readonly NewEvent[]): number => Buffer.byteLength(events.map(textsOf).join(''));

/** Three events of `bytes` UTF-8 bytes together, most of it Chinese, where bytes and characters differ. */
const eventsOf = (bytes: number): NewEvent[] => {
  const head = [newEvent(), newEvent({ data: JSON.stringify({ text: '急'.repeat(250_000) }) })];
  const empty = newEvent({ data: '{"text":""}' });
  const filling = 'x'.repeat(bytes - bytesOf([...head, empty]));
  return [...head, { ...empty, data: `{"text":"${filling}"}` }];
};

const largest: ContractCheck = {
  name: 'takes an append of 1,048,576 bytes and refuses one byte more with a typed error, storing nothing (D-34)',
  async run({ store }) {
    const stream = freshStream();
    const allowed = eventsOf(MAX_APPEND_BYTES);
    assert.equal(bytesOf(allowed), MAX_APPEND_BYTES);
    await store.append(stream, allowed, NO_STREAM);
    const tooMuch = eventsOf(MAX_APPEND_BYTES + 1);
    await assert.rejects(store.append(stream, tooMuch, 2), (error) => {
      assert(error instanceof AppendTooLarge, `not an AppendTooLarge: ${error}`);
      assert.deepEqual([error.bytes, error.limit], [MAX_APPEND_BYTES + 1, MAX_APPEND_BYTES]);
      return true;
    });
    const stored = await store.read(stream);
    assert.deepEqual(stored.map(textsOf), allowed.map(textsOf));
  },
  faults: {
    'accepts one byte more': storeFault((store) => ({
      append: async (stream, events, expected) => {
        if (bytesOf(events) <= MAX_APPEND_BYTES) return store.append(stream, events, expected);
        return { firstRevision: expected + 1, lastRevision: expected + events.length, position: undefined };
      },
    })),
    'refuses one byte too early': storeFault((store) => ({
      append: async (stream, events, expected) => {
        const bytes = bytesOf(events);
        if (bytes >= MAX_APPEND_BYTES) throw new assert.AssertionError({ message: `refused ${bytes} bytes` });
        return store.append(stream, events, expected);
      },
    })),
    'cuts long texts': readFault((events) => events.map((event) => ({ ...event, data: event.data.slice(0, 65_536) }))),
  },
};

/** Texts that a store which parses and prints JSON would give back differently. */
const ODD_TEXTS = [
  '{"b":1,"a":2}',
  '{ "spaced" :  [ 1 , 2 ] }\n',
  '{"number":1.0,"large":12345678901234567890,"small":1e-7}',
  '{"twice":1,"twice":2}',
  '{"escaped":"\\u6025\\/\\u0041\\ud83d\\ude91"}',
  '{"text":"急诊绿色通道：胸痛 卒中 创伤 中毒 𠮷野家 🚑 ﷽ e\u0301"}',
  '{"quotes":"\'$1$$\\\\ \\" {} , NULL"}',
  '{}',
];

const exactTexts: ContractCheck = {
  name: 'gives the stored texts back byte for byte, Chinese ones too, read or subscribed (D-33)',
  async run({ store, patience }) {
    const stream = freshStream('病人');
    const events = ODD_TEXTS.map((text) => newEvent({ type: '溶栓开始', data: text, metadata: text }));
    await store.append(stream, events, NO_STREAM);
    const seen = new Promise<readonly NewEvent[]>((resolve) => {
      const subscription = store.subscribe('', { streamPrefixes: [stream] }, async (batch) => {
        if (batch.events.length === 0) return;
        resolve(batch.events);
        void subscription.stop();
      });
    });
    const wanted = events.map((event) => Buffer.from(textsOf(event)));
    assert.deepEqual(
      (await store.read(stream)).map(textsOf).map((text) => Buffer.from(text)),
      wanted,
    );
    const subscribed = await within(patience, 'the events are handed over', seen);
    assert.deepEqual(
      subscribed.map(textsOf).map((text) => Buffer.from(text)),
      wanted,
    );
  },
  faults: {
    'prints the JSON anew': readFault((events) =>
      events.map((event) => ({ ...event, data: JSON.stringify(JSON.parse(event.data)) })),
    ),
    'normalises Unicode': readFault((events) =>
      events.map((event) => ({ ...event, metadata: event.metadata.normalize('NFC') })),
    ),
    'knows Latin letters only': readFault((events) =>
      events.map((event) => ({ ...event, type: Buffer.from(event.type, 'latin1').toString('latin1') })),
    ),
    'trims texts': readFault((events) => events.map((event) => ({ ...event, data: event.data.trim() }))),
  },
};

const poisoned: ContractCheck = {
  name: 'stores good appends that are sent together with one that the store refuses (D-32)',
  async run({ store, poison }) {
    const good = newEvents(12).map((event) => ({ stream: freshStream(), event }));
    const badStream = freshStream();
    const verdicts = good.map(({ stream, event }, index) => {
      if (index !== 6) return store.append(stream, [event], NO_STREAM);
      const refused = assert.rejects(store.append(badStream, [poison(newEvent())], NO_STREAM));
      return Promise.all([refused, store.append(stream, [event], NO_STREAM)]);
    });
    const settled = await Promise.allSettled(verdicts);
    assert.deepEqual(
      settled.filter(({ status }) => status === 'rejected'),
      [],
    );
    for (const { stream, event } of good) assert.deepEqual(ids(await store.read(stream)), [event.id]);
    assert.deepEqual(await store.read(badStream), []);
  },
  faults: {
    'drops one of the good ones': storeFault((store) => {
      let dropped = false;
      return {
        append: async (stream, events, expected) => {
          if (dropped) return store.append(stream, events, expected);
          dropped = true;
          return { firstRevision: 0, lastRevision: 0, position: undefined };
        },
      };
    }),
    'stores them twice': readFault((events) => [...events, ...events]),
    'accepts the bad one': (subject) => ({ ...subject, poison: (event) => event }),
    'loses a good one with the bad one': readFault(dropLast),
  },
};

export const limitChecks: readonly ContractCheck[] = [largest, exactTexts, poisoned];
