import { ensureAdmin, type AdminOptions } from '../../src/api/accounts/ensureAdmin.ts';
import { addUser, replacePassword } from '../../src/api/accounts/addUser.ts';
import { exclusively } from '../../src/api/accounts/exclusively.ts';
import { createLoginLimits } from '../../src/api/accounts/loginLimits.ts';
import { createTokenCache, type TokenCache } from '../../src/api/accounts/tokenCache.ts';
import { listenForTokens } from '../../src/api/accounts/tokenNotices.ts';
import { findTokenOwner, hashToken } from '../../src/api/accounts/tokens.ts';
import { ADMIN, startApi, type TestApi } from '../support/api.ts';
import { eventually } from '../support/eventually.ts';
import { createSamples } from '../support/sampleRoutes.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ routes: () => createSamples().routes });
});
afterAll(() => api.close());

const signIn = (username: string, password: string) =>
  api.client.call('POST', '/api/account/auth/', { token: null, body: { username, password } });

const context = () => ({
  commandId: crypto.randomUUID(),
  correlationId: crypto.randomUUID(),
  actor: { user: 'tester', client: 'cli' } as const,
});

const ports = () => ({ db: api.pool, handler: api.users });

const add = async (username: string, password: string, isAdmin = false) => {
  const user = { username, firstName: '护士', isAdmin, password };
  await exclusively(api.databaseUrl, () => addUser(ports(), user, context()));
  await api.progress.waitFor(await api.store.end(), 10_000);
};

describe('signing in (A-58)', () => {
  it('answers a token of 40 hexadecimal characters and the user', async () => {
    const { status, body, headers } = await signIn(ADMIN.username, ADMIN.password);
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(body).toEqual({
      token: expect.stringMatching(/^[0-9a-f]{40}$/),
      user: { id: 1, username: 'admin', first_name: '', is_superuser: true },
    });
  });

  it('gives each sign-in a token of its own, kept as a hash only', async () => {
    const tokens = [await signIn(ADMIN.username, ADMIN.password), await signIn(ADMIN.username, ADMIN.password)];
    const [first = '', second = ''] = tokens.map(({ body }) => body.token);
    expect(first).not.toBe(second);
    const { rows } = await api.pool.query('select token_hash from greenlane.tokens');
    const stored = rows.map((row) => row.token_hash);
    expect(stored).toEqual(expect.arrayContaining([hashToken(first), hashToken(second)]));
    expect(stored).not.toContain(first);
    expect(JSON.stringify(api.logged)).not.toContain(first);
  });

  it.each([
    ['a wrong password', ADMIN.username, 'wrong'],
    ['a name that nobody has', 'nobody', ADMIN.password],
    ['another spelling of the name', 'Admin', ADMIN.password],
  ])('refuses %s with the same answer', async (_, username, password) => {
    const { status, body } = await signIn(username, password);
    expect([status, body]).toEqual([400, { msg: '用户名或密码错误!', code: 'login_failed', errors: {} }]);
  });

  it.each([
    [{}, ['password', 'username']],
    [{ username: 'admin', password: 3 }, ['password']],
    [{ username: 'admin', password: 'x', otp: 1 }, ['otp']],
    [{ username: 'x'.repeat(256), password: 'x'.repeat(1025) }, ['password', 'username']],
  ])('names what is missing or wrong', async (body, paths) => {
    const reply = await api.client.call('POST', '/api/account/auth/', { token: null, body });
    expect([reply.status, Object.keys(reply.body.errors).sort()]).toEqual([400, paths]);
  });
});

describe('guessing', () => {
  it('is refused with 429 and the time to wait, also for the right password, and harms nobody else', async () => {
    await add('guessed', 'the right one');
    await add('other', 'the right one');
    const attempts = await Promise.all(Array.from({ length: 12 }, (_, at) => signIn('guessed', `wrong ${at}`)));
    const refused = attempts.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(2);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(60);
    expect(refused[0]?.body).toEqual({ msg: '登录尝试次数过多,请稍后再试!', code: 'too_many_attempts', errors: {} });
    expect((await signIn('guessed', 'the right one')).status).toBe(429);
    expect((await signIn('other', 'the right one')).status).toBe(200);
  });

  it('of one name from many addresses, and of many names from one, is refused as well', async () => {
    const limits = createLoginLimits(api.pool);
    const refused = { code: 'too_many_attempts' };
    const attempts = (count: number, attempt: (at: number) => Promise<void>) =>
      Promise.all(Array.from({ length: count }, (_, at) => attempt(at)));
    await attempts(100, (at) => limits.count('sought', `10.1.0.${at}`));
    await expect(limits.count('sought', '10.1.1.1')).rejects.toMatchObject(refused);
    await attempts(300, (at) => limits.count(`person ${at}`, '10.2.0.1'));
    await expect(limits.count('one more', '10.2.0.1')).rejects.toMatchObject(refused);
    await expect(limits.count('one more', '10.2.0.2')).resolves.toBeUndefined();
  });

  it('from a network of IPv6 counts as from one address, whichever of its addresses is taken', async () => {
    const limits = createLoginLimits(api.pool);
    for (let at = 1; at <= 10; at += 1) await limits.count('moving', `2001:db8:0:7::${at}`);
    const refused = { code: 'too_many_attempts' };
    await expect(limits.count('moving', '2001:db8:0:7:ffff::1')).rejects.toMatchObject(refused);
    await expect(limits.count('moving', '2001:db8:0:8::1')).resolves.toBeUndefined();
  });

  it('counts for neither the name nor the address where it was right', async () => {
    const limits = createLoginLimits(api.pool);
    const signInFrom = async (address: string, name: string) => {
      await limits.count(name, address);
      await limits.forgive(name, address);
    };
    for (let at = 0; at < 101; at += 1) await signInFrom(`10.3.0.${at}`, 'on duty');
    for (let at = 0; at < 301; at += 1) await signInFrom('10.4.0.1', `nurse ${at}`);
    await expect(signInFrom('10.4.0.1', 'on duty')).resolves.toBeUndefined();
  });

  it('is forgiven by the right password', async () => {
    await add('clumsy', 'the right one');
    for (let round = 0; round < 2; round += 1) {
      for (let attempt = 0; attempt < 6; attempt += 1) expect((await signIn('clumsy', 'wrong')).status).toBe(400);
      expect((await signIn('clumsy', 'the right one')).status).toBe(200);
    }
  });
});

