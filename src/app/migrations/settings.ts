import type { Migration } from './migration.ts';

export const settings: Migration = {
  name: '0001_settings',
  up: async (knex) => {
    await knex.schema.withSchema('greenlane').createTable('settings', (table) => {
      table.text('key').primary();
      table.jsonb('value').notNullable();
      table.timestamp('updated_at', { useTz: true }).notNullable().defaultTo(knex.fn.now());
    });
  },
};
