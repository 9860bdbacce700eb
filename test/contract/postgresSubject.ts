import { fileURLToPath } from 'node:url';
import type { NetConnectOpts } from 'node:net';
import { join } from 'node:path';
import type { PostgresEventStore } from '../../src/eventstore/postgres/postgresEventStore.ts';
import { createPostgresEventStore } from '../../src/eventstore/postgres/postgresEventStore.ts';
import { createDatabase } from '../support/database.ts';
import { startTcpProxy } from '../support/tcpProxy.ts';
import type { ContractSubject, Network } from './subject.ts';

const DEFAULT_PORT = '5432';

/** Where the server of a connection string listens: a Unix socket when `host` is a folder. */
export const targetOf = (url: URL): NetConnectOpts => {
  const host = url.searchParams.get('host') ?? url.hostname;
  const port = url.port || DEFAULT_PORT;
  return host.startsWith('/') ? { path: join(host, `.s.PGSQL.${port}`) } : { host, port: Number(port) };
};

export const through = (url: URL, port: number): string => {
  const proxied = new URL(url);
  proxied.searchParams.delete('host');
  proxied.host = `127.0.0.1:${port}`;
  return proxied.toString();
};

/** A PostgreSQL of its own database, reached through a proxy that can be cut. */
export interface PostgresSubject extends ContractSubject {
  readonly store: PostgresEventStore;
  readonly network: Network;
  /** Past the proxy. */
  readonly directUrl: string;
}

export const openPostgres = async (): Promise<PostgresSubject> => {
  const database = await createDatabase();
  const direct = new URL(database.url);
  const proxy = await startTcpProxy(targetOf(direct));
  const url = through(direct, proxy.port);
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
