import pg from 'pg';
import { pino } from 'pino';
import { runMigrations } from '../../src/app/database/runMigrations.ts';
import type { EventStore } from '../../src/eventstore/port.ts';
import { createPostgresEventStore } from '../../src/eventstore/postgres/postgresEventStore.ts';
import { createProgress } from '../../src/projections/progressListener.ts';
import type { ProjectionProgress } from '../../src/projections/progress.ts';
import { READ_MODELS } from '../../src/projections/readModels.ts';
import { startRunner } from '../../src/projections/runner.ts';
import { createDatabase, type TestDatabase } from './database.ts';

const silent = pino({ level: 'silent' });

export interface TestRecord {
  readonly database: TestDatabase;
  readonly store: EventStore;
  readonly progress: ProjectionProgress;
  /** Finds read models by their plain names. */
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

/**
 * A log with its read models and everything beside them, on a database of its own.
 * @param reach gives another way to the database: through a proxy that can be shut
 */
export const startRecord = async (reach = async (url: string): Promise<string> => url): Promise<TestRecord> => {
  const created = await createDatabase();
  const database = { ...created, url: await reach(created.url) };
  await runMigrations(database.url);
  const store = await createPostgresEventStore({ url: database.url });
  await store.migrate();
  const shared = { database: database.url, store, readModels: READ_MODELS, zone: 'Asia/Shanghai', log: silent };
  const progress = createProgress(shared);
  const runner = startRunner({ ...shared, progress });
  const pool = new pg.Pool({ connectionString: database.url, max: 8, options: '-c search_path=read_model' });
  pool.on('error', () => undefined);
  const close = async () => {
    await runner.stop();
    await progress.close();
    await pool.end();
    await store.close();
    await database.drop();
  };
  return { database, store, progress, pool, close };
};