describe('a token', () => {
  const tokenOf = async () => String((await signIn(ADMIN.username, ADMIN.password)).body.token);

  it('says who I am (E-ACC-01)', async () => {
    const { body } = await api.client.call('GET', '/api/account/mine/');
    expect(body).toEqual({ id: 1, username: 'admin', first_name: '', is_superuser: true });
  });

  it.each([
    ['DELETE', {}],
    ['POST', { method: 'delete' }],
  ])('is worth nothing after %s (E-ACC-10, E-GEN-04)', async (method, headers) => {
    const mine = api.client.as(await tokenOf());
    expect((await mine.call('GET', '/api/account/mine/')).status).toBe(200);
    expect((await mine.call(method, '/api/account/auth/', { headers })).status).toBe(204);
    expect((await mine.call('GET', '/api/account/mine/')).body.code).toBe('token_invalid');
    expect((await api.client.call('GET', '/api/account/mine/')).status).toBe(200);
  });

  it('is worth nothing in another process either, at once', async () => {
    const token = await tokenOf();
    let lookups = 0;
    const other: TokenCache = createTokenCache((hash) => {
      lookups += 1;
      return findTokenOwner(api.pool, hash);
    });
    const notices = listenForTokens(api.databaseUrl, other);
    try {
      await eventually(async () => {
        const before = lookups;
        await other.authenticate(token);
        await other.authenticate(token);
        return lookups === before;
      });
      await api.client.as(token).call('DELETE', '/api/account/auth/');
      await eventually(async () => (await other.authenticate(token)) === undefined);
    } finally {
      await notices.close();
    }
  });

  it('is looked up again by a process that lost its connection, and kept again after that', async () => {
    const token = await tokenOf();
    const cache = createTokenCache((hash) => findTokenOwner(api.pool, hash));
    const notices = listenForTokens(api.databaseUrl, cache);
    const isKept = () => !(cache.authenticate(token) instanceof Promise);
    try {
      await eventually(async () => isKept() || (await cache.authenticate(token), false));
      await api.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where application_name = 'greenlane tokens' and datname = current_database()`,
      );
      await eventually(() => !isKept());
      await eventually(async () => isKept() || (await cache.authenticate(token), false));
    } finally {
      await notices.close();
    }
  });
});

describe('people', () => {
  it('are added once; the name, the fact and the password find each other', async () => {
    await add('nurse', 'password one');
    await expect(add('nurse', 'password two')).rejects.toMatchObject({ code: 'username_taken' });
    const { status, body } = await signIn('nurse', 'password one');
    expect([status, body.user.is_superuser, body.user.first_name]).toEqual([200, false, '护士']);
    const events = await api.store.read(`user-${body.user.id}`);
    expect(events.map(({ type }) => type)).toEqual(['UserAdded']);
    expect(JSON.stringify(events)).not.toMatch(/scrypt|password one/);
  });

  it('who are no admins are refused what only admins may, in words for them', async () => {
    await add('plain', 'password');
    const { body } = await signIn('plain', 'password');
    const refused = await api.client.as(body.token).call('GET', '/api/admin-only/');
    expect([refused.status, refused.body.code]).toEqual([400, 'admin_required']);
    expect((await api.client.call('GET', '/api/admin-only/')).status).toBe(200);
  });

  it('whose adding crashed after the name was claimed are added by the next try', async () => {
    await api.pool.query(`insert into greenlane.credentials (username, password_hash) values ('crashed', 'scrypt$')`);
    await add('crashed', 'the second try');
    expect((await signIn('crashed', 'the second try')).status).toBe(200);
  });

  it('get another password, and every token of theirs ends', async () => {
    await add('forgetful', 'the old one');
    const { body } = await signIn('forgetful', 'the old one');
    const theirs = api.client.as(body.token);
    expect((await theirs.call('GET', '/api/account/mine/')).status).toBe(200);
    await replacePassword(ports(), { username: 'forgetful', password: 'the new one' }, context());
    await eventually(async () => (await theirs.call('GET', '/api/account/mine/')).status === 401);
    expect((await signIn('forgetful', 'the old one')).status).toBe(400);
    expect((await signIn('forgetful', 'the new one')).status).toBe(200);
  });
});

describe('the admin of the first start', () => {
  const options = (more: Partial<AdminOptions> = {}): AdminOptions => ({
    ...ports(),
    database: api.databaseUrl,
    username: ADMIN.username,
    password: undefined,
    context: context(),
    ...more,
  });

  it('is made once, not again at the second start, and not beside another admin', async () => {
    expect(await ensureAdmin(options())).toBeUndefined();
    expect(await ensureAdmin(options({ username: 'chief' }))).toBeUndefined();
    expect((await signIn(ADMIN.username, ADMIN.password)).status).toBe(200);
  });
});
