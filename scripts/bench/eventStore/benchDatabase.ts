import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';

const execute = async (url: string, sql: string): Promise<void> => {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(sql).finally(() => client.end());
};

const OBJECT_IN_USE = '55006';
const DROP_WITHIN_MS = 10_000;

/** A pool may answer that it has ended a moment before its connections have. */
const drop = async (url: string, name: string, until = Date.now() + DROP_WITHIN_MS): Promise<void> => {
  try {
    await execute(url, `drop database ${name}`);
  } catch (error) {
    const inUse = error instanceof pg.DatabaseError && error.code === OBJECT_IN_USE;
    if (!inUse || Date.now() > until) throw error;
    await wait(50);
    await drop(url, name, until);
  }
};

/** Runs `body` with the connection string of a new database on the server of `url`, and drops it afterwards. */
export const withDatabase = async <T>(url: string, body: (url: string) => Promise<T>): Promise<T> => {
  const name = `bench_${randomUUID().replaceAll('-', '')}`;
  await execute(url, `create database ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  return body(own.toString()).finally(() => drop(url, name));
};

/** Durability is what is compared, so a server that has any of it switched off is refused. */
export const requireDurability = async (url: string): Promise<void> => {
  const client = new pg.Client(url);
  await client.connect();
  try {
    for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes']) {
      const { rows } = await client.query<{ value: string }>('select current_setting($1) as value', [setting]);
      if (rows[0]?.value !== 'on') throw new Error(`${setting} is ${rows[0]?.value}, so nothing is compared`);
    }
  } finally {
    await client.end();
  }
};
