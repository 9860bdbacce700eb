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
  /** Connection URL over loopback, which every contender speaks, to a database of this name; made when it is new. */
  database(name: string): Promise<{ readonly url: string; readonly isNew: boolean }>;
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

const createIfNew = async (url: string, name: string): Promise<boolean> => {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const { rows } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rows.length === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
    return rows.length === 0;
  } finally {
    await client.end();
  }
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
    database: async (name) => ({ url: urlOf(name), isNew: await createIfNew(urlOf('postgres'), name) }),
    stop: () => stopPostmaster(postgres),
  };
};
