import type { Knex } from 'knex';
import { MIGRATIONS } from './index.ts';
import type { Migration } from './migration.ts';

const sourceOf = (migrations: readonly Migration[]): Knex.MigrationSource<Migration> => ({
  getMigrations: async () => [...migrations],
  getMigrationName: (migration) => migration.name,
  getMigration: async (migration) => ({ up: (knex) => migration.up(knex), down: async () => undefined }),
});

/**
 * Brings the schema `greenlane` to the newest shape; what ran before is left alone.
 * Several processes may call it at once: an advisory lock lets one work while the others wait.
 */
export const migrate = async (knex: Knex, migrations = MIGRATIONS): Promise<void> => {
  await knex.transaction(async (transaction) => {
    await transaction.raw(`select pg_advisory_xact_lock(hashtext('greenlane.migrations'))`);
    await transaction.raw('create schema if not exists greenlane');
    await transaction.migrate.latest({
      migrationSource: sourceOf(migrations),
      schemaName: 'greenlane',
      tableName: 'migrations',
    });
  });
};
