import { setImmediate } from 'node:timers/promises';
import type { EventBatch, StoredEvent } from '../../../../src/eventstore/port.ts';
import { Announcements } from '../../../../src/eventstore/postgres/announcements.ts';
import type { Page, PageRequest } from '../../../../src/eventstore/postgres/logReader.ts';
import { toPosition } from '../../../../src/eventstore/postgres/positions.ts';
import { RecentEvents } from '../../../../src/eventstore/postgres/recentEvents.ts';
import { startSubscription } from '../../../../src/eventstore/postgres/subscription.ts';
import { newEvent, upTo } from '../../../contract/events.ts';

const NEVER = 2_147_483_647;

const eventAt = (position: number): StoredEvent => ({
  ...newEvent(),
  stream: `patient-${position % 3}`,
  revision: position,
  position: toPosition(position),
});

/** A log that counts how often it is read. */
const createLog = () => {
  const events: StoredEvent[] = [];
  const recent = new RecentEvents();
  const announcements = new Announcements({}, undefined);
  const reads: PageRequest[] = [];
  const readPage = async (request: PageRequest): Promise<Page> => {
    reads.push(request);
    await setImmediate();
    const page = events.slice(request.after, request.after + request.limit);
    const last = request.after + page.length;
    return { events: page, last, position: toPosition(last), caughtUp: last === events.length };
  };
  const grow = (count: number): StoredEvent[] => {
    const added = upTo(count).map((index) => eventAt(events.length + index + 1));
    events.push(...added);
    return added;
  };
  return {
    events,
    reads,
    sources: { readPage, recent, announcements, logger: undefined, pollMs: NEVER },
    /** By this very process. */
    append: (count: number) => {
      const first = events.length + 1;
      recent.push({ first, events: grow(count), era: recent.era });
      announcements.announce(events.length);
    },
    /** By another process. */
    appendElsewhere: (count: number) => {
      grow(count);
      announcements.announce(events.length);
    },
  };
};

const follow = (log: ReturnType<typeof createLog>, options: { readonly prefixes?: readonly string[] } = {}) => {
  const batches: EventBatch[] = [];
  let seen = (): void => undefined;
  const subscription = startSubscription(log.sources, {
    after: 0,
    limit: 10,
    prefixes: options.prefixes,
    onBatch: async (batch) => {
      batches.push(batch);
      seen();
    },
  });
  const until = (count: number) =>
    new Promise<void>((resolve) => {
      seen = () => void (batches.at(-1)?.position === toPosition(count) && resolve());
      seen();
    });
  const positions = () => batches.flatMap(({ events }) => events.map(({ position }) => Number(position)));
  /** How far, and whether that was all. */
  const told = () => batches.map(({ position, caughtUp }) => [Number(position), caughtUp]);
  return { batches, until, positions, told, stop: () => subscription.stop() };
};

