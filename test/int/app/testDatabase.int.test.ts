import pg from 'pg';
import { createDatabase } from '../../support/database.ts';

const ask = async (url: string, sql: string): Promise<unknown> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows;
  } finally {
    await client.end();
  }
};

describe('the database of a test file', () => {
  it('is UTF-8 with a fixed collation and keeps what is committed (D-06)', async () => {
    const { url, drop } = await createDatabase();
    const settings = `select current_setting('server_encoding'), datlocprovider, datlocale, current_setting('fsync')
      from pg_database where datname = current_database()`;
    expect(await ask(url, settings)).toEqual([['UTF8', 'b', 'C.UTF-8', 'on']]);
    await drop();
  });

  it('is seen by nobody else', async () => {
    const [one, other] = await Promise.all([createDatabase(), createDatabase()]);
    await ask(one.url, 'create table patient as select 1 as id');
    expect(await ask(one.url, 'select id from patient')).toEqual([[1]]);
    await expect(ask(other.url, 'select id from patient')).rejects.toThrow('does not exist');
    await Promise.all([one.drop(), other.drop()]);
  });
});
