import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { Authenticate } from '../accounts/signedIn.ts';
import type { ProjectionProgress } from '../../projections/progress.ts';
import type { IdempotencyKeys } from '../dialect/idempotency/idempotencyKeys.ts';
import type { Route } from '../dialect/route.ts';

export interface ApiSettings {
  /** Path under which a proxy serves the whole server, without a slash at the end; empty for none. */
  readonly basePath: string;
  /** Express' `trust proxy`: whose `X-Forwarded-…` headers count (E-OPS-01), e.g. `loopback, uniquelocal`. */
  readonly trustProxy: string;
  /** Longest JSON body in bytes. */
  readonly jsonLimitBytes: number;
}

export interface ApiDependencies {
  readonly settings: ApiSettings;
  /** Everything that is served, in any order. */
  readonly routes: readonly Route[];
  readonly authenticate: Authenticate;
  readonly idempotencyKeys: IdempotencyKeys;
  readonly progress: Pick<ProjectionProgress, 'isBehind'>;
  readonly logger: Logger;
  readonly registry: Registry;
}
