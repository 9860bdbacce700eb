import type { Config } from '../config/config.ts';
import { openEmbeddedDatabase } from './embeddedDatabase.ts';
import type { EmbeddedDatabaseOptions } from './embeddedDatabase.ts';
import { reachDatabase } from './reachDatabase.ts';
import { START_TIMEOUT_MS } from './tryFor.ts';

export interface Databases {
  readonly eventStoreUrl: string;
  /** Of the read models and of the schema `greenlane`. */
  readonly databaseUrl: string;
  /** Of the embedded PostgreSQL, if it is used. */
  readonly folder: string | undefined;
}

export interface DatabasesOptions extends EmbeddedDatabaseOptions {
  readonly config: Pick<Config, 'databaseUrl' | 'eventStoreUrl'>;
  /** Aborted when the process is asked to end: no database is waited for any more then. */
  readonly stopping: AbortSignal;
}

export const isPostgres = (url: string): boolean => url.startsWith('postgres');

const reachConfigured = async ({ config, stopping }: DatabasesOptions): Promise<void> => {
  const given = [
    { variable: 'DATABASE_URL', url: config.databaseUrl },
    { variable: 'EVENTSTORE_URL', url: config.eventStoreUrl },
  ];
  for (const { variable, url } of given)
    if (url !== undefined && isPostgres(url))
      await reachDatabase({ variable, url, timeoutMs: START_TIMEOUT_MS, stopping });
};

/** The databases that the operator named, and the embedded one for what was not named. */
export const openDatabases = async (options: DatabasesOptions): Promise<Databases> => {
  const { stopping, config } = options;
  const { databaseUrl, eventStoreUrl } = config;
  await reachConfigured(options);
  if (databaseUrl !== undefined && eventStoreUrl !== undefined)
    return { databaseUrl, eventStoreUrl, folder: undefined };
  const embedded = await openEmbeddedDatabase(options);
  await reachDatabase({ variable: 'DATA_DIR', url: embedded.url, timeoutMs: START_TIMEOUT_MS, stopping });
  return {
    databaseUrl: databaseUrl ?? embedded.url,
    eventStoreUrl: eventStoreUrl ?? embedded.url,
    folder: embedded.folder,
  };
};
