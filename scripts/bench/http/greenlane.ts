import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, type BenchServer } from '../benchServer.ts';
import { kept, stopChild, untilItAnswers, type Contestant } from './contestant.ts';
import { fill } from './fill.ts';
import { measureHttp, type Server } from './wrk.ts';

const ADMIN = { username: 'bench', password: 'bench password' };

const tokenFrom = (answer: unknown): string => {
  const token: unknown = typeof answer === 'object' && answer !== null ? Reflect.get(answer, 'token') : undefined;
  if (typeof token !== 'string') throw new Error('greenlane did not sign the bench in');
  return token;
};

const signIn = async (url: string): Promise<string> => {
  const response = await fetch(`${url}/api/account/auth/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(ADMIN),
  });
  return tokenFrom(await response.json());
};

const run = async (args: readonly string[], settings: NodeJS.ProcessEnv): Promise<ChildProcess> => {
  const env = {
    ...process.env,
    ...settings,
    EVENTSTORE_URL: settings['DATABASE_URL'],
    DATA_DIR: await mkdtemp(join(tmpdir(), 'greenlane-bench-')),
    LOG_LEVEL: 'warn',
  };
  return kept(spawn(process.execPath, ['bin/greenlane.js', ...args], { stdio: ['ignore', 'ignore', 'inherit'], env }));
};

/** Builds the read models as an operator does after a large import, which is faster than to follow the log. */
const buildReadModels = async (database: string): Promise<void> => {
  const child = await run(['projections', 'rebuild'], { DATABASE_URL: database });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`the rebuild ended with ${code}`);
};

const prepare = async (database: string, cases: number, print: (line: string) => void): Promise<void> => {
  const { events, seconds } = await fill(database, cases);
  print(
    `${cases} cases filled: ${events} events in ${seconds.toFixed(1)} s = ${Math.round(events / seconds)} events/s`,
  );
  await buildReadModels(database);
};

/** A server of greenlane, and what it answers from. */
export interface Greenlane extends Contestant {
  readonly server: Server;
  readonly database: string;
}

export interface GreenlaneOptions {
  readonly server: BenchServer;
  readonly cases: number;
  readonly print: (line: string) => void;
}

/** greenlane as an operator starts it, on the server of the peers, with its defaults. */
export const startGreenlane = async ({ server, cases, print }: GreenlaneOptions): Promise<Greenlane> => {
  const database = await server.prepared(`greenlane_pathways_${cases}`, (url) => prepare(url, cases, print));
  const port = await freePort();
  const child = await run(['start'], {
    DATABASE_URL: database,
    HOST: '127.0.0.1',
    PORT: String(port),
    ADMIN_USERNAME: ADMIN.username,
    ADMIN_PASSWORD: ADMIN.password,
  });
  const url = `http://127.0.0.1:${port}`;
  await untilItAnswers(child, `${url}/readyz`, '');
  const own = { url, token: await signIn(url), cases, takesRanges: true };
  return {
    name: 'greenlane',
    cases,
    pid: child.pid,
    server: own,
    database,
    does: () => true,
    measure: (work, turn) => measureHttp(own, work, turn),
    stop: () => stopChild(child),
  };
};
