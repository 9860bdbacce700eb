import type { EventStore } from '../eventstore/port.ts';
import { createPostgresEventStore } from '../eventstore/postgres/postgresEventStore.ts';
import type { EventStoreDbOptions } from './reachEventStoreDb.ts';

export interface EventStoreOptions extends EventStoreDbOptions {
  /** Makes no tables: what is asked of a store without them fails. */
  readonly looksOnly?: boolean;
}

/**
 * The event store that a URL stands for: EventStoreDB for `esdb…`, else PostgreSQL, whose tables are made if needed.
 * @throws Unusable
 */
export const openEventStore = async (options: EventStoreOptions): Promise<EventStore> => {
  if (options.url.startsWith('esdb')) {
    // Its client is a tenth of what a process loads, and few have such a store.
    const { reachEventStoreDb } = await import('./reachEventStoreDb.ts');
    return reachEventStoreDb(options);
  }
  const store = await createPostgresEventStore(options);
  if (options.looksOnly !== true) await store.migrate();
  return store;
};
