import type { Knex } from 'knex';

/** One step of what stands outside the log and outside the read models (D-35). Released steps are never edited. */
export interface Migration {
  /** Never changed; sorts as it stands in the list, e.g. `0001_settings`. */
  readonly name: string;
  /** Makes its tables in the schema `greenlane`; runs in a transaction of its own. */
  up(knex: Knex): Promise<void>;
}
