import { readStatus } from '../../../src/projections/progressStatus.ts';
import { rebuild } from '../../../src/projections/rebuild.ts';
import { eventually } from '../../support/eventually.ts';
import { openRunner, toy, writePatient, writePatients, ZONE } from './runnerHarness.ts';

let opened: Awaited<ReturnType<typeof openRunner>>;

beforeEach(async () => {
  opened = await openRunner();
});
afterEach(() => opened.close());

const MODELS = [toy(), toy({ name: 'second' })];
const PATIENTS = 20;

const caughtUp = async (): Promise<void> => {
  const { h, store } = opened;
  const end = await store.end();
  await eventually(async () => (await h.position()) === end && (await h.position('second')) === end);
};

const states = async () => {
  const { database, store } = opened;
  const { readModels } = await readStatus({ database: database.url, store, readModels: MODELS, zone: ZONE });
  return readModels.map(({ name, state, liveVersion }) => [name, state, liveVersion]);
};

const LIVE = [
  ['toy', 'live', 1],
  ['second', 'live', 1],
];

const expectRowsOfLog = async (): Promise<void> => {
  const { h } = opened;
  const log = await h.rows('select position, type from eventstore.events order by 1');
  for (const name of ['toy', 'second'])
    expect(
      await h.rows(`select position::bigint as position, type from read_model.${name}_entries order by 1`),
    ).toEqual(log);
  expect(await h.one('select count(*) from read_model.patient_states')).toBe(
    await h.one('select count(distinct stream) from eventstore.events'),
  );
};

/** A runner that has stopped after it took in all of a log, of whose rows something is lost then. */
const standingWithout = async (lost: string): Promise<void> => {
  const { h, store } = opened;
  await writePatients(store, 1, PATIENTS);
  const runner = h.run(MODELS);
  await caughtUp();
  await runner.stop();
  await h.rows(lost);
};

const LOST = [
  ['the whole schema', 'drop schema read_model cascade', ['missing', 'missing']],
  ['a table of one', 'drop table read_model.toy_tally', ['missing', 'live']],
  ['the folded patients', 'drop table read_model.patient_states', ['outdated', 'outdated']],
] as const;

describe('read models whose tables are gone', () => {
  it.each(LOST)('are no longer said to be live, and are built anew: %s', async (_, lost, expected) => {
    await standingWithout(lost);
    expect((await states()).map(([, state]) => state)).toEqual(expected);
    opened.h.run(MODELS);
    await eventually(async () => JSON.stringify(await states()) === JSON.stringify(LIVE));
    await writePatient(opened.store, 1_000, 2);
    await caughtUp();
    await expectRowsOfLog();
  });

  it.each(LOST)('are built anew by a rebuild that compares, too: %s', async (_, lost) => {
    await standingWithout(lost);
    const { database, store, h } = opened;
    const names = ['toy', 'second'];
    const options = { database: database.url, store, readModels: MODELS, zone: ZONE, log: h.log, names };
    expect((await rebuild({ ...options, compare: true })).differences).toEqual([]);
    expect(await states()).toEqual(LIVE);
    await expectRowsOfLog();
  });

  it.each(LOST)('are missed by a runner at work, which builds them anew: %s', async (_, lost) => {
    const { h, store } = opened;
    await writePatients(store, 1, PATIENTS);
    h.run(MODELS);
    await caughtUp();
    await h.rows(lost);
    await writePatient(store, 1_000, 2);
    await eventually(async () => JSON.stringify(await states()) === JSON.stringify(LIVE));
    await caughtUp();
    await expectRowsOfLog();
  });

  it('hold up those who wait for them only as long as they are built', async () => {
    await standingWithout('drop schema read_model cascade');
    const { h, store } = opened;
    const progress = h.progress(MODELS);
    const position = await writePatient(store, 1_000);
    expect(await progress.waitFor(position, 300)).toBe(false);
    h.run(MODELS);
    await eventually(() => progress.waitFor(position, 100));
    await expectRowsOfLog();
  });
});
