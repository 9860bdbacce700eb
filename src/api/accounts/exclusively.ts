import pg from 'pg';
import { NOTICED_HERE } from '../../eventstore/silentLoss.ts';

/** Lets one process at a time change accounts; the lock ends with its connection, whatever happens. */
export const exclusively = async <T>(database: string, work: () => Promise<T>): Promise<T> => {
  const client = new pg.Client({
    connectionString: database,
    ...NOTICED_HERE,
    application_name: 'greenlane accounts',
  });
  // A connection that breaks under the work ends the lock; the work itself notices on its own connections.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(`select pg_advisory_lock(hashtext('greenlane.accounts'))`);
    return await work();
  } finally {
    await client.end();
  }
};
