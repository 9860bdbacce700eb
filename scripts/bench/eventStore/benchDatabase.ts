import { randomUUID } from 'node:crypto';
import pg from 'pg';

const execute = async (url: string, sql: string): Promise<void> => {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(sql).finally(() => client.end());
};

/** Runs `body` with the connection string of a new database on the server of `url`, and drops it afterwards. */
export const withDatabase = async <T>(url: string, body: (url: string) => Promise<T>): Promise<T> => {
  const name = `bench_${randomUUID().replaceAll('-', '')}`;
  await execute(url, `create database ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  return body(own.toString()).finally(() => execute(url, `drop database ${name} with (force)`));
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
