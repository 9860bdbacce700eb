import { execFile, spawn } from 'node:child_process';
import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { freePort, type BenchServer } from '../benchServer.ts';
import { kept, stopChild, untilItAnswers, type Contestant } from './contestant.ts';
import { measureHttp } from './wrk.ts';

const run = promisify(execFile);

const PYTHON = '/usr/bin/python3';
const GUNICORN = '/usr/bin/gunicorn';
const WORKERS = '4';
const TOKEN = 'peer';

/** Where the peer stands beside the checkout. */
const PEER_FOLDER = resolve('../shared/bench/drf_peer');

/** What is missing to run the peer here; undefined when nothing is. */
export const whatThePeerLacks = async (): Promise<string | undefined> => {
  const missing = async (path: string): Promise<boolean> =>
    access(path).then(
      () => false,
      () => true,
    );
  if (await missing(PEER_FOLDER)) return 'the peer is not beside this checkout';
  if (await missing(GUNICORN)) return 'gunicorn is not installed';
  const imports = run(PYTHON, ['-c', 'import django, rest_framework, django_filters, psycopg2']);
  return imports.then(
    () => undefined,
    () => 'Django REST framework is not installed',
  );
};

const setUp = async (env: NodeJS.ProcessEnv, cases: number): Promise<void> => {
  await run(PYTHON, ['-B', '-c', `import peer; peer.setup(${cases})`], { cwd: PEER_FOLDER, env });
};

const environmentOn = (database: string): NodeJS.ProcessEnv => ({
  ...process.env,
  PEER_DB: database,
  PYTHONDONTWRITEBYTECODE: '1',
});

/** The tables of the CRUD peer with so many cases, kept from earlier runs. */
export const preparePeer = (server: BenchServer, cases: number): Promise<string> =>
  server.prepared(`peer_${cases}`, (url) => setUp(environmentOn(url), cases));

/** The CRUD peer behind gunicorn with four workers, on the same PostgreSQL. */
export const startPeer = async (database: string, cases: number): Promise<Contestant> => {
  const port = await freePort();
  const bind = `127.0.0.1:${port}`;
  const args = [GUNICORN, '-w', WORKERS, '-b', bind, '--log-level', 'error', 'peer:application'];
  const env = environmentOn(database);
  const child = kept(spawn(PYTHON, args, { cwd: PEER_FOLDER, env, stdio: ['ignore', 'ignore', 'inherit'] }));
  const url = `http://${bind}`;
  await untilItAnswers(child, `${url}/api/apoplexy/?limit=1`, TOKEN);
  const peer = { url, token: TOKEN, cases, takesRanges: false };
  return {
    name: 'CRUD peer',
    cases,
    pid: undefined,
    does: ({ ofPeer }) => ofPeer,
    measure: (work, turn) => measureHttp(peer, work, turn),
    stop: () => stopChild(child),
  };
};
