import { runMigrations } from '../../src/app/database/runMigrations.ts';
import { createPostgresEventStore } from '../../src/eventstore/postgres/postgresEventStore.ts';

/** Makes the tables in a database as the start of a server does, without its read models. */
export const install = async (url: string): Promise<void> => {
  await runMigrations(url);
  const store = await createPostgresEventStore({ url });
  await store.migrate();
  await store.close();
};
