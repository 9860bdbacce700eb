import type pg from 'pg';

const WANTED = 'UTF8';

/** The database would not keep every text that clients send. */
export class WrongEncoding extends Error {
  override readonly name = 'WrongEncoding';
  constructor(variable: string, database: string, encoding: string) {
    super(`the database "${database}" of ${variable} has the encoding ${encoding}; greenlane needs ${WANTED}`);
  }
}

/** Refuses a database that is not UTF-8 (D-06). @throws WrongEncoding */
export const requireUtf8 = async (client: pg.Client, variable: string): Promise<void> => {
  const { rows } = await client.query<{ encoding: string; name: string }>(
    `select current_setting('server_encoding') as encoding, current_database() as name`,
  );
  for (const { encoding, name } of rows) if (encoding !== WANTED) throw new WrongEncoding(variable, name, encoding);
};
