import { freePort } from '../../../scripts/bench/benchServer.ts';
import { waitUntil } from '../../../src/app/embeddedPostgres/waitUntil.ts';
import { startGreenlane, type Program } from '../../support/greenlaneProcess.ts';
import { processesOnDatabase } from '../../support/processesOnDatabase.ts';

const { placeOf } = processesOnDatabase();

const start = async (env: Readonly<Record<string, string>>): Promise<Program> =>
  startGreenlane(['start'], await placeOf(env));

/** It waits for read models that nobody keeps yet. */
const startWaiting = async () => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const api = await start({ ROLE: 'api', PORT: String(port) });
  const answers = (): Promise<boolean> =>
    fetch(`${url}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
  await waitUntil(answers, 20_000);
  return { api, url };
};

const stop = async ({ child, ended }: Program): Promise<number | string> => {
  child.kill('SIGTERM');
  return ended;
};

describe('a server that waits for its read models', () => {
  it('is there, but not ready, and tells clients to come again; then it serves', async () => {
    const { api, url } = await startWaiting();
    const readiness = await fetch(`${url}/readyz`);
    expect([readiness.status, await readiness.json()]).toEqual([
      503,
      { status: 'starting', checks: { database: 'ok', event_store: 'ok' } },
    ]);
    const refused = await fetch(`${url}/api/common/config/`);
    expect([refused.status, refused.headers.get('retry-after'), await refused.json()]).toEqual([
      503,
      '5',
      { msg: '系统正在启动,请稍后重试!', code: 'starting', errors: {} },
    ]);
    const projector = await start({ ROLE: 'projector' });
    await api.printed(/ready at/);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    expect((await fetch(`${url}/api/common/config/`)).status).toBe(401);
    expect([await stop(api), await stop(projector)]).toEqual([0, 0]);
  });

  it('stops when it is told to', async () => {
    const { api, url } = await startWaiting();
    expect(await stop(api)).toBe(0);
    await expect(fetch(`${url}/healthz`)).rejects.toThrow('fetch failed');
  });
});
