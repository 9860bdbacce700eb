import { SUPERUSER } from './cluster.ts';

/** How a PostgreSQL of ours is reached. */
export interface Address {
  readonly socketFolder: string;
  readonly password: string;
}

/** A connection string that `pg`, `knex` and libpq understand. */
export const urlOf = ({ socketFolder, password }: Address, database: string): string =>
  `postgresql://${SUPERUSER}:${encodeURIComponent(password)}@localhost/${database}?host=${encodeURIComponent(socketFolder)}`;
