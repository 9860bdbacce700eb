import type { EventStore } from '../../../src/eventstore/port.ts';
import { readStatus } from '../../../src/projections/progressStatus.ts';
import { rebuild } from '../../../src/projections/rebuild.ts';
import type { TestDatabase } from '../../support/database.ts';
import { eventually } from '../../support/eventually.ts';
import { openRunner, toy, writePatients, ZONE } from './runnerHarness.ts';
import type { Harness } from './runnerHarness.ts';

const OTHER = 'America/New_York';

let database: TestDatabase;
let store: EventStore;
let h: Harness;
let close: () => Promise<void>;

beforeEach(async () => {
  ({ database, store, h, close } = await openRunner());
});

afterEach(() => close());

/** Its rows say in which zone they were written. */
const zoned = toy({
  afterRows: async (connection, { zone }) =>
    void (await connection.query('update toy_entries set type = $1 where type not like $2', [zone, '%/%'])),
});

const SAID = 'the read models are of another zone, so they are built anew beside the live ones';

const zonesOfRows = async () =>
  (await h.rows('select distinct type from read_model.toy_entries')).map(({ type }) => type);

const caughtUp = async (): Promise<void> => {
  const end = await store.end();
  await eventually(async () => (await h.position()) === end);
};

const checkpoints = () => h.rows('select name, zone, generation::int from projection.checkpoints order by name');

it('builds read models of another zone anew beside the live ones, and says why once', async () => {
  await writePatients(store, 1, 20);
  const before = h.run([zoned]);
  await caughtUp();
  await before.stop();
  expect(await zonesOfRows()).toEqual([ZONE]);
  h.runIn(OTHER, [zoned]);
  await eventually(async () => String(await zonesOfRows()) === OTHER);
  await writePatients(store, 21, 5);
  await caughtUp();
  expect(await zonesOfRows()).toEqual([OTHER]);
  expect(await checkpoints()).toEqual([
    { name: 'patient_states', zone: null, generation: 2 },
    { name: 'toy', zone: OTHER, generation: 2 },
  ]);
  expect(h.lines.filter(({ message }) => message === SAID)).toMatchObject([
    { level: 'warn', facts: { readModels: ZONE, hospital: OTHER } },
  ]);
});

it('says that a position is not passed while the read models are of another zone than the process that asks', async () => {
  h.runIn(OTHER, [zoned]);
  const position = await writePatients(store, 1, 3);
  await caughtUp();
  expect(await h.progress([zoned]).waitFor(position, 5_000)).toBe(false);
});

it('takes rows of an earlier release, which noted no zone, as its own', async () => {
  await writePatients(store, 1, 3);
  const before = h.run([zoned]);
  await caughtUp();
  await before.stop();
  await h.rows('alter table projection.checkpoints drop column zone');
  await h.rows('alter table projection.rebuilds drop column zone');
  const status = await readStatus({ database: database.url, store, readModels: [zoned], zone: ZONE });
  expect(status.readModels).toMatchObject([{ state: 'live', liveZone: undefined }]);
  h.run([zoned]);
  await writePatients(store, 4, 3);
  await caughtUp();
  expect(await checkpoints()).toEqual([
    { name: 'patient_states', zone: null, generation: 1 },
    { name: 'toy', zone: ZONE, generation: 1 },
  ]);
  expect(h.lines.map(({ message }) => message)).not.toContain(SAID);
});

it('goes on with no build that was cut off in another zone', async () => {
  for (let id = 1; id <= 3; id += 1) await writePatients(store, id, 1);
  const cut = { ...zoned, createIndexes: () => Promise.reject(new Error('cut off')) };
  const options = { database: database.url, store, log: h.log, names: ['toy'] };
  await expect(rebuild({ ...options, readModels: [cut], zone: OTHER })).rejects.toThrow('cut off');
  await rebuild({ ...options, readModels: [zoned], zone: ZONE });
  expect(await zonesOfRows()).toEqual([ZONE]);
});
