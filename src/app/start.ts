import type { RequestListener } from 'node:http';
import express from 'express';
import type { Express } from 'express';
import type { Container } from 'inversify';
import type { Logger } from 'pino';
import type { Config } from './config/config.ts';
import type { Console } from './console.ts';
import { openReads } from './caseServices.ts';
import { createCommands } from './commands.ts';
import { openSystem } from './container.ts';
import { holdUntilRegained } from './database/holdUntilRegained.ts';
import { lockForServer, openDataFolder } from './dataFolder/dataFolder.ts';
import { expressMessages } from './expressMessages.ts';
import { Identifiers } from './identifiers.ts';
import type { Lifecycle } from './lifecycle.ts';
import { localUrl } from './localUrl.ts';
import type { PatientState } from '../domain/patient/state.ts';
import { DecidedStates } from '../eventstore/decidedStates.ts';
import { tellNewerRelease } from './newerRelease.ts';
import { createOperations, type Phase } from './operations.ts';
import { warnOfOtherZone } from './otherZone.ts';
import { prepareRecord } from './prepareRecord.ts';
import { keepReadModels, openProgress } from './readSide.ts';
import { startHttpServer } from './server.ts';
import { serveApi } from './serverApi.ts';
import { whileStarting } from './whileStarting.ts';

export interface StartOptions {
  readonly config: Config;
  readonly logger: Logger;
  readonly console: Console;
  readonly lifecycle: Lifecycle;
  /** Aborted when the process is asked to end: a start that waits for read models gives up then. */
  readonly stopping: AbortSignal;
}

interface Where extends Pick<StartOptions, 'stopping'> {
  readonly dataFolder: string;
}

interface Place extends Where {
  readonly app: Express;
}

/** Keeps the read models where the role asks for it, and answers requests where it asks for that. */
const openRecord = async (container: Container, { app, dataFolder, stopping }: Place): Promise<void> => {
  const { role } = container.get(Identifiers.config);
  const decided = role === 'all' ? new DecidedStates<PatientState>() : undefined;
  const progress = openProgress(container);
  const reads = openReads(container);
  const { verdict } = progress;
  const commands = createCommands(container.get(Identifiers.eventStore), { decided, progress, db: reads, verdict });
  const record = { commands, progress, reads };
  await tellNewerRelease(container);
  holdUntilRegained(container.get(Identifiers.pool), record.progress.regained);
  if (role !== 'api') keepReadModels(container, { progress: record.progress, decided });
  if (role === 'projector') return;
  if (role === 'api') await warnOfOtherZone(container);
  await prepareRecord(container, { ...record, stopping });
  await serveApi(container, { ...record, app, dataFolder });
};

const serve = async (container: Container, where: Where): Promise<number> => {
  const config = container.get(Identifiers.config);
  const lifecycle = container.get(Identifiers.lifecycle);
  const pool = container.get(Identifiers.pool);
  const eventStore = container.get(Identifiers.eventStore);
  const checks = [
    { name: 'database', check: () => pool.query('select 1') },
    { name: 'event_store', check: () => eventStore.end() },
  ];
  let phase: Phase = 'starting';
  const registry = container.get(Identifiers.metrics);
  const operations = createOperations({ checks, registry, phase: () => phase });
  const app = express().disable('x-powered-by').use(operations);
  const early = whileStarting(operations);
  const listener: RequestListener = (request, response) => (phase === 'starting' ? early : app)(request, response);
  const http = await startHttpServer({ app: listener, messages: expressMessages(app), ...config });
  try {
    await openRecord(container, { ...where, app });
  } catch (error) {
    await http.stop();
    throw error;
  }
  phase = 'ready';
  lifecycle.onStop('HTTP server', () => {
    phase = 'stopping';
    return http.stop();
  });
  return http.port;
};

const tellWhereAll = (container: Container, port: number): void => {
  const { tell } = container.get(Identifiers.console);
  const { host } = container.get(Identifiers.config);
  const { folder } = container.get(Identifiers.databases);
  tell(`greenlane is ready at ${localUrl(host, port)}`);
  if (folder !== undefined) tell(`The data is in ${folder}`);
};

/** Starts a server: the folder's lock, the databases, then HTTP. What it has started, the lifecycle stops. */
export const startServer = async (options: StartOptions): Promise<Container> => {
  const { config, lifecycle, stopping } = options;
  const dataFolder = await openDataFolder(config.dataDir);
  const lock = await lockForServer(dataFolder);
  lifecycle.onStop('lock of the data folder', () => lock.release());
  const container = await openSystem({ ...options, dataFolder, role: 'server' });
  tellWhereAll(container, await serve(container, { dataFolder, stopping }));
  return container;
};
