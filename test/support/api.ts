import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import type pg from 'pg';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { mountApi } from '../../src/api/app.ts';
import type { ApiSettings } from '../../src/api/app/dependencies.ts';
import { ensureAdmin } from '../../src/api/accounts/ensureAdmin.ts';
import { createLoginLimits } from '../../src/api/accounts/loginLimits.ts';
import { accountRoutes } from '../../src/api/accounts/routes.ts';
import { createTokenCache } from '../../src/api/accounts/tokenCache.ts';
import { listenForTokens } from '../../src/api/accounts/tokenNotices.ts';
import { findTokenOwner } from '../../src/api/accounts/tokens.ts';
import type { Pictures } from '../../src/api/cases/caseServices.ts';
import { configRoutes } from '../../src/api/config/routes.ts';
import { createIdempotencyKeys } from '../../src/api/dialect/idempotency/keptKeys.ts';
import type { Route } from '../../src/api/dialect/route.ts';
import { PictureFolder } from '../../src/api/files/pictureFolder.ts';
import { createPictures } from '../../src/api/files/pictures.ts';
import { fileRoutes } from '../../src/api/files/routes.ts';
import type { UserEvent } from '../../src/domain/user/events.ts';
import { evolve, initialState, type UserState } from '../../src/domain/user/state.ts';
import { CommandHandler } from '../../src/eventstore/commandHandler.ts';
import type { EventStore } from '../../src/eventstore/port.ts';
import type { ProjectionProgress } from '../../src/projections/progress.ts';
import { connectClient, type ApiClient } from './client.ts';
import { serve } from './httpServer.ts';
import { startRecord } from './record.ts';
import { untilShown } from './untilShown.ts';

export const ADMIN = { username: 'admin', password: 'correct horse battery' } as const;

/** What routes are made of. */
export interface ApiParts {
  readonly databaseUrl: string;
  readonly pool: pg.Pool;
  readonly store: EventStore;
  readonly progress: ProjectionProgress;
  readonly pictures: Pictures;
  readonly users: CommandHandler<UserState, UserEvent>;
}

export interface TestApiOptions {
  /** Routes beside sign-in, options and pictures. */
  readonly routes?: (parts: ApiParts) => readonly Route[];
  readonly settings?: Partial<ApiSettings>;
  readonly uploadLimitBytes?: number;
  /** See `startRecord`. */
  readonly reach?: (url: string) => Promise<string>;
}

export interface TestApi extends ApiParts {
  readonly url: string;
  /** Signed in as the admin; every answer is held to the served document. */
  readonly client: ApiClient;
  readonly token: string;
  readonly registry: Registry;
  /** What was logged, parsed. */
  readonly logged: readonly Record<string, unknown>[];
  readonly mediaFolder: string;
  close(): Promise<void>;
}

const SETTINGS: ApiSettings = { basePath: '', trustProxy: 'loopback', jsonLimitBytes: 262_144 };

const signIn = async (url: string): Promise<string> => {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}/api/account/auth/`, { method: 'POST', headers, body: JSON.stringify(ADMIN) });
  if (!response.ok) throw new Error(`the admin cannot sign in: ${await response.text()}`);
  return JSON.parse(await response.text()).token;
};

const makeAdmin = async (parts: ApiParts): Promise<void> => {
  const context = {
    commandId: crypto.randomUUID(),
    correlationId: crypto.randomUUID(),
    actor: { user: 'greenlane', client: 'cli' } as const,
  };
  const { pool: db, users: handler, databaseUrl: database } = parts;
  await untilShown(parts, 10_000);
  await ensureAdmin({ db, handler, database, ...ADMIN, context });
  await untilShown(parts, 10_000);
};

/** The wired API on a free port, on a database, a log, read models and a folder of its own. */
export const startApi = async ({
  routes,
  settings,
  uploadLimitBytes = 200_000,
  reach,
}: TestApiOptions = {}): Promise<TestApi> => {
  const record = await startRecord(reach);
  const { pool, store, progress } = record;
  const folder = new PictureFolder(await mkdtemp(join(tmpdir(), 'greenlane-media-')));
  const users = new CommandHandler<UserState, UserEvent>({ initialState, evolve }, { store, now: () => new Date() });
  const parts = { databaseUrl: record.database.url, pool, store, progress, users, pictures: createPictures(pool) };
  const logged: Record<string, unknown>[] = [];
  const logger = pino({ level: 'debug' }, { write: (line: string) => void logged.push(JSON.parse(line)) });
  const cache = createTokenCache((tokenHash) => findTokenOwner(pool, tokenHash));
  const notices = listenForTokens(record.database.url, cache);
  const registry = new Registry();
  const app = express();
  mountApi(app, {
    settings: { ...SETTINGS, ...settings },
    authenticate: cache.authenticate,
    idempotencyKeys: createIdempotencyKeys(pool),
    progress,
    logger,
    registry,
    routes: [
      ...accountRoutes({ db: pool, limits: createLoginLimits(pool), cache }),
      ...configRoutes(),
      ...fileRoutes({ db: pool, folder, limitBytes: uploadLimitBytes }),
      ...(routes?.(parts) ?? []),
    ],
  });
  const server = await serve(app);
  await makeAdmin(parts);
  const token = await signIn(server.url);
  const client = await connectClient(server.url, token);
  const close = async () => {
    await server.close();
    await notices.close();
    await record.close();
    await rm(folder.root, { recursive: true, force: true });
  };
  return { ...parts, url: server.url, client, token, registry, logged, mediaFolder: folder.root, close };
};
