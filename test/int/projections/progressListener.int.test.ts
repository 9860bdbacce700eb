import pg from 'pg';
import { pino } from 'pino';
import { createPostgresEventStore } from '../../../src/eventstore/postgres/postgresEventStore.ts';
import type { PostgresEventStore } from '../../../src/eventstore/postgres/postgresEventStore.ts';
import { createProgress } from '../../../src/projections/progressListener.ts';
import type { Progress } from '../../../src/projections/progressListener.ts';
import { HEARING } from '../../../src/projections/schema.ts';
import { createDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';
import { eventually } from '../../support/eventually.ts';
import { ZONE } from './runnerHarness.ts';

const { query } = pg.Client.prototype;
let underway = 0;
let most = 0;
let database: TestDatabase;
let store: PostgresEventStore;
let progress: Progress;
let observer: pg.Client;

/** Counts the statements that are asked of one client before the last is answered; those of pools bring a callback. */
const counting: ProxyHandler<typeof query> = {
  apply: (target, self, args) => {
    const answer: unknown = Reflect.apply(target, self, args);
    if (!(answer instanceof Promise) || self === observer) return answer;
    underway += 1;
    most = Math.max(most, underway);
    return answer.finally(() => (underway -= 1));
  },
};

beforeEach(async () => {
  database = await createDatabase();
  observer = new pg.Client({ connectionString: database.url });
  await observer.connect();
  store = await createPostgresEventStore({ url: database.url });
  await store.migrate();
  pg.Client.prototype.query = new Proxy(query, counting);
  progress = createProgress({
    database: database.url,
    store,
    readModels: [],
    zone: ZONE,
    log: pino({ level: 'silent' }),
  });
});

afterEach(async () => {
  pg.Client.prototype.query = query;
  await progress.close();
  await store.close();
  await observer.end();
  await database.drop();
});

const isHearing = async (): Promise<boolean> => {
  const { rows } = await observer.query(
    `select 1 from pg_locks where locktype = 'advisory' and (classid::int, objid::int) = (${HEARING})
    and database = (select oid from pg_database where datname = current_database())`,
  );
  return rows.length > 0;
};

it('asks one thing at a time of its connection, and ends as the last change says', async () => {
  await eventually(isHearing);
  progress.passed('1');
  progress.forget();
  progress.passed('1');
  progress.forget();
  progress.passed('1');
  await eventually(async () => !(await isHearing()) && underway === 0);
  progress.forget();
  await eventually(async () => (await isHearing()) && underway === 0);
  expect(most).toBe(1);
});
