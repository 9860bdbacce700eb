import { waitUntil } from '../../src/app/embeddedPostgres/waitUntil.ts';
import { cleanUp, createFolder, type StartedServer } from '../support/greenlaneProcess.ts';
import type { Answered } from './journal.ts';
import { systemIn, type System } from './system.ts';
import { openWire, type Wire } from './wire.ts';

let dataDir: string;
let system: System;
let server: StartedServer;
let wire: Wire;

beforeAll(async () => {
  dataDir = await createFolder();
  system = systemIn(dataDir);
  server = await system.start();
  wire = openWire(server.url, await system.signIn(server.url));
});

afterAll(async () => {
  wire.close();
  await cleanUp([dataDir]);
});

type Seen = Pick<Answered, 'status' | 'retryAfter' | 'lag' | 'body'>;

const call = async (method: string, path: string, body?: object): Promise<Seen> => {
  const outcome = await wire.send({ method, path, body });
  if (outcome.kind === 'lost') throw new Error(`${method} ${path}: ${outcome.reason}`);
  return outcome;
};

/** Asks again and again while PostgreSQL is killed, until another one runs and the answer is not "not now" any more. */
const askWhileKilled = async (method: string, path: string, body?: object): Promise<readonly Seen[]> => {
  const seen: Seen[] = [];
  const dead = await system.postmaster();
  process.kill(dead, 'SIGKILL');
  const isOver = async (): Promise<boolean> => {
    const isNew = (await system.postmaster()) !== dead;
    seen.push(await call(method, path, body));
    return isNew && seen.at(-1)?.status !== 503;
  };
  await waitUntil(isOver, 30_000);
  return seen;
};

/** A database that is back within a moment lets the write wait for it, so it is killed until one is refused. */
const writeUntilRefused = async (): Promise<readonly Seen[]> => {
  for (let kills = 1; ; kills += 1) {
    const seen = await askWhileKilled('POST', '/api/apoplexy/', {});
    const refused = seen.filter(({ status }) => status !== 201);
    if (refused.length > 0 || kills === 5) return refused;
  }
};

const NOT_NOW = {
  status: 503,
  retryAfter: expect.stringMatching(/^[1-9]\d*$/),
  body: {
    code: expect.stringMatching(/^(database|store)_unavailable$/),
    msg: expect.stringMatching(/\p{Script=Han}/u),
    errors: {},
  },
};

describe('while PostgreSQL is away (D-37)', () => {
  it.each([1, 2, 3, 4, 5])(
    'a case that was answered for is never unknown, not now at most (D-36), try %i',
    async () => {
      const made = await call('POST', '/api/apoplexy/', {});
      const seen = await askWhileKilled('GET', `/api/apoplexy/${made.body.id}/`);
      expect([made.status, made.lag]).toEqual([201, null]);
      expect(seen.at(-1)?.status).toBe(200);
      for (const answer of seen.filter(({ status }) => status !== 200)) expect(answer).toMatchObject(NOT_NOW);
    },
  );

  it('writes are refused for now in words, what needs no database is answered, and all recovers by itself', async () => {
    const writing = writeUntilRefused();
    const isAway = async (): Promise<boolean> => (await call('GET', '/readyz')).status === 503;
    expect(await waitUntil(isAway, 10_000)).toBe(true);
    const reads = [await call('GET', '/healthz'), await call('GET', '/swagger/openapi.json')];
    expect(reads.map(({ status }) => status)).toEqual([200, 200]);
    const refused = await writing;
    expect(refused.length).toBeGreaterThan(0);
    for (const answer of refused) expect(answer).toMatchObject(NOT_NOW);
    expect((await call('GET', '/readyz')).status).toBe(200);
  });
});
