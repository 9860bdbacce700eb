import type { Migration } from './migration.ts';

/** Pictures by content; the bytes lie in the data folder, their hash is in the events (D-12, D-35). */
export const files: Migration = {
  name: '0005_files',
  up: async (knex) => {
    await knex.raw(`
      create table greenlane.files (
        id integer generated always as identity primary key,
        name text not null unique,
        media_type text not null,
        bytes bigint not null,
        uploaded_by integer not null,
        created_at timestamptz not null default now())`);
  },
};
