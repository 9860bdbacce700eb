import { resolve } from 'node:path';
import pg from 'pg';
import type { Config } from '../config/config.ts';
import { isTableThere } from '../../projections/schema.ts';
import { NoRecord } from '../noRecord.ts';
import { isPostgres, type Databases } from './databases.ts';

const isInstalled = async (url: string, table: string): Promise<boolean> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await isTableThere(client, table);
  } finally {
    await client.end();
  }
};

/** Refuses databases in which no greenlane has made its tables. An EventStoreDB does not tell. @throws NoRecord */
export const requireInstalled = async (databases: Databases, config: Config): Promise<void> => {
  const { databaseUrl, eventStoreUrl } = databases;
  const wanted = [
    { url: databaseUrl, given: config.databaseUrl, variable: 'DATABASE_URL', table: 'greenlane.migrations' },
    { url: eventStoreUrl, given: config.eventStoreUrl, variable: 'EVENTSTORE_URL', table: 'eventstore.events' },
  ];
  for (const { url, given, variable, table } of wanted) {
    if (!isPostgres(url) || (await isInstalled(url, table))) continue;
    if (given === undefined) throw new NoRecord(resolve(config.dataDir), 'DATA_DIR');
    throw new NoRecord(`the database of ${variable}`, variable);
  }
};
