import { rebuild } from '../../../src/projections/rebuild.ts';
import { eventually } from '../../support/eventually.ts';
import { openRunner, toy, writePatient, writePatients, ZONE } from './runnerHarness.ts';

let opened: Awaited<ReturnType<typeof openRunner>>;

beforeEach(async () => {
  opened = await openRunner();
});
afterEach(() => opened.close());

const PATIENTS = 20;
const LOST = 7;

const fill = async (): Promise<void> => void (await writePatients(opened.store, 1, PATIENTS));

const caughtUp = async (): Promise<void> => {
  const end = await opened.store.end();
  await eventually(async () => (await opened.h.position()) === end);
};

/** As a restore of an older copy does, while the read models stay. */
const loseTail = (): Promise<unknown> =>
  opened.h.rows('delete from eventstore.events where position > (select max(position) - $1 from eventstore.events)', [
    LOST,
  ]);

const complaints = () =>
  opened.h.lines.filter(({ level, facts }) => level === 'error' && JSON.stringify(facts).includes('LogShortened'));

const rowsOf = (patientId: number) =>
  opened.h.rows('select steps from read_model.toy_tally where patient_id = $1', [patientId]);

const expectHeldBack = async (): Promise<void> => {
  await eventually(() => Promise.resolve(complaints().length > 0));
  expect(JSON.stringify(complaints()[0])).toContain(`lacks the last ${LOST} events`);
  expect(JSON.stringify(complaints()[0])).toContain('greenlane projections rebuild');
};

describe('a log that comes back shorter than the read models', () => {
  it('is not gone on with: who writes is not told that it can be read, and what the log lost stays in the rows', async () => {
    await fill();
    const progress = opened.h.progress([toy()]);
    const runner = opened.h.run([toy()], progress);
    await caughtUp();
    await runner.stop();
    await loseTail();
    opened.h.run([toy()], progress);
    await expectHeldBack();
    const position = await writePatient(opened.store, 1_000);
    expect(await progress.waitFor(position, 500)).toBe(false);
    expect(await rowsOf(1_000)).toEqual([]);
    expect(await rowsOf(PATIENTS)).toHaveLength(1);
  });

  it('is seen under a running process, and by those that only listen', async () => {
    await fill();
    opened.h.run([toy()]);
    await caughtUp();
    const listener = opened.h.progress([toy()]);
    expect(await listener.waitFor(await opened.store.end(), 5_000)).toBe(true);
    await loseTail();
    await expectHeldBack();
    const position = await writePatient(opened.store, 1_000);
    await eventually(async () => !(await listener.waitFor(position, 100)));
  });

  it('is what a rebuild builds from, whereupon everything goes on', async () => {
    const { h, store, database } = opened;
    await fill();
    const progress = h.progress([toy()]);
    const runner = h.run([toy()], progress);
    await caughtUp();
    await runner.stop();
    await loseTail();
    h.run([toy()], progress);
    await expectHeldBack();
    const options = { database: database.url, store, readModels: [toy()], zone: ZONE, log: h.log };
    await rebuild({ ...options, names: ['toy'] });
    const position = await writePatient(store, 1_000);
    await eventually(() => progress.waitFor(position, 100));
    expect(await rowsOf(1_000)).toEqual([{ steps: 2 }]);
    const log = await h.one('select count(*)::int from eventstore.events');
    expect(await h.one('select count(*)::int from read_model.toy_entries')).toBe(log);
  });
});
