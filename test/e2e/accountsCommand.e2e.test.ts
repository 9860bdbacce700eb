import { EventEmitter } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { claimUsername } from '../../src/api/accounts/credentials.ts';
import { main } from '../../src/app/cli/main.ts';
import { ADMIN, startApi, type TestApi } from '../support/api.ts';

let api: TestApi;
let parent: string;
let dataDir: string;
beforeAll(async () => {
  api = await startApi();
  parent = await mkdtemp(join(tmpdir(), 'greenlane-cli-'));
  dataDir = join(parent, 'data');
});
afterAll(async () => {
  await api.close();
  await rm(parent, { recursive: true, force: true });
});

interface Ran {
  readonly code: number;
  readonly told: string;
  readonly complained: string;
}

/** Runs a command line as the shell would, beside the running server. */
const run = async (argv: readonly string[], input = ''): Promise<Ran> => {
  const told: string[] = [];
  const complained: string[] = [];
  const fakeProcess = Object.assign(new EventEmitter(), { stdin: Readable.from([input]), stderr: process.stderr });
  const code = await main(argv, {
    env: { DATA_DIR: dataDir, DATABASE_URL: api.databaseUrl, EVENTSTORE_URL: api.databaseUrl },
    console: { tell: (line) => void told.push(line), complain: (line) => void complained.push(line) },
    process: fakeProcess as unknown as NodeJS.Process,
  });
  await api.progress.waitFor(await api.store.end(), 10_000);
  return { code, told: told.join('\n'), complained: complained.join('\n') };
};

const signIn = (username: string, password: string) =>
  api.client.call('POST', '/api/account/auth/', { token: null, body: { username, password } });

describe('greenlane user (D-39)', () => {
  it('add NAME prints a random password once, with which the person signs in', async () => {
    const { code, told } = await run(['user', 'add', 'zhang', '--first-name', '张']);
    expect(code).toBe(0);
    const password = /password of zhang is (\S{16}) /.exec(told)?.[1] ?? '';
    const { status, body } = await signIn('zhang', password);
    expect([status, body.user]).toEqual([200, expect.objectContaining({ first_name: '张', is_superuser: false })]);
  });

  it('makes no data folder where both databases are the operator’s own', async () => {
    expect((await run(['user', 'add', 'unfoldered'])).code).toBe(0);
    expect(await readdir(parent)).toEqual([]);
  });

  it('add NAME --admin --password-stdin takes the password from standard input and prints none', async () => {
    const { code, told } = await run(['user', 'add', 'chief', '--admin', '--password-stdin'], '八个字符以上的密码\n');
    expect([code, told]).toEqual([0, 'chief is added as an admin']);
    expect((await signIn('chief', '八个字符以上的密码')).body.user.is_superuser).toBe(true);
  });

  it('never gives the number of somebody whom only the log knows (D-35)', async () => {
    const numberOf = async (name: string): Promise<number> =>
      (await api.pool.query('select user_id from greenlane.credentials where username = $1', [name])).rows[0].user_id;
    await run(['user', 'add', 'alice', '--admin']);
    const alice = await numberOf('alice');
    await api.pool.query(`delete from greenlane.credentials where username = 'alice'`);
    await api.pool.query(`select setval('greenlane.user_id', $1)`, [alice - 1]);
    expect((await run(['user', 'add', 'bob', '--password-stdin'], 'the password of bob\n')).code).toBe(0);
    expect(await numberOf('bob')).toBe(alice + 1);
    expect((await signIn('bob', 'the password of bob')).body.user).toMatchObject({
      username: 'bob',
      is_superuser: false,
    });
  });

  it('records who did it, through the shell and from which account of the system', async () => {
    await run(['user', 'add', 'traced', '--as', 'chief']);
    const { rows } = await api.pool.query(`select user_id from users where username = 'traced'`);
    const [event] = await api.store.read(`user-${rows[0].user_id}`);
    expect(JSON.parse(event?.metadata ?? '')).toMatchObject({
      user: 'chief',
      client: 'cli',
      osUser: expect.stringMatching(/./),
    });
  });

  it.each([
    ['add', 'nobody'],
    ['password', 'admin'],
  ])('%s as somebody who was never added is refused, says what to do and stores nothing', async (action, name) => {
    const end = await api.store.end();
    const { code, told, complained } = await run(['user', action, name, '--as', 'stranger']);
    expect([code, told]).toEqual([1, '']);
    expect(complained).toMatch(/^Nobody is called "stranger".*`greenlane user add NAME`/);
    expect(await api.store.end()).toBe(end);
    const { rows } = await api.pool.query(`select from greenlane.credentials where username = 'nobody'`);
    expect(rows).toHaveLength(0);
    expect((await signIn(ADMIN.username, ADMIN.password)).status).toBe(200);
  });

  it('as somebody whose adding broke off is refused too', async () => {
    await claimUsername(api.pool, 'halfway', 'no hash');
    const { code } = await run(['user', 'add', 'late', '--as', 'halfway']);
    expect(code).toBe(1);
  });

  it.each([
    ['a name that somebody has', ['user', 'add', 'admin'], '', 'Somebody has that name already.'],
    ['a name with a space', ['user', 'add', 'a b'], '', 'A name has 1 to 150 characters and no spaces.'],
    ['too short a password', ['user', 'add', 'short', '--password-stdin'], 'seven77\n', 'at least 8 characters'],
    ['no password at all', ['user', 'add', 'none', '--password-stdin'], '', 'at least 8 characters'],
    ['another password for nobody', ['user', 'password', 'nobody'], '', 'Nobody has that name.'],
  ])('refuses %s in one line', async (_, argv, input, sentence) => {
    const { code, complained } = await run(argv, input);
    expect([code, complained]).toEqual([1, expect.stringContaining(sentence)]);
    expect(complained.split('\n')).toHaveLength(1);
  });

  it('password NAME ends what was signed in before', async () => {
    await run(['user', 'add', 'renewed', '--password-stdin'], 'the old password\n');
    const { body } = await signIn('renewed', 'the old password');
    const { code } = await run(['user', 'password', 'renewed', '--password-stdin'], 'the new password\n');
    expect(code).toBe(0);
    expect((await signIn('renewed', 'the old password')).status).toBe(400);
    expect((await signIn('renewed', 'the new password')).status).toBe(200);
    expect((await api.client.as(body.token).call('GET', '/api/account/mine/')).status).toBe(401);
  });
});
