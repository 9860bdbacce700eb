import knexFactory from 'knex';
import type { Knex } from 'knex';
import { MIGRATIONS } from '../../../src/app/migrations/index.ts';
import { migrate } from '../../../src/app/migrations/migrate.ts';
import { createDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
let knex: Knex;

beforeEach(async () => {
  database = await createDatabase();
  knex = knexFactory({ client: 'pg', connection: database.url });
});

afterEach(async () => {
  await knex.destroy();
  await database.drop();
});

const migrated = async (): Promise<string[]> => knex('greenlane.migrations').orderBy('id').pluck('name');

describe('migrations', () => {
  it('run once, in order, however often they are asked for', async () => {
    await migrate(knex);
    await migrate(knex);
    expect(await migrated()).toEqual(MIGRATIONS.map(({ name }) => name));
  });

  it('run once when several processes start together', async () => {
    const others = [1, 2, 3].map(() => knexFactory({ client: 'pg', connection: database.url }));
    await Promise.all([knex, ...others].map((each) => migrate(each)));
    await Promise.all(others.map((each) => each.destroy()));
    expect(await migrated()).toEqual(MIGRATIONS.map(({ name }) => name));
  });

  it('add what a newer release brings', async () => {
    await migrate(knex);
    const wards = {
      name: '9999_wards',
      up: (db: Knex) => db.schema.withSchema('greenlane').createTable('wards', (table) => void table.text('name')),
    };
    await migrate(knex, [...MIGRATIONS, wards]);
    expect(await knex('greenlane.wards')).toEqual([]);
    await expect(migrate(knex)).rejects.toThrow(
      'a newer release has changed the tables of the schema greenlane (9999_wards): install that release',
    );
  });

  it('leave nothing half done when one fails, and run again afterwards', async () => {
    const broken = {
      name: '9999_broken',
      up: async (db: Knex) => {
        await db.raw('create table greenlane.half (id int)');
        await db.raw('select 1/0');
      },
    };
    await expect(migrate(knex, [...MIGRATIONS, broken])).rejects.toThrow('division by zero');
    const { rows } = await knex.raw(`select to_regclass('greenlane.half') as half`);
    expect(rows).toEqual([{ half: null }]);
    await migrate(knex);
    expect(await migrated()).toEqual(MIGRATIONS.map(({ name }) => name));
  });
});
