import type { Migration } from './migration.ts';

/**
 * What proves who somebody is: outside the log, never dropped by a rebuild (D-35). The unique name is claimed here before
 * the user's first event; a token is known by its hash only. `login_attempts` has the columns that the rate limiter asks for.
 */
export const accounts: Migration = {
  name: '0003_accounts',
  up: async (knex) => {
    await knex.raw(`
      create sequence greenlane.user_id as integer;
      create table greenlane.credentials (
        user_id integer primary key default nextval('greenlane.user_id'),
        username text not null unique,
        password_hash text not null,
        changed_at timestamptz not null default now());
      create table greenlane.tokens (
        token_hash text primary key,
        user_id integer not null references greenlane.credentials,
        created_at timestamptz not null default now());
      create index tokens_of_user on greenlane.tokens (user_id);
      create table greenlane.login_attempts (
        key varchar(255) primary key,
        points integer not null default 0,
        expire bigint)`);
  },
};
