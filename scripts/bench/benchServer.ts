import { access, chmod, mkdir, realpath } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import pg from 'pg';
import { findDatabaseAccount } from '../../src/app/embeddedPostgres/account.ts';
import { ensureCluster, SUPERUSER } from '../../src/app/embeddedPostgres/cluster.ts';
import { placeBinaries } from '../../src/app/embeddedPostgres/placement.ts';
import { startPostmaster, stopPostmaster } from '../../src/app/embeddedPostgres/postmaster.ts';
import { chooseSocketFolder } from '../../src/app/embeddedPostgres/socketFolder.ts';

const PASSWORD = 'bench';

/** The one PostgreSQL that greenlane and its peers are measured on, with its durability untouched. */
export interface BenchServer {
  /**
   * Connection URL over loopback, which every contender speaks, to a database of this name. One that is not there from an
   * earlier run is prepared first; a preparation that was broken off is begun again.
   */
  prepared(name: string, prepare: (url: string) => Promise<void>): Promise<string>;
  readonly url: string;
  stop(): Promise<void>;
}

export const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
};

const execute = async (url: string, sql: string, values: readonly unknown[] = []): Promise<number> => {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(sql, [...values])).rowCount ?? 0;
  } finally {
    await client.end();
  }
};

const prepareOnce = async (
  urlOf: (name: string) => string,
  name: string,
  prepare: (url: string) => Promise<void>,
): Promise<string> => {
  const root = urlOf('postgres');
  const found = await execute(root, 'select 1 from pg_database where datname = $1', [name]);
  if (found > 0) return urlOf(name);
  const unready = `${name}_unready`;
  await execute(root, `drop database if exists ${unready} with (force)`);
  await execute(root, `create database ${unready}`);
  await prepare(urlOf(unready));
  await execute(root, `alter database ${unready} rename to ${name}`);
  return urlOf(name);
};

/** Starts it on what `folder` holds from earlier runs. */
export const startBenchServer = async (folder: string): Promise<BenchServer> => {
  await mkdir(folder, { recursive: true });
  const dataFolder = await realpath(folder);
  await chmod(dataFolder, 0o711);
  await access(dataFolder);
  const account = await findDatabaseAccount();
  const binaries = await placeBinaries({ dataFolder, account, tell: (line) => console.log(line) });
  const cluster = { folder: join(dataFolder, 'postgres'), binaries, account };
  await ensureCluster(cluster, PASSWORD);
  const port = await freePort();
  const settings = { listen_addresses: '127.0.0.1', port: String(port), max_connections: '300' };
  const postgres = await startPostmaster({ cluster, socketFolder: await chooseSocketFolder(cluster), settings });
  const urlOf = (name: string): string => `postgresql://${SUPERUSER}:${PASSWORD}@127.0.0.1:${port}/${name}`;
  return {
    url: urlOf('postgres'),
    prepared: (name, prepare) => prepareOnce(urlOf, name, prepare),
    stop: () => stopPostmaster(postgres),
  };
};
