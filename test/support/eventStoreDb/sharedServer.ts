import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { createEventStoreDbEventStore } from '../../../src/eventstore/eventStoreDb/eventStoreDbEventStore.ts';
import { toPosition } from '../../../src/eventstore/eventStoreDb/position.ts';
import type { EventStore, Position } from '../../../src/eventstore/port.ts';
import { Loopback } from './loopback.ts';

/** A loopback EventStoreDB that another application writes to as well, with a store of ours on it. */
export interface SharedServer {
  readonly loopback: Loopback;
  readonly store: EventStore;
  /** An event of the other application; answers where it is. */
  writeForeign(): Promise<Position>;
  close(): Promise<void>;
}

export const startSharedServer = async (): Promise<SharedServer> => {
  const loopback = await Loopback.start();
  const client = EventStoreDBClient.connectionString(loopback.url);
  const store = createEventStoreDbEventStore({ url: loopback.url, ownStreams: ['patient-', 'user-'] });
  return {
    loopback,
    store,
    writeForeign: async () => {
      const order = jsonEvent({ type: 'OrderPlaced', data: { id: 1 } });
      const { position } = await client.appendToStream('order-1', [order]);
      if (position === undefined) throw new Error('the server did not say where the event is');
      return toPosition(position);
    },
    close: async () => {
      await store.close();
      await client.dispose();
      await loopback.stop();
    },
  };
};
