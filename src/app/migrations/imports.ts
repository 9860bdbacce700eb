import type { Migration } from './migration.ts';

/**
 * Which steps of imported logs are taken, under which visit (D-40). A step is claimed before its events are appended and
 * done afterwards; nothing is ever forgotten here, so that a log may be imported again years later.
 */
export const imports: Migration = {
  name: '0006_imports',
  up: async (knex) => {
    await knex.raw(`
      create table greenlane.import_steps (
        key uuid primary key,
        patient_id bigint not null,
        case_type text not null,
        case_id bigint not null,
        done boolean not null default false,
        claimed_at timestamptz not null default now())`);
  },
};
