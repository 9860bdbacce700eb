import { fileURLToPath } from 'node:url';
import type { PostgresEventStore } from '../../src/eventstore/postgres/postgresEventStore.ts';
import { createPostgresEventStore } from '../../src/eventstore/postgres/postgresEventStore.ts';
import { createDatabase } from '../support/database.ts';
import { proxyTo } from '../support/tcpProxy.ts';
import type { ContractSubject, Network } from './subject.ts';

/** A PostgreSQL of its own database, reached through a proxy that can be cut. */
export interface PostgresSubject extends ContractSubject {
  readonly store: PostgresEventStore;
  readonly network: Network;
  /** Past the proxy. */
  readonly directUrl: string;
}

export const openPostgres = async (): Promise<PostgresSubject> => {
  const database = await createDatabase();
  const { proxy, url } = await proxyTo(database.url);
  const store = await createPostgresEventStore({ url });
  await store.migrate();
  const others: PostgresEventStore[] = [];
  const openAnother = async () => {
    const other = await createPostgresEventStore({ url });
    others.push(other);
    return other;
  };
  return {
    store,
    directUrl: database.url,
    patience: 15_000,
    // PostgreSQL has no such character in a text, so the whole statement fails.
    poison: (event) => ({ ...event, data: '{"text":"\0"}' }),
    network: {
      openAnother,
      cutConnections: async () => proxy.cut(),
      sever: async () => proxy.shut(),
      restore: async () => proxy.open(),
      loseNextAnswer: async () => proxy.loseAnswerTo('eventstore.append'),
      writer: { modulePath: fileURLToPath(new URL('./postgresWriter.ts', import.meta.url)), address: database.url },
    },
    close: async () => {
      await Promise.all([store, ...others].map((each) => each.close()));
      await proxy.close();
      await database.drop();
    },
  };
};
