import type { Logger } from 'pino';
import { createEventStoreDbEventStore } from '../eventstore/eventStoreDb/eventStoreDbEventStore.ts';
import type { EventStore } from '../eventstore/port.ts';
import { createPostgresEventStore } from '../eventstore/postgres/postgresEventStore.ts';

export interface EventStoreOptions {
  readonly url: string;
  readonly logger: Logger;
}

/** The event store that a URL stands for: EventStoreDB for `esdb…`, else PostgreSQL, whose tables are made if needed. */
export const openEventStore = async ({ url, logger }: EventStoreOptions): Promise<EventStore> => {
  if (url.startsWith('esdb')) return createEventStoreDbEventStore({ url, logger });
  const store = await createPostgresEventStore({ url, logger });
  await store.migrate();
  return store;
};
