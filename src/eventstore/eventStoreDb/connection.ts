import { setTimeout as pause } from 'node:timers/promises';
import { EventStoreDBClient } from '@eventstore/db-client';
import { requireKnownOptions } from './knownOptions.ts';

export interface ConnectionOptions {
  /** `esdb://…` or `esdb+discover://…` */
  readonly url: string;
  /**
   * How the client sends appends, `unary` by default. `batch` sends all of them through one call: when that call breaks,
   * the client rejects the appends of every connection of the process, and a late answer to one of them ends the process.
   */
  readonly appends?: 'unary' | 'batch';
  /** How long the server may be silent before it counts as unavailable, in ms. */
  readonly patience?: number;
}

export interface Connection {
  /** To be asked for anew before each use. */
  readonly client: EventStoreDBClient;
  /** Takes another client: one that did not find its cluster keeps that answer for all its batched appends. */
  renew(): void;
  readonly patience: number;
  close(): Promise<void>;
}

const PATIENCE = 10_000;
const CLOSING_PATIENCE = 1_000;

/** @throws when the URL is none that the client reads. */
export const connect = ({ url, appends = 'unary', patience = PATIENCE }: ConnectionOptions): Connection => {
  requireKnownOptions(url);
  const open = () => {
    const opened = EventStoreDBClient.connectionString(withKeepAlive(url));
    return appends === 'unary' ? neverBatching(opened) : opened;
  };
  let client = open();
  return {
    get client() {
      return client;
    },
    renew: () => void (client = open()),
    patience,
    // A call that never began does not finish either, so this is not waited for without end.
    close: () => Promise.race([client.dispose(), pause(CLOSING_PATIENCE, undefined, { ref: false })]),
  };
};

/**
 * Node.js sometimes misses that a connection over TLS was closed (nodejs/node#49147), so calls on it wait until a ping
 * fails; the client pings every 10 s and would wait another 10 s for the answer.
 */
const withKeepAlive = (url: string): string =>
  /[?&]keepAliveTimeout=/i.test(url) ? url : `${url}${url.includes('?') ? '&' : '?'}keepAliveTimeout=3000`;

/** The client appends in batches wherever the server supports it, unless it is given credentials with each append. */
const neverBatching = (client: EventStoreDBClient): EventStoreDBClient =>
  Object.assign(client, { supports: () => Promise.resolve(false) });
