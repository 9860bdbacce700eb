import type { EventStore } from '../../src/eventstore/port.ts';
import { createPostgresEventStore } from '../../src/eventstore/postgres/postgresEventStore.ts';

/** For the writers' process of the contract. */
export const openStore = (url: string): Promise<EventStore> => createPostgresEventStore({ url });
