import type { Migration } from './migration.ts';

/**
 * Keys of repeatable requests (D-18). `answer` is null while the first one works; `working_until` says until when
 * the others wait for it before one of them takes over.
 */
export const idempotency: Migration = {
  name: '0004_idempotency',
  up: async (knex) => {
    await knex.raw(`
      create table greenlane.idempotency_keys (
        user_id integer not null,
        key text not null,
        request_hash text not null,
        command_id uuid not null unique,
        runs integer not null default 1,
        reserved_ids jsonb,
        answer jsonb,
        working_until timestamptz not null,
        created_at timestamptz not null default now(),
        primary key (user_id, key));
      create index idempotency_keys_by_age on greenlane.idempotency_keys (created_at)`);
  },
};
