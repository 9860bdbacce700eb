import pg from 'pg';
import { NOTICED_HERE } from '../../eventstore/silentLoss.ts';
import { codeOf } from './errorCode.ts';

// Made by another process a while ago, or at this very moment.
const DUPLICATES = ['42P04', '23505'];

/** Makes a database on that server unless it is there. */
export const ensureDatabase = async (serverUrl: string, name: string): Promise<void> => {
  const client = new pg.Client({ connectionString: serverUrl, ...NOTICED_HERE });
  // A connection that breaks is reported by the query that runs on it.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } catch (error) {
    if (!DUPLICATES.includes(codeOf(error) ?? '')) throw error;
  } finally {
    await client.end();
  }
};
