import type { ServiceIdentifier } from 'inversify';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { EventStore } from '../eventstore/port.ts';
import type { Config } from './config/config.ts';
import type { Console } from './console.ts';
import type { Databases } from './database/databases.ts';
import type { Lifecycle } from './lifecycle.ts';
import type { Sequences } from './sequences.ts';

const identify = <Service>(name: string): ServiceIdentifier<Service> => Symbol.for(`greenlane.${name}`);

/** Under what the container keeps what every part may ask for. */
export const Identifiers = {
  config: identify<Config>('config'),
  logger: identify<Logger>('logger'),
  console: identify<Console>('console'),
  lifecycle: identify<Lifecycle>('lifecycle'),
  metrics: identify<Registry>('metrics'),
  databases: identify<Databases>('databases'),
  pool: identify<pg.Pool>('pool'),
  eventStore: identify<EventStore>('eventStore'),
  sequences: identify<Sequences>('sequences'),
};
