import type { ConnectionOptions } from '../../../src/eventstore/eventStoreDb/connection.ts';
import { createEventStoreDbEventStore } from '../../../src/eventstore/eventStoreDb/eventStoreDbEventStore.ts';
import type { EventStore } from '../../../src/eventstore/port.ts';

/** For writers in a process of their own. @param address connection options as JSON */
export const openStore = async (address: string): Promise<EventStore> =>
  createEventStoreDbEventStore(JSON.parse(address) as ConnectionOptions);
