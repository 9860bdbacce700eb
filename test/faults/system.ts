import { join } from 'node:path';
import { readRunFile } from '../../src/app/dataFolder/runFile.ts';
import { urlOf } from '../../src/app/embeddedPostgres/address.ts';
import { findProcess, processesIn } from '../../src/app/embeddedPostgres/processTable.ts';
import { waitUntil } from '../../src/app/embeddedPostgres/waitUntil.ts';
import { databaseFolderOf, postgresPidOf, startGreenlane, startServer } from '../support/greenlaneProcess.ts';
import type { StartedServer } from '../support/greenlaneProcess.ts';
import { onDatabase } from './logEvents.ts';
import { openWire } from './wire.ts';

const ADMIN_PASSWORD = 'correct horse battery';
const CATCH_UP_MS = 60_000;

/** What `greenlane` in a shell came to. */
export interface Ran {
  readonly code: number | string;
  readonly output: string;
}

/** A server with its own PostgreSQL on one data folder, as an operator has it. */
export interface System {
  readonly dataDir: string;
  start(): Promise<StartedServer>;
  /** A token of the admin; it outlives restarts. */
  signIn(url: string): Promise<string>;
  /** A command beside the server. */
  run(...args: string[]): Promise<Ran>;
  databaseUrl(): Promise<string>;
  /** The process of PostgreSQL that the server runs. */
  postmaster(): Promise<number>;
  /** Resolves when the read models hold the whole log. */
  caughtUp(): Promise<void>;
  /** Processes of PostgreSQL that work in the data folder. */
  databaseProcesses(): Promise<readonly number[]>;
}

const BEHIND = `select 1 from projection.checkpoints
  where position = '' or position::bigint < (select max(position) from eventstore.events)`;

export const systemIn = (dataDir: string): System => {
  const options = { dataDir, env: { ADMIN_PASSWORD, LOG_LEVEL: 'warn' } };
  const databaseUrl = async (): Promise<string> => {
    const run = await readRunFile(dataDir);
    if (run === undefined) throw new Error('no database runs');
    return urlOf(run.address, 'greenlane');
  };
  return {
    dataDir,
    databaseUrl,
    start: () => startServer(options),
    signIn: async (url) => {
      const wire = openWire(url, null);
      const body = { username: 'admin', password: ADMIN_PASSWORD };
      const outcome = await wire.send({ method: 'POST', path: '/api/account/auth/', body });
      wire.close();
      if (outcome.kind === 'lost' || outcome.status !== 200) throw new Error(`no sign-in: ${JSON.stringify(outcome)}`);
      return outcome.body.token;
    },
    run: async (...args) => {
      const program = startGreenlane(args, options);
      return { code: await program.ended, output: program.output() };
    },
    postmaster: async () => (await postgresPidOf(dataDir)) ?? 0,
    caughtUp: async () => {
      const url = await databaseUrl();
      const isThere = async () => (await onDatabase(url, (client) => client.query(BEHIND))).rowCount === 0;
      if (!(await waitUntil(isThere, CATCH_UP_MS))) throw new Error('the read models do not catch up');
    },
    databaseProcesses: async () => processesIn(join(await databaseFolderOf(dataDir), 'data')),
  };
};

export const isAlive = async (pid: number): Promise<boolean> => (await findProcess(pid)) !== undefined;
