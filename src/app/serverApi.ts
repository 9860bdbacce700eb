import { join } from 'node:path';
import type { Container } from 'inversify';
import type { Express } from 'express';
import { createLoginLimits } from '../api/accounts/loginLimits.ts';
import { createTokenCache } from '../api/accounts/tokenCache.ts';
import { listenForTokens } from '../api/accounts/tokenNotices.ts';
import { findTokenOwner } from '../api/accounts/tokens.ts';
import { mountApi } from '../api/app.ts';
import { startHousekeeping } from '../api/app/housekeeping.ts';
import { createIdempotencyKeys } from '../api/dialect/idempotency/keptKeys.ts';
import { PictureFolder } from '../api/files/pictureFolder.ts';
import { createCaseServices, type Entering } from './caseServices.ts';
import { Identifiers } from './identifiers.ts';
import { allRoutes } from './routes.ts';

export interface ServerApiOptions extends Entering {
  /** What the API is mounted on, behind what it serves already. */
  readonly app: Express;
  /** `DATA_DIR`: pictures are kept in its folder `media`. */
  readonly dataFolder: string;
}

const openTokens = (container: Container) => {
  const pool = container.get(Identifiers.pool);
  const cache = createTokenCache((tokenHash) => findTokenOwner(pool, tokenHash));
  const notices = listenForTokens(container.get(Identifiers.databases).databaseUrl, cache);
  container.get(Identifiers.lifecycle).onStop('notices of revoked tokens', () => notices.close());
  return cache;
};

const keepTidy = (container: Container): void => {
  const stop = startHousekeeping(container.get(Identifiers.pool), container.get(Identifiers.logger));
  container.get(Identifiers.lifecycle).onStop('housekeeping', () => Promise.resolve(stop()));
};

/** The HTTP side of a server with everything behind it; what it opens, the lifecycle closes. */
export const serveApi = async (container: Container, options: ServerApiOptions): Promise<void> => {
  const config = container.get(Identifiers.config);
  const pool = container.get(Identifiers.pool);
  const folder = new PictureFolder(join(options.dataFolder, 'media'));
  await folder.make();
  await folder.clear();
  const cache = openTokens(container);
  keepTidy(container);
  mountApi(options.app, {
    settings: config,
    authenticate: cache.authenticate,
    idempotencyKeys: createIdempotencyKeys(pool),
    progress: options.progress,
    logger: container.get(Identifiers.logger),
    registry: container.get(Identifiers.metrics),
    routes: allRoutes({
      accounts: { db: pool, limits: createLoginLimits(pool), cache },
      files: { db: pool, folder, limitBytes: config.uploadLimitBytes },
      cases: createCaseServices(container, options),
    }),
  });
};
