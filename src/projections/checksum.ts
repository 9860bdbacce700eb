import { createHash } from 'node:crypto';
import { escapeIdentifier } from 'pg';
import type { Connection, ReadModel, ReadModelTable } from './projection.ts';
import { LIVE } from './schema.ts';

/** Compared as text in byte order, so that databases with different collations agree. */
const keyOrder = ({ key }: ReadModelTable): string =>
  key.map((column) => `r.${escapeIdentifier(column)}::text collate "C"`).join(', ');

const tableChecksum = async (connection: Connection, table: ReadModelTable, schema: string): Promise<string> => {
  const { rows } = await connection.query<{ sum: string }>(
    `select count(*) || ':' || md5(coalesce(string_agg(md5(r::text), '' order by ${keyOrder(table)}), '')) as sum
     from ${schema}.${escapeIdentifier(table.name)} r`,
  );
  return rows[0]?.sum ?? '';
};

/**
 * MD5, hex, over all rows of a read model in the order of their business keys: equal rows, equal sum.
 * Compare sums of one session only, because the text of an instant follows the session's zone.
 */
export const checksum = async (
  connection: Connection,
  readModel: ReadModel,
  schema: string = LIVE,
): Promise<string> => {
  const hash = createHash('md5');
  for (const table of readModel.tables)
    hash.update(`${table.name} ${await tableChecksum(connection, table, schema)}\n`);
  return hash.digest('hex');
};
