import { cleanUp, createFolder, startGreenlane, startServer, type Program } from '../../support/greenlaneProcess.ts';
import { createLogFolder, SMALL_MAP, smallCsv, type LogFolder, type SmallRow } from '../../support/importing.ts';
import { waitUntil } from '../../../src/app/embeddedPostgres/waitUntil.ts';

const PERSONS = 4_000;
const ADMIN = { username: 'admin', password: 'correct horse battery' };

let folder: LogFolder;
let dataDir: string;
beforeAll(async () => {
  [folder, dataDir] = await Promise.all([createLogFolder(), createFolder()]);
});
afterAll(async () => {
  await cleanUp([dataDir]);
  await folder.remove();
});

const rows = Array.from({ length: PERSONS }, (_, index): readonly SmallRow[] => [
  [`P${index}`, 'Registration', '2024-05-01 08:00:00', '50'],
  [`P${index}`, 'Triage', '2024-05-01 08:10:00'],
]).flat();

const json = async (url: string, init?: RequestInit) => JSON.parse(await (await fetch(url, init)).text());

const post = (body: object): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

describe('greenlane import beside a running server', () => {
  it('works on its database, survives kill -9, and is read back through the server (D-38, D-40)', async () => {
    const server = await startServer({ dataDir, env: { ADMIN_PASSWORD: ADMIN.password } });
    const { token } = await json(`${server.url}/api/account/auth/`, post(ADMIN));
    const count = async (): Promise<number> =>
      (await json(`${server.url}/api/basic_rescue/?limit=1&token=${token}`)).count;
    const log = await folder.write(smallCsv(rows));
    const map = await folder.write(JSON.stringify(SMALL_MAP));
    const startImport = (): Program => startGreenlane(['import', log, '--map', map], { dataDir });

    const killed = startImport();
    await waitUntil(async () => (await count()) > 100, 40_000);
    killed.child.kill('SIGKILL');
    expect(await killed.ended).toBe('SIGKILL');
    expect(await count()).toBeLessThan(PERSONS);

    const second = startImport();
    expect([await second.ended, second.output()]).toEqual([
      0,
      expect.stringMatching(/8,000 rows read, of 4,000 cases/),
    ]);
    expect(second.output()).toMatch(/^Lists and counts show all of it\.$/m);
    expect(await count()).toBe(PERSONS);

    const third = startImport();
    expect(await third.ended).toBe(0);
    expect(third.output()).toMatch(/^0 cases opened$/m);
    expect(third.output()).toMatch(/already imported: Registration/);
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
  });
});
