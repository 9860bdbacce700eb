import { startGreenlane, startServer, type Program } from '../support/greenlaneProcess.ts';
import { processesOnDatabase } from '../support/processesOnDatabase.ts';

const ADMIN = { username: 'admin', password: 'correct horse battery' };
const [SHANGHAI, TOKYO] = ['Asia/Shanghai', 'Asia/Tokyo'] as const;

const { placeOf: placeOnDatabase } = processesOnDatabase();

const placeOf = (env: Readonly<Record<string, string>>) => placeOnDatabase({ ADMIN_PASSWORD: ADMIN.password, ...env });

const json = async (url: string, init?: RequestInit) => JSON.parse(await (await fetch(url, init)).text());

const post = (body: object): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** Signed in, with the list of cases behind it. */
const casesOf = async (url: string): Promise<string> => {
  const { token } = await json(`${url}/api/account/auth/`, post(ADMIN));
  return `${url}/api/basic_rescue/?token=${token}`;
};

const arrivals = async (url: string): Promise<readonly string[]> => {
  const { results } = await json(await casesOf(url));
  return results.map(
    (each: { assist_examination: { into_hospital_time: string } }) => each.assist_examination.into_hospital_time,
  );
};

const end = async ({ child, ended }: Program): Promise<void> => {
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
};

const arrived = (time: string) => post({ assist_examination: { into_hospital_time: time } });

it('shows old and new cases in the zone of the hospital after it was set to another one (D-41)', async () => {
  const before = await startServer(await placeOf({ TZ_HOSPITAL: SHANGHAI }));
  await json(await casesOf(before.url), arrived('2024-05-01 23:30:00'));
  expect(await arrivals(before.url)).toEqual(['2024-05-01 23:30:00']);
  await end(before);
  const after = await startServer(await placeOf({ TZ_HOSPITAL: TOKYO }));
  await json(await casesOf(after.url), arrived('2024-05-02 08:00:00'));
  expect([...(await arrivals(after.url))].sort()).toEqual(['2024-05-02 00:30:00', '2024-05-02 08:00:00']);
  expect(after.output()).toContain('the read models are of another zone, so they are built anew beside the live ones');
});

it('refuses to rebuild beside a server of another zone, whose rows stay as they are', async () => {
  const server = await startServer(await placeOf({ TZ_HOSPITAL: TOKYO }));
  await json(await casesOf(server.url), arrived('2024-05-01 23:30:00'));
  const place = await placeOf({});
  const command = startGreenlane(['projections', 'rebuild'], place);
  expect(await command.ended).toBe(1);
  expect(command.output()).toMatch(/^The read models are of the zone Asia\/Tokyo .* runs in Asia\/Shanghai, .*\n$/);
  expect(await arrivals(server.url)).toEqual(['2024-05-01 23:30:00']);
});

it('lets a process that only answers requests wait for a projector of its zone, and says so', async () => {
  const projector = await startServer(await placeOf({ ROLE: 'projector', TZ_HOSPITAL: SHANGHAI }));
  const api = startGreenlane(['start'], await placeOf({ ROLE: 'api', TZ_HOSPITAL: TOKYO }));
  await api.printed(/the start waits until a projector of this zone has rebuilt them/);
  expect(api.output()).not.toContain('ready at');
  await end(projector);
  await startServer(await placeOf({ ROLE: 'projector', TZ_HOSPITAL: TOKYO }));
  await api.printed(/ready at/);
});
