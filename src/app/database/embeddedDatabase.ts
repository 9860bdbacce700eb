import type { Logger } from 'pino';
import { guardDatabase } from '../dataFolder/guardDatabase.ts';
import { joinLocalDatabase } from '../dataFolder/localDatabase.ts';
import type { LocalDatabaseOptions } from '../dataFolder/localDatabase.ts';
import { urlOf } from '../embeddedPostgres/address.ts';
import type { Lifecycle } from '../lifecycle.ts';
import { ensureDatabase } from './ensureDatabase.ts';

const DATABASE = 'greenlane';

export interface EmbeddedDatabaseOptions extends LocalDatabaseOptions {
  readonly lifecycle: Lifecycle;
  readonly logger: Logger;
}

export interface EmbeddedDatabase {
  readonly url: string;
  /** Where its rows are. */
  readonly folder: string;
}

/** The embedded PostgreSQL for as long as this process lives; a server also starts it again when it dies (D-37, D-38). */
export const openEmbeddedDatabase = async (options: EmbeddedDatabaseOptions): Promise<EmbeddedDatabase> => {
  const { lifecycle, logger, role } = options;
  const local = await joinLocalDatabase(options);
  lifecycle.onStop('PostgreSQL', () => local.leave());
  if (role === 'server') {
    const guard = guardDatabase(local, logger);
    lifecycle.onStop('guard of PostgreSQL', () => guard.stop());
  }
  await ensureDatabase(urlOf(local.address, 'postgres'), DATABASE);
  return { url: urlOf(local.address, DATABASE), folder: local.cluster.folder };
};
