import { resolve } from 'node:path';
import pg from 'pg';
import type { Config } from '../config/config.ts';
import { NOTICED_HERE } from '../../eventstore/silentLoss.ts';
import { isTableThere } from '../../projections/schema.ts';
import { NoRecord } from '../noRecord.ts';
import { isPostgres, type Databases } from './databases.ts';

const isInstalled = async (url: string, table: string): Promise<boolean> => {
  const client = new pg.Client({ connectionString: url, ...NOTICED_HERE });
  // A connection that breaks is reported by the query that runs on it.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await isTableThere(client, table);
  } finally {
    await client.end();
  }
};

/** What a command cannot do without. Read models that were lost are made of the log. */
export type Needed = 'log' | 'log and read models';

/** Refuses databases in which no greenlane has made its tables. An EventStoreDB does not tell. @throws NoRecord */
export const requireInstalled = async (needed: Needed, databases: Databases, config: Config): Promise<void> => {
  const { databaseUrl, eventStoreUrl } = databases;
  const log = {
    url: eventStoreUrl,
    given: config.eventStoreUrl,
    variable: 'EVENTSTORE_URL',
    table: 'eventstore.events',
  };
  const readModels = {
    url: databaseUrl,
    given: config.databaseUrl,
    variable: 'DATABASE_URL',
    table: 'greenlane.migrations',
  };
  const wanted = needed === 'log' ? [log] : [readModels, log];
  for (const { url, given, variable, table } of wanted) {
    if (!isPostgres(url) || (await isInstalled(url, table))) continue;
    if (given === undefined) throw new NoRecord(resolve(config.dataDir), 'DATA_DIR');
    throw new NoRecord(`the database of ${variable}`, variable);
  }
};
