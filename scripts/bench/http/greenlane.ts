import { spawn } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, type BenchServer } from '../benchServer.ts';
import { stopChild, untilItAnswers, type Contestant } from './contestant.ts';
import { fill } from './fill.ts';

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

/** greenlane as an operator starts it, on the server of the peers, with its defaults. */
export const startGreenlane = async (server: BenchServer, cases: number): Promise<Contestant> => {
  const { url: database, isNew } = await server.database(`greenlane_${cases}`);
  if (isNew) await fill(database, cases);
  const port = await freePort();
  const child = spawn(process.execPath, ['bin/greenlane.js', 'start'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      DATABASE_URL: database,
      EVENTSTORE_URL: database,
      DATA_DIR: await mkdtemp(join(tmpdir(), 'greenlane-bench-')),
      HOST: '127.0.0.1',
      PORT: String(port),
      ADMIN_USERNAME: ADMIN.username,
      ADMIN_PASSWORD: ADMIN.password,
      LOG_LEVEL: 'warn',
    },
  });
  const url = `http://127.0.0.1:${port}`;
  await untilItAnswers(child, `${url}/readyz`, '');
  return { name: 'greenlane', url, token: await signIn(url), pid: child.pid, stop: () => stopChild(child) };
};
