import knexFactory from 'knex';
import { migrate } from '../migrations/migrate.ts';

/** Brings the schema `greenlane` of a database to the newest shape, on a connection of its own. */
export const runMigrations = async (url: string): Promise<void> => {
  const knex = knexFactory({ client: 'pg', connection: url, pool: { min: 0, max: 1 } });
  await migrate(knex).finally(() => knex.destroy());
};
