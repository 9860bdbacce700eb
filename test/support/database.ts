import { randomUUID } from 'node:crypto';
import pg from 'pg';

export interface TestDatabase {
  /** A connection string for `pg` and `knex`; its user may do everything in it. */
  readonly url: string;
  /** Ends the connections that are still open. */
  drop(): Promise<void>;
}

const clusterUrl = (): string => {
  const url = process.env.GREENLANE_TEST_CLUSTER;
  if (url === undefined) throw new Error('no PostgreSQL for tests: run them with jest, whose global setup starts it');
  return url;
};

const execute = async (sql: string): Promise<void> => {
  const client = new pg.Client({ connectionString: clusterUrl() });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
};

/** A fresh, empty database on the PostgreSQL of this test run. */
export const createDatabase = async (): Promise<TestDatabase> => {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await execute(`create database ${name}`);
  const url = new URL(clusterUrl());
  url.pathname = `/${name}`;
  return { url: url.toString(), drop: () => execute(`drop database if exists ${name} with (force)`) };
};
