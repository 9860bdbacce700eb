import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { checksum } from '../../../src/projections/checksum.ts';
import { rebuild } from '../../../src/projections/rebuild.ts';
import type { EventStore } from '../../../src/eventstore/port.ts';
import { createDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';
import { eventually } from '../../support/eventually.ts';
import { harness, openStore, toy, writePatient, ZONE } from './runnerHarness.ts';
import type { Harness } from './runnerHarness.ts';

let database: TestDatabase;
let store: EventStore;
let h: Harness;
const projectors = new Set<ChildProcess>();

beforeEach(async () => {
  database = await createDatabase();
  store = await openStore(database.url);
  h = harness(database.url, store);
});

const kill = async (projector: ChildProcess): Promise<void> => {
  const exited = once(projector, 'exit');
  projector.kill('SIGKILL');
  await exited;
  projectors.delete(projector);
};

afterEach(async () => {
  await Promise.all([...projectors].map(kill));
  await h.close();
  await store.close();
  await database.drop();
});

const LOADER = new URL('../../../scripts/typescript.mjs', import.meta.url).href;
const PROGRAM = fileURLToPath(new URL('./runnerProcess.ts', import.meta.url));

const startProjector = (): ChildProcess => {
  const projector = spawn(process.execPath, ['--import', LOADER, PROGRAM, database.url], { stdio: 'inherit' });
  projectors.add(projector);
  return projector;
};

const stepsOf = async (patientId: number): Promise<unknown> =>
  (await h.rows('select steps from read_model.toy_tally where patient_id = $1', [patientId]))[0]?.steps;

it('shows two reading processes what they wrote, 1,000 times, through a projector in a third (D-36)', async () => {
  const listeners = [h.progress([toy()]), h.progress([toy()])];
  startProjector();
  let next = 0;
  const client = async (at: number): Promise<void> => {
    for (let id = (next += 1); id <= 1_000; id = next += 1) {
      const position = await writePatient(store, id, 1);
      expect(await listeners[at % 2]?.waitFor(position, 30_000)).toBe(true);
      expect(await stepsOf(id)).toBe(2);
    }
  };
  await Promise.all([0, 1, 2, 3].map(client));
});

it('keeps rows that follow from the log through projectors killed with -9 under load, one taking over from the other', async () => {
  const progress = h.progress([toy()]);
  startProjector();
  startProjector();
  let id = 0;
  for (let round = 0; round < 4; round += 1) {
    for (const last = id + 50; id < last;) {
      const position = await writePatient(store, (id += 1), id % 6);
      if (id % 10 === 0) expect(await progress.waitFor(position, 30_000)).toBe(true);
    }
    const [oldest] = projectors;
    if (oldest) await kill(oldest);
    startProjector();
  }
  const end = await store.end();
  await eventually(async () => (await h.position()) === end, 40_000);
  expect(await h.one('select sum(steps)::int from read_model.toy_tally')).toBe(Number(end));
  const live = await checksum(h.connection, toy());
  const readModels = [toy()];
  await rebuild({ database: database.url, store, readModels, zone: ZONE, log: h.log, names: ['toy'] });
  expect(await checksum(h.connection, toy())).toBe(live);
});
