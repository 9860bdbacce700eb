import { Container } from 'inversify';
import type { Logger } from 'pino';
import type { Config } from './config/config.ts';
import type { Console } from './console.ts';
import { openDatabases } from './database/databases.ts';
import { openPool } from './database/openPool.ts';
import { openSequences } from './database/openSequences.ts';
import { requireInstalled, type Needed } from './database/requireInstalled.ts';
import { runMigrations } from './database/runMigrations.ts';
import type { User } from './dataFolder/runFile.ts';
import { Identifiers } from './identifiers.ts';
import type { Lifecycle } from './lifecycle.ts';
import { createMetrics } from './metrics/createMetrics.ts';
import { measureAppends } from './metrics/measureAppends.ts';
import { openEventStore } from './openEventStore.ts';

export interface SystemOptions {
  readonly config: Config;
  readonly logger: Logger;
  readonly console: Console;
  readonly lifecycle: Lifecycle;
  /** `DATA_DIR`, absolute and without symbolic links. */
  readonly dataFolder: string;
  readonly role: User['role'];
  /** Refuse databases in which no greenlane has run, instead of making its tables there. */
  readonly needs?: Needed | undefined;
  /** For a command that only looks: nothing is made in the databases, which may be empty or just being restored. */
  readonly looksOnly?: boolean;
  /** Aborted when the process is asked to end: no database is waited for any more then. */
  readonly stopping: AbortSignal;
}

const bindOptions = (container: Container, options: SystemOptions): void => {
  container.bind(Identifiers.config).toConstantValue(options.config);
  container.bind(Identifiers.logger).toConstantValue(options.logger);
  container.bind(Identifiers.console).toConstantValue(options.console);
  container.bind(Identifiers.lifecycle).toConstantValue(options.lifecycle);
  container.bind(Identifiers.metrics).toConstantValue(createMetrics());
};

/**
 * What a server and a command have in common: databases that are reached and, unless it only looks, migrated, the pool,
 * the event store. Everything it opens is closed by the lifecycle. @throws NoRecord where one is needed
 */
export const openSystem = async (options: SystemOptions): Promise<Container> => {
  const { config, console, lifecycle, logger, needs, looksOnly = false, stopping } = options;
  const container = new Container({ defaultScope: 'Singleton' });
  bindOptions(container, options);
  const databases = await openDatabases({ ...options, tell: console.tell });
  if (needs) await requireInstalled(needs, databases, config);
  if (!looksOnly) await runMigrations(databases.databaseUrl);
  const pool = openPool({ url: databases.databaseUrl, size: config.poolSize, logger, lifecycle });
  const eventStore = await openEventStore({ url: databases.eventStoreUrl, logger, looksOnly, stopping });
  lifecycle.onStop('event store', () => eventStore.close());
  container.bind(Identifiers.databases).toConstantValue(databases);
  container.bind(Identifiers.pool).toConstantValue(pool);
  container
    .bind(Identifiers.eventStore)
    .toConstantValue(measureAppends(eventStore, container.get(Identifiers.metrics)));
  const numbers = { url: databases.databaseUrl, store: eventStore, logger, lifecycle };
  container.bind(Identifiers.sequences).toConstantValue(openSequences(numbers));
  return container;
};
