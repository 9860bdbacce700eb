import { chmod, mkdtemp, readFile, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { urlOf } from '../../src/app/embeddedPostgres/address.ts';
import { findDatabaseAccount } from '../../src/app/embeddedPostgres/account.ts';
import { ensureCluster } from '../../src/app/embeddedPostgres/cluster.ts';
import { placeBinaries } from '../../src/app/embeddedPostgres/placement.ts';
import { startPostmaster, stopPostmaster } from '../../src/app/embeddedPostgres/postmaster.ts';
import { isRunning, thisProcess } from '../../src/app/embeddedPostgres/processTable.ts';
import type { ProcessIdentity } from '../../src/app/embeddedPostgres/processTable.ts';
import { chooseSocketFolder } from '../../src/app/embeddedPostgres/socketFolder.ts';

const PREFIX = 'greenlane-test-';
const PASSWORD = 'test';

/** Many test files open pools at once, and several share one small machine. */
const SETTINGS = { max_connections: '400', shared_buffers: '128MB', max_wal_size: '1GB' };

/** The PostgreSQL of one test run. */
export interface TestCluster {
  readonly url: string;
  stop(): Promise<void>;
}

interface Owner {
  readonly run: ProcessIdentity;
  readonly postgres: ProcessIdentity;
}

const ownerOf = async (folder: string): Promise<Owner | undefined> => {
  const text = await readFile(join(folder, 'owner.json'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text);
};

/** Ends what killed runs have left, so that the machine does not fill with databases nobody uses. */
const sweep = async (): Promise<void> => {
  for (const name of await readdir(tmpdir())) {
    const folder = join(tmpdir(), name);
    const owner = name.startsWith(PREFIX) ? await ownerOf(folder) : undefined;
    if (owner === undefined || (await isRunning(owner.run))) continue;
    await stopPostmaster(owner.postgres);
    await rm(folder, { recursive: true, force: true });
  }
};

/** Starts a PostgreSQL in a folder of its own; several runs may do so at the same time. */
export const startTestCluster = async (): Promise<TestCluster> => {
  await sweep();
  const folder = await realpath(await mkdtemp(join(tmpdir(), PREFIX)));
  await chmod(folder, 0o711);
  const account = await findDatabaseAccount();
  const binaries = await placeBinaries({ dataFolder: folder, account, tell: () => undefined });
  const cluster = { folder: join(folder, 'pg'), binaries, account };
  await ensureCluster(cluster, PASSWORD);
  const socketFolder = await chooseSocketFolder(cluster);
  const postgres = await startPostmaster({ cluster, socketFolder, settings: SETTINGS });
  await writeFile(join(folder, 'owner.json'), JSON.stringify({ run: await thisProcess(), postgres }));
  return {
    url: urlOf({ socketFolder, password: PASSWORD }, 'postgres'),
    stop: async () => {
      await stopPostmaster(postgres);
      await rm(folder, { recursive: true, force: true });
    },
  };
};
