import { Command } from 'commander';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { addProjectionCommands } from '../../../src/app/cli/projectionsCommand.ts';
import type { EventStore } from '../../../src/eventstore/port.ts';
import type { TestDatabase } from '../../support/database.ts';
import { eventually } from '../../support/eventually.ts';
import { openRunner, toy, writePatients, ZONE } from './runnerHarness.ts';
import type { Harness } from './runnerHarness.ts';

let database: TestDatabase;
let store: EventStore;
let h: Harness;
let close: () => Promise<void>;
let zone: string;
const models = [toy(), toy({ name: 'second' })];

beforeEach(async () => {
  zone = ZONE;
  ({ database, store, h, close } = await openRunner());
});

afterEach(() => close());

/** Runs `greenlane projections …`; resolves with what the person and the terminal were told. */
const greenlane = async (readModels: typeof models, ...args: string[]) => {
  const told: string[] = [];
  const complaints: string[] = [];
  const stream = new PassThrough();
  const command = new Command().exitOverride();
  addProjectionCommands(command, {
    use: (work) => work({ database: database.url, store, readModels, zone, log: h.log }),
    console: { tell: (line) => void told.push(line), complain: (line) => void complaints.push(line) },
    stream,
  });
  await command.parseAsync(args, { from: 'user' });
  stream.end();
  return { told, complaints, drawn: await text(stream) };
};

it('shows version, state, position and lag of each read model, and that nothing is there yet', async () => {
  expect((await greenlane(models, 'status')).told).toEqual([
    'read model  version  zone           state    lag (events)  lag (s)  position  rebuild',
    'toy         1        Asia/Shanghai  missing  -             -        -         -',
    'second      1        Asia/Shanghai  missing  -             -        -         -',
    'no runner is active',
    'no read models were ever built here: a server builds them when it starts',
  ]);
  const end = await writePatients(store, 1, 3);
  h.run(models);
  await eventually(async () => (await h.position('second')) === end);
  const { told } = await greenlane([toy(), toy({ name: 'second', version: 2 })], 'status');
  expect(told[1]).toMatch(new RegExp(`^toy +1 +${ZONE} +live +0 +0 +${end} +-$`));
  expect(told[2]).toMatch(new RegExp(`^second +1 -> 2 +${ZONE} +outdated +0 +0 +${end} +-$`));
  expect(told[3]).toBe('a runner is active');
});

it('shows a rebuild that was cut off', async () => {
  await writePatients(store, 1, 3);
  const failing = toy({ afterRows: () => Promise.reject(new Error('no')) });
  await expect(greenlane([failing], 'rebuild')).rejects.toThrow('read model toy failed');
  expect((await greenlane([toy()], 'status')).told[1]).toContain('version 1, 0 events, cut off');
});

it('rebuilds all or those named with a bar of progress, rate and remaining time', async () => {
  await writePatients(store, 1, 20);
  const all = await greenlane(models, 'rebuild');
  expect(all.told).toEqual(['rebuilt toy, second from 80 events']);
  expect(all.drawn).toMatch(/swap \[=+\] 100% \| 80\/80 events \| [1-9]\d*\/s \| 0 seconds left/);
  expect((await greenlane(models, 'rebuild', 'second')).told).toEqual(['rebuilt second from 80 events']);
});

it('says which rows did not follow from the log, when asked to compare', async () => {
  await writePatients(store, 1, 5);
  await greenlane(models, 'rebuild');
  await h.rows('delete from read_model.second_tally');
  const { complaints } = await greenlane(models, 'rebuild', '--compare');
  expect(complaints).toEqual(['second: the rows that were replaced did not follow from the log']);
});

it('names the read models that there are when it is asked for another', async () => {
  await expect(greenlane(models, 'rebuild', 'toys')).rejects.toThrow('called toys; there are toy, second');
});

it.each([[[]], [['--compare']]])(
  'refuses in another zone than that of the read models, and shows both (%j)',
  async (flags) => {
    await writePatients(store, 1, 3);
    await greenlane(models, 'rebuild');
    zone = 'Asia/Tokyo';
    await expect(greenlane(models, 'rebuild', 'toy', ...flags)).rejects.toThrow(
      /^The read models are of the zone Asia\/Shanghai and this command runs in Asia\/Tokyo, .*set TZ_HOSPITAL=Asia\/Shanghai;.*$/,
    );
    expect((await greenlane(models, 'status')).told[1]).toMatch(/^toy +1 +Asia\/Shanghai -> Asia\/Tokyo +outdated /);
    zone = ZONE;
    expect((await greenlane(models, 'status')).told[1]).toMatch(/^toy +1 +Asia\/Shanghai +live /);
  },
);
