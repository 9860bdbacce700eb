import { Container } from 'inversify';
import { createCommands } from '../../../src/app/commands.ts';
import { Identifiers } from '../../../src/app/identifiers.ts';
import { refuseOtherLog } from '../../../src/app/otherLog.ts';
import { StoreUnavailable, StreamGone } from '../../../src/eventstore/errors.ts';
import { BEGINNING, type EventStore } from '../../../src/eventstore/port.ts';
import { OtherLog } from '../../../src/projections/lastEvent.ts';
import type { ReadModel } from '../../../src/projections/projection.ts';
import { readStatus } from '../../../src/projections/progressStatus.ts';
import { rebuild, type RebuildOptions } from '../../../src/projections/rebuild.ts';
import { collecting } from '../../contract/collector.ts';
import { context } from '../../support/commands.ts';
import { eventually } from '../../support/eventually.ts';
import { openRunner, openStore, recordingLog, toy, writePatient, writePatients, ZONE } from './runnerHarness.ts';

let opened: Awaited<ReturnType<typeof openRunner>>;

beforeEach(async () => {
  opened = await openRunner();
});
afterEach(() => opened.close());

const PATIENTS = 20;
const LOST = 7;

const caughtUp = async (): Promise<void> => {
  const end = await opened.store.end();
  await eventually(async () => (await opened.h.position()) === end);
};

/** What a restore of an older copy loses, while the read models stay. */
const loseTail = async (): Promise<readonly Record<string, unknown>[]> =>
  opened.h.rows(
    `delete from eventstore.events
     where position > (select max(position) - $1 from eventstore.events) returning to_jsonb(events) as row`,
    [LOST],
  );

const bringBack = async (lost: readonly Record<string, unknown>[]): Promise<void> => {
  for (const { row } of lost) {
    await opened.h.rows('insert into eventstore.events select (jsonb_populate_record(null::eventstore.events, $1)).*', [
      JSON.stringify(row),
    ]);
  }
};

/** The store of another process. */
const openElsewhere = async (): Promise<EventStore> => {
  const store = await openStore(opened.database.url);
  opened.h.onClose(store.close);
  return store;
};

const writeSingly = async (by: EventStore, events: number): Promise<void> => {
  for (let at = 0; at < events; at += 1) await writePatient(by, 2_000 + at, 0);
};

/** Loses its end, and is as long again as it was. */
const regrow = async (by: EventStore): Promise<void> => {
  await loseTail();
  await writeSingly(by, LOST);
};

const expectReadsLog = async (): Promise<void> => {
  const { store, h } = opened;
  const end = await store.end();
  await collecting(store, { from: BEGINNING, batchSize: 1, patience: 10_000 }, async (seen) => {
    await seen.until('the end', ({ batches }) => batches.at(-1)?.position === end);
    const stored = await h.rows('select id from eventstore.events order by position');
    expect(seen.events.map(({ id }) => ({ id }))).toEqual(stored);
  });
};

const complaints = () =>
  opened.h.lines.filter(({ level, facts }) => level === 'error' && JSON.stringify(facts).includes('OtherLog'));

const expectHeldBack = async (): Promise<void> => {
  await eventually(() => Promise.resolve(complaints().length > 0));
  expect(JSON.stringify(complaints()[0])).toContain(`of patient-${PATIENTS} as the read models took it in`);
  expect(JSON.stringify(complaints()[0])).toContain('greenlane projections rebuild');
};

/** What was said of the log by those who only listen. */
const verdicts = (lines = opened.h.lines) =>
  lines.filter(({ message }) => / log is | to this log /.test(message)).map(({ level, message }) => [level, message]);

const rowsOf = (patientId: number) =>
  opened.h.rows('select steps from read_model.toy_tally where patient_id = $1', [patientId]);

const expectRowsOfLog = async (): Promise<void> => {
  const { h } = opened;
  const rows = await h.rows('select position::bigint as position, type from read_model.toy_entries order by 1');
  expect(rows).toEqual(await h.rows('select position, type from eventstore.events order by 1'));
  const patients = await h.rows('select patient_id from read_model.toy_tally order by 1');
  expect(patients).toEqual(
    await h.rows('select distinct substr(stream, 9)::bigint as patient_id from eventstore.events order by 1'),
  );
};

