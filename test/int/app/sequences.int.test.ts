import knexFactory from 'knex';
import pg from 'pg';
import { migrate } from '../../../src/app/migrations/migrate.ts';
import { createSequences, raiseAbove } from '../../../src/app/sequences.ts';
import { createDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await createDatabase();
  const knex = knexFactory({ client: 'pg', connection: database.url });
  await migrate(knex);
  await knex.destroy();
  pool = new pg.Pool({ connectionString: database.url, max: 4 });
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

describe('sequences (D-35)', () => {
  it('number visits and the cases of each type apart, in one round trip', async () => {
    const sequences = createSequences(pool);
    expect(await sequences.nextIds(['patient', 'case_trauma'])).toEqual([1, 1]);
    expect(await sequences.nextIds(['patient', 'case_gib', 'patient'])).toEqual([2, 1, 3]);
    expect(await sequences.nextIds([])).toEqual([]);
  });

  it('never give a number twice to concurrent callers', async () => {
    const sequences = createSequences(pool);
    const ids = await Promise.all(Array.from({ length: 200 }, () => sequences.nextIds(['case_basic'])));
    expect(new Set(ids.flat()).size).toBe(200);
  });

  it('continue above the highest number of the log, and are never lowered', async () => {
    const sequences = createSequences(pool);
    await raiseAbove(pool, new Map([['case_toxic', 1]]));
    expect(await sequences.nextIds(['case_toxic'])).toEqual([2]);
    await raiseAbove(pool, new Map([['case_toxic', 41]]));
    await raiseAbove(pool, new Map([['case_toxic', 7]]));
    expect(await sequences.nextIds(['case_toxic'])).toEqual([42]);
  });

  it('stand where they stood for a server that starts while another hands out numbers', async () => {
    const sequences = createSequences(pool);
    const starts = Array.from({ length: 20 }, async () => {
      await raiseAbove(pool, new Map([['case_chestpain', 100]]));
      return sequences.nextIds(['case_chestpain']);
    });
    const ids = (await Promise.all(starts)).flat();
    expect(new Set(ids).size).toBe(20);
    expect(Math.min(...ids)).toBe(101);
  });
});
