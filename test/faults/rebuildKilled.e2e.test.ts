import { join } from 'node:path';
import { waitUntil } from '../../src/app/embeddedPostgres/waitUntil.ts';
import { createPostgresEventStore } from '../../src/eventstore/postgres/postgresEventStore.ts';
import { READ_MODELS } from '../../src/projections/readModels.ts';
import { writeCases } from '../support/caseLog.ts';
import { cleanUp, createFolder, startGreenlane, type Program } from '../support/greenlaneProcess.ts';
import { openJournal } from './journal.ts';
import { Load } from './load.ts';
import { onDatabase } from './logEvents.ts';
import { createRandom } from '../support/random.ts';
import { systemIn } from './system.ts';
import { openWire, type Wire } from './wire.ts';
import { World } from './world.ts';

const EVENTS = 150_000;
/** Above what the server's own sequences give to the patients of the load. */
const FIRST_PATIENT = 1_000_000;
const LONG_MS = 900_000;
const ADMIN = { ADMIN_PASSWORD: 'correct horse battery', LOG_LEVEL: 'warn' };

const folders: string[] = [];
afterAll(() => cleanUp(folders));

const fill = async (url: string): Promise<void> => {
  const store = await createPostgresEventStore({ url });
  await writeCases(store, { from: FIRST_PATIENT, events: EVENTS }).finally(() => store.close());
};

const isTrue = (url: string, condition: string): Promise<boolean> =>
  onDatabase(url, async (client) => (await client.query(`select 1 where ${condition}`)).rowCount === 1);

/** Every live case of the log was shown before the load began, and cases are added faster than they are deleted. */
const LIVE = `(select count(*) from read_model.cases where status = 'live') > 10000`;
const CAUGHT_UP = `(select position from projection.checkpoints where name = 'cases')::bigint >= ${EVENTS}`;
const HALF_WAY = `(select max(events) from projection.rebuilds) >= ${EVENTS / 2}`;

const until = async (url: string, condition: string): Promise<void> => {
  if (!(await waitUntil(() => isTrue(url, condition), LONG_MS))) throw new Error(`never came true: ${condition}`);
};

const eventsBuilt = (url: string): Promise<number> =>
  onDatabase(url, async (client) => {
    const { rows } = await client.query('select max(events)::int as events from projection.rebuilds');
    return rows[0]?.events ?? 0;
  });

/** Reads lists and their totals until it is told to stop. */
const reading = (wire: Wire) => {
  let isOver = false;
  let answers = 0;
  const wrong: unknown[] = [];
  const ended = (async () => {
    for (; !isOver; answers += 1) {
      const outcome = await wire.send({ method: 'GET', path: '/api/trauma_rescue/?limit=20' });
      const isRight = outcome.kind === 'answered' && outcome.status === 200 && outcome.body.count > 1_000;
      if (!isRight) wrong.push(outcome);
    }
  })();
  const stop = async () => {
    isOver = true;
    await ended;
    return { answers, wrong };
  };
  return { stop };
};

/** The first number of events that the bar showed. */
const beganAt = ({ output }: Program): number => Number(/\| (\d+)\/\d+ events/.exec(output())?.[1]);

it(
  'goes on half-way after kill -9 of the rebuilding process, under a write load, and comes to the rows of the live tables',
  async () => {
    const [dataDir, notes] = [await createFolder(), await createFolder()];
    folders.push(dataDir, notes);
    const system = systemIn(dataDir);
    const server = await system.start();
    const url = await system.databaseUrl();
    await fill(url);
    await until(url, `${CAUGHT_UP} and ${LIVE}`);
    const wire = openWire(server.url, await system.signIn(server.url));
    const journal = await openJournal(join(notes, 'journal.jsonl'));
    const load = new Load({ journal, random: createRandom(7), world: new World() });
    load.start(wire);
    const reads = reading(wire);
    const rebuild = (): Program => startGreenlane(['projections', 'rebuild', '--compare'], { dataDir, env: ADMIN });

    const killed = rebuild();
    await until(url, HALF_WAY);
    process.kill(killed.pid, 'SIGKILL');
    expect(await killed.ended).toBe('SIGKILL');
    const built = await eventsBuilt(url);
    const written = load.acknowledged;

    const resumed = rebuild();
    const code = await resumed.ended;
    const { answers, wrong } = await reads.stop();
    const unanswered = await load.finish(wire);
    await journal.close();
    process.kill(server.pid, 'SIGTERM');
    await server.ended;

    expect({ code, output: resumed.output() }).toMatchObject({
      code: 0,
      output: expect.stringContaining(`rebuilt ${READ_MODELS.map(({ name }) => name).join(', ')} from`),
    });
    expect(resumed.output()).not.toContain('did not follow');
    expect(beganAt(resumed)).toBeGreaterThanOrEqual(built);
    expect(built).toBeGreaterThanOrEqual(EVENTS / 2);
    expect(load.acknowledged).toBeGreaterThan(written);
    expect(unanswered).toBe(0);
    expect(wrong).toEqual([]);
    expect(answers).toBeGreaterThan(20);
  },
  LONG_MS * 2,
);
