import { SEQUENCE_NAMES, sequenceTable } from '../sequences.ts';
import type { Migration } from './migration.ts';

// A sequence that was never used says 1 and "not called"; the lock keeps two starting servers from lowering each other's.
const RAISE_ABOVE = `
  create function greenlane.raise_above(sequence regclass, floor bigint) returns void language plpgsql as $$
  declare
    last bigint;
  begin
    perform pg_advisory_xact_lock(hashtext('greenlane.sequences'));
    execute format('select case when is_called then last_value else last_value - 1 end from %s', sequence) into last;
    if last < floor then
      perform setval(sequence, floor);
    end if;
  end $$`;

export const sequences: Migration = {
  name: '0002_sequences',
  up: async (knex) => {
    for (const name of SEQUENCE_NAMES) await knex.raw(`create sequence if not exists ${sequenceTable(name)}`);
    await knex.raw(RAISE_ABOVE);
  },
};
