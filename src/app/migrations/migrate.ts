import type { Knex } from 'knex';
import { MIGRATIONS } from './index.ts';
import type { Migration } from './migration.ts';

const sourceOf = (migrations: readonly Migration[]): Knex.MigrationSource<Migration> => ({
  getMigrations: async () => [...migrations],
  getMigrationName: (migration) => migration.name,
  getMigration: async (migration) => ({ up: (knex) => migration.up(knex), down: async () => undefined }),
});

/** A newer release has changed the tables beside the log; this one would not know what is in them. */
export class NewerTables extends Error {
  override readonly name = 'NewerTables';
  constructor(migrations: readonly string[]) {
    super(
      `a newer release has changed the tables of the schema greenlane (${migrations.join(', ')}): install that release or ` +
        'a newer one, or restore the backup from before it; see "Upgrade" in docs/operations.md',
    );
  }
}

const requireKnown = async (transaction: Knex.Transaction, migrations: readonly Migration[]): Promise<void> => {
  if (!(await transaction.schema.withSchema('greenlane').hasTable('migrations'))) return;
  const names: readonly string[] = await transaction('greenlane.migrations').orderBy('id').pluck('name');
  const unknown = names.filter((each) => !migrations.some(({ name }) => name === each));
  if (unknown.length > 0) throw new NewerTables(unknown);
};

/**
 * Brings the schema `greenlane` to the newest shape; what ran before is left alone.
 * Several processes may call it at once: an advisory lock lets one work while the others wait.
 * @throws NewerTables
 */
export const migrate = async (knex: Knex, migrations = MIGRATIONS): Promise<void> => {
  await knex.transaction(async (transaction) => {
    await transaction.raw(`select pg_advisory_xact_lock(hashtext('greenlane.migrations'))`);
    await transaction.raw('create schema if not exists greenlane');
    await requireKnown(transaction, migrations);
    await transaction.migrate.latest({
      migrationSource: sourceOf(migrations),
      schemaName: 'greenlane',
      tableName: 'migrations',
    });
  });
};