describe('a subscription of the PostgreSQL store', () => {
  it('is handed what this process appends without reading it back', async () => {
    const log = createLog();
    const follower = follow(log);
    await follower.until(0);
    for (const round of upTo(5)) {
      log.append(3);
      await follower.until((round + 1) * 3);
    }
    await follower.stop();
    expect(follower.positions()).toEqual(upTo(15).map((index) => index + 1));
    expect(log.reads).toHaveLength(1);
  });

  it('reads what others append in between, and goes on from memory', async () => {
    const log = createLog();
    const follower = follow(log);
    await follower.until(0);
    log.append(2);
    log.appendElsewhere(3);
    log.append(2);
    await follower.until(7);
    log.append(1);
    await follower.until(8);
    await follower.stop();
    expect(follower.positions()).toEqual(upTo(8).map((index) => index + 1));
  });

  it('keeps to the batch size and to its filter when it is served from memory', async () => {
    const log = createLog();
    const follower = follow(log, { prefixes: ['patient-0'] });
    await follower.until(0);
    log.append(25);
    await follower.until(25);
    await follower.stop();
    expect(follower.positions()).toEqual([3, 6, 9, 12, 15, 18, 21, 24]);
    expect(follower.told()).toEqual([
      [0, true],
      [10, false],
      [20, false],
      [25, true],
    ]);
  });

  it('says that it has caught up only when nothing more is announced', async () => {
    const log = createLog();
    const follower = follow(log);
    await follower.until(0);
    log.append(2);
    log.appendElsewhere(3);
    await follower.until(5);
    await follower.stop();
    expect(follower.told()).toEqual([
      [0, true],
      [2, false],
      [5, true],
    ]);
  });

  it('waits at the end of a log that came back shorter, and hears of what is appended there', async () => {
    const log = createLog();
    log.appendElsewhere(10);
    log.events.splice(7);
    const follower = follow(log);
    await follower.until(7);
    for (let turn = 0; turn < 100; turn += 1) await setImmediate();
    expect(log.reads.length).toBeLessThanOrEqual(2);
    log.appendElsewhere(1);
    await follower.until(8);
    await follower.stop();
    expect(follower.positions()).toEqual(upTo(8).map((index) => index + 1));
  });

  it('is served from the log when it begins, never from memory', async () => {
    const log = createLog();
    log.append(10);
    log.events.splice(7);
    const follower = follow(log);
    await follower.until(7);
    await follower.stop();
    expect(follower.positions()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('says once more that it has caught up where what was announced is not there', async () => {
    const log = createLog();
    const follower = follow(log);
    await follower.until(0);
    log.append(2);
    log.sources.announcements.announce(5);
    await follower.until(2);
    for (let turn = 0; turn < 100; turn += 1) await setImmediate();
    await follower.stop();
    expect(follower.told()).toEqual([
      [0, true],
      [2, false],
      [2, true],
    ]);
  });

  it('reads again what could not be read', async () => {
    const log = createLog();
    log.appendElsewhere(2);
    let failures = 2;
    const { readPage } = log.sources;
    const flaky = (request: PageRequest) =>
      failures-- > 0 ? Promise.reject(new Error('connection reset')) : readPage(request);
    const follower = follow({ ...log, sources: { ...log.sources, readPage: flaky } });
    await follower.until(2);
    await follower.stop();
    expect(follower.positions()).toEqual([1, 2]);
  });
});

describe('the recent events of a process', () => {
  it('are without a gap: what does not adjoin replaces them', () => {
    const recent = new RecentEvents();
    recent.push({ first: 1, events: [eventAt(1), eventAt(2)], era: 0 });
    recent.push({ first: 5, events: [eventAt(5)], era: 0 });
    expect(recent.after(0, 10)).toBeUndefined();
    expect(recent.after(2, 10)).toBeUndefined();
    expect(recent.after(4, 10)?.map(({ position }) => Number(position))).toEqual([5]);
    expect(recent.after(5, 10)).toBeUndefined();
  });

  it('are not what was sent before they were dropped, though its answer comes after', () => {
    const recent = new RecentEvents();
    const { era } = recent;
    recent.push({ first: 1, events: [eventAt(1)], era });
    recent.clear();
    recent.push({ first: 2, events: [eventAt(2)], era });
    expect([recent.last, recent.after(0, 10), recent.after(1, 10)]).toEqual([0, undefined, undefined]);
    recent.push({ first: 3, events: [eventAt(3)], era: recent.era });
    expect(recent.last).toBe(3);
  });

  it('are limited in number, the newest stay', () => {
    const recent = new RecentEvents();
    for (const position of upTo(20_000)) recent.push({ first: position + 1, events: [eventAt(position + 1)], era: 0 });
    expect(recent.after(1, 1)).toBeUndefined();
    expect(recent.after(19_999, 10)?.map(({ position }) => Number(position))).toEqual([20_000]);
  });
});