/** A runner that has stopped after it took in all of a log, of which the end is lost then. */
const standing = async () => {
  const { h, store } = opened;
  await writePatients(store, 1, PATIENTS);
  const progress = h.progress([toy()]);
  const runner = h.run([toy()], progress);
  await caughtUp();
  await runner.stop();
  return { progress, lost: await loseTail() };
};

const build = (readModels: readonly ReadModel[], options: Partial<RebuildOptions> = {}) => {
  const { database, store, h } = opened;
  return rebuild({ database: database.url, store, readModels, zone: ZONE, log: h.log, names: ['toy'], ...options });
};

const status = () => {
  const { database, store } = opened;
  return readStatus({ database: database.url, store, readModels: [toy()], zone: ZONE });
};

describe('a log that came back from an older copy', () => {
  it('is not gone on with: who writes is not told that it can be read, and what the log lost stays in the rows', async () => {
    const { progress } = await standing();
    opened.h.run([toy()], progress);
    await expectHeldBack();
    const { problem, readModels } = await status();
    expect(problem).toContain(`of patient-${PATIENTS} as the read models took it in`);
    expect(readModels[0]?.lag).toEqual({ events: undefined, seconds: undefined });
    const position = await writePatient(opened.store, 1_000);
    expect(await progress.waitFor(position, 500)).toBe(false);
    expect(await rowsOf(1_000)).toEqual([]);
    expect(await rowsOf(PATIENTS)).toHaveLength(1);
  });

  it('is known for what it is also when it has grown as long as it was', async () => {
    const { progress } = await standing();
    await writePatients(opened.store, 1_000, PATIENTS);
    opened.h.run([toy()], progress);
    await expectHeldBack();
    expect(await progress.waitFor(await opened.store.end(), 500)).toBe(false);
    expect(await rowsOf(1_000 + PATIENTS - 1)).toEqual([]);
  });

  it('is seen under a running process, and by those that only listen', async () => {
    const { h, store } = opened;
    await writePatients(store, 1, PATIENTS);
    h.run([toy()]);
    await caughtUp();
    const listener = h.progress([toy()]);
    expect(await listener.waitFor(await store.end(), 5_000)).toBe(true);
    await loseTail();
    await expectHeldBack();
    const position = await writePatient(store, 1_000);
    await eventually(async () => !(await listener.waitFor(position, 100)));
  });

  it('is not written to by a process that only listens, which goes on from what is there once all of it is back', async () => {
    const { h, store } = opened;
    const { lost } = await standing();
    const fresh = recordingLog();
    const { verdict } = h.progress([toy()], store, fresh.log);
    await eventually(() => verdict.isOther);
    const { patients } = createCommands(store, { verdict });
    const end = await store.end();
    const decide = () => [{ type: 'ArchiveRequested', data: {} } as const];
    const write = () => patients.handle({ stream: 'patient-1', decide, context: context() });
    await expect(write()).rejects.toThrow(StoreUnavailable);
    expect(await store.end()).toBe(end);
    await bringBack(lost);
    await eventually(() => !verdict.isOther);
    await write();
    expect((await store.end()) > end).toBe(true);
    expect(verdicts(fresh.lines)).toEqual([
      ['error', 'nothing is written to this log while it is another one'],
      ['info', 'the log is again the one that the read models were made of'],
    ]);
  });

  it('is not written to by a command either, unless somebody has only removed the stream', async () => {
    const { h, store } = opened;
    await standing();
    const containerOf = (over: EventStore): Container => {
      const container = new Container();
      container.bind(Identifiers.pool).toConstantValue(h.pool);
      container.bind(Identifiers.eventStore).toConstantValue(over);
      return container;
    };
    await expect(refuseOtherLog(containerOf(store))).rejects.toThrow(OtherLog);
    const removed: EventStore = { ...store, read: (stream) => Promise.reject(new StreamGone(stream)) };
    await expect(refuseOtherLog(containerOf(removed))).resolves.toBeUndefined();
  });

  it('is gone on with once all of it is back, and every process hears of that', async () => {
    const { h, store } = opened;
    const { progress, lost } = await standing();
    const listener = h.progress([toy()]);
    h.run([toy()], progress);
    await expectHeldBack();
    await bringBack(lost);
    const position = await writePatient(store, 1_000);
    await eventually(() => progress.waitFor(position, 100));
    await eventually(() => listener.waitFor(position, 100));
    await expectRowsOfLog();
  });

  it('is what an operator may build from, whereupon everything goes on', async () => {
    const { h, store } = opened;
    const { progress } = await standing();
    h.run([toy()], progress);
    await expectHeldBack();
    await build([toy()]);
    expect((await status()).problem).toBeUndefined();
    const position = await writePatient(store, 1_000);
    await eventually(() => progress.waitFor(position, 100));
    expect(await rowsOf(1_000)).toEqual([{ steps: 2 }]);
    await expectRowsOfLog();
  });

  it('is what a process reads that keeps the read models, not what it remembers, also when it has grown as long', async () => {
    const { h, store } = opened;
    const runner = h.run([toy()]);
    await eventually(() => runner.status === 'active');
    await writePatients(store, 1, PATIENTS);
    await caughtUp();
    await regrow(await openElsewhere());
    await eventually(() => runner.status === 'standby');
    await expectReadsLog();
  });

  it('is what a process reads that only listens, not what it remembers, also when it has grown as long', async () => {
    const { h, store } = opened;
    const elsewhere = await openElsewhere();
    h.run([toy()], undefined, elsewhere);
    const { verdict } = h.progress([toy()]);
    await collecting(store, { from: BEGINNING, patience: 10_000 }, async (seen) => {
      await seen.until('the beginning', ({ batches }) => batches.length > 0);
      await writePatients(store, 1, PATIENTS);
      await caughtUp();
      await regrow(elsewhere);
      await eventually(() => verdict.isOther);
      await expectReadsLog();
    });
  });

  it.each([
    ['as it came back', 0],
    ['where others write as much as was lost', LOST],
  ])('is what an operator may build from under a process that wrote it, without a new start: %s', async (_, more) => {
    const { h, store } = opened;
    const elsewhere = await openElsewhere();
    const progress = h.progress([toy()]);
    const runner = h.run([toy()], progress);
    await eventually(() => runner.status === 'active');
    await writePatients(store, 1, PATIENTS);
    await caughtUp();
    await loseTail();
    await eventually(() => runner.status === 'standby');
    await build([toy()], { store: elsewhere });
    await writeSingly(elsewhere, more);
    await eventually(() => runner.status === 'active');
    const position = await writePatient(store, 1_000);
    await eventually(() => progress.waitFor(position, 100));
    await expectRowsOfLog();
  });

  it('is built from anew, not gone on with from a build that was cut off before', async () => {
    const { h, store } = opened;
    await writePatients(store, 1, PATIENTS);
    const runner = h.run([toy()]);
    await caughtUp();
    await runner.stop();
    const cutOff = () => Promise.reject(new Error('cut off'));
    await expect(build([{ ...toy(), createIndexes: cutOff }])).rejects.toThrow('cut off');
    expect(await h.one(`select events::int from projection.rebuilds where name = 'toy'`)).toBeGreaterThan(PATIENTS);
    await loseTail();
    await writePatients(store, 1_000, PATIENTS);
    await build([toy()]);
    await expectRowsOfLog();
  });

  it('is nothing that a runner builds from by itself, though it has read models to build', async () => {
    const { h } = opened;
    await standing();
    await expect(build([toy({ version: 2 })], { names: 'outdated' })).rejects.toThrow('as the read models took it in');
    h.run([toy({ version: 2 })]);
    await expectHeldBack();
    expect(await h.one(`select version from projection.checkpoints where name = 'toy'`)).toBe(1);
    expect(await rowsOf(PATIENTS)).toHaveLength(1);
  });
});

describe('a node of the store that lags behind for a moment', () => {
  it('is waited for, though nobody tells when it has caught up', async () => {
    const { h, store } = opened;
    const end = await writePatients(store, 1, PATIENTS);
    h.run([toy()]);
    await caughtUp();
    let lags = true;
    const lagging: EventStore = {
      ...store,
      read: (stream, options) => (lags ? Promise.resolve([]) : store.read(stream, options)),
    };
    const progress = h.progress([toy()], lagging);
    await eventually(() => progress.verdict.isOther);
    expect(await progress.waitFor(end, 100)).toBe(false);
    lags = false;
    await eventually(() => progress.waitFor(end, 100));
    expect(progress.verdict.isOther).toBe(false);
    expect(verdicts().map(([level]) => level)).toEqual(['error', 'info']);
  });
});
