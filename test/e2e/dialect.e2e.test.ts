import { connect } from 'node:net';
import { startApi, type TestApi } from '../support/api.ts';
import { createSamples } from '../support/sampleRoutes.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ routes: () => createSamples().routes, settings: { basePath: '/green' } });
});
afterAll(() => api.close());

const call: TestApi['client']['call'] = (...request) => api.client.call(...request);
const problem = (code: string) => ({ msg: expect.stringMatching(/\p{Script=Han}/u), code, errors: expect.any(Object) });

describe('addresses', () => {
  it('work with a trailing slash and without (E-GEN-16)', async () => {
    expect((await call('GET', '/api/sample/7/')).body.params).toEqual({ id: 7 });
    expect((await call('GET', '/api/sample/7')).body.params).toEqual({ id: 7 });
  });

  it('find a word before an id, whoever was declared first', async () => {
    expect((await call('GET', '/api/sample/word/')).body).toEqual({ word: true });
  });

  it.each(['/api/none/', '/', '/api/sample/abc/', '/api/sample/0/', '/api/sample/2147483648/', '/swagger/none.js'])(
    'that nobody has are 404 in JSON: %s (D-15)',
    async (path) => {
      const { status, body } = await call('GET', path);
      expect([status, body]).toEqual([404, problem('not_found')]);
    },
  );

  it('with another method are 405 and name the right ones (D-15)', async () => {
    const { status, body, headers } = await call('PATCH', '/api/sample/7/');
    expect([status, body.code, headers.get('allow')]).toEqual([405, 'method_not_allowed', 'GET, HEAD, PUT, DELETE']);
  });

  it('take flags, ranges and large limits of the old clients (E-GEN-05, E-GEN-07), and name what is unknown', async () => {
    const { body } = await call('GET', '/api/sample/7/?critical=True&created_time[]=a&created_time[]=b&name=&_=123');
    expect(body.query).toEqual({ critical: true, 'created_time[]': ['a', 'b'] });
    const refused = await call('GET', '/api/sample/7/?critical=maybe&nmae=x');
    expect([refused.status, Object.keys(refused.body.errors).sort()]).toEqual([400, ['critical', 'nmae']]);
  });
});

describe('methods in a header (E-GEN-04)', () => {
  it.each(['put', 'PUT', ' Put '])('POST with `method: %s` is a PUT', async (method) => {
    const { status, body } = await call('POST', '/api/sample/7/', {
      body: { age: 3 },
      headers: { method: method.trim() },
    });
    expect([status, body.method, body.body]).toEqual([200, 'put', { age: 3 }]);
  });

  it('POST with `method: delete` is a DELETE, native ones go on working', async () => {
    expect((await call('POST', '/api/sample/7/', { headers: { method: 'delete' } })).status).toBe(204);
    expect((await call('DELETE', '/api/sample/7/')).status).toBe(204);
    expect((await call('PUT', '/api/sample/7/', { body: {} })).status).toBe(200);
  });

  it('nothing else is tunnelled, and nothing through a GET', async () => {
    expect((await call('POST', '/api/sample/7/', { body: {}, headers: { method: 'patch' } })).status).toBe(405);
    expect((await call('GET', '/api/sample/7/', { headers: { method: 'delete' } })).status).toBe(200);
  });
});

describe('who asks', () => {
  it('shows a token in the header (E-GEN-02) or in the address (E-GEN-03)', async () => {
    expect((await call('GET', '/api/sample/7/')).body.signedIn).toMatchObject({ username: 'admin', isAdmin: true });
    expect((await call('GET', `/api/sample/7/?token=${api.token}`, { token: null })).status).toBe(200);
    const lower = { authorization: `token ${api.token}` };
    expect((await call('GET', '/api/sample/7/', { token: null, headers: lower })).status).toBe(200);
  });

  it.each([
    ['without a token', {}, 'token_missing'],
    ['with an unknown one', { authorization: `Token ${'0'.repeat(40)}` }, 'token_invalid'],
    ['with another scheme', { authorization: 'Bearer x' }, 'token_invalid'],
    ['with an empty one', { authorization: 'Token ' }, 'token_invalid'],
  ])('%s is a 401, whatever the body (D-15)', async (_, headers, code) => {
    const { status, body } = await call('PUT', '/api/sample/7/', { token: null, headers, raw: '{' });
    expect([status, body]).toEqual([401, problem(code)]);
  });

  it.each([
    [{}, 'web'],
    [{ 'user-agent': 'okhttp/3.12' }, 'android'],
    [{ 'user-agent': 'Dalvik/2.1.0 (Linux; Android 9)' }, 'android'],
    [{ 'user-agent': 'okhttp/3.12', 'x-client': 'wristband' }, 'wristband'],
    [{ 'x-client': 'import' }, 'web'],
  ])('%j is recorded as %s', async (headers, client) => {
    expect((await call('GET', '/api/sample/7/', { headers })).body.actor).toEqual({
      userId: 1,
      user: 'admin',
      client,
      address: '127.0.0.1',
    });
  });

  it('is asked for its address by the proxy (E-OPS-01), and so is the origin of every link (E-GEN-14, A-68)', async () => {
    const headers = {
      'x-forwarded-for': '10.1.2.3',
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'a.example:8443',
    };
    const { body } = await call('GET', '/api/sample/7/', { headers });
    expect([body.actor.address, body.origin]).toEqual(['10.1.2.3', 'https://a.example:8443/green']);
    const odd = await call('GET', '/api/sample/7/', { headers: { 'x-forwarded-host': 'a"><script>' } });
    expect(odd.body.origin).toBe('/green');
  });

  it.each([
    ['x","is_huizhen":true,"z":"', 'http'],
    ['ftp', 'http'],
    ['HTTPS', 'https'],
    ['https, http', 'https'],
  ])('came by http or https, whatever word a proxy forwards: %s', async (forwarded, scheme) => {
    const headers = { 'x-forwarded-proto': forwarded, 'x-forwarded-host': 'a.example' };
    expect((await call('GET', '/api/sample/7/', { headers })).body.origin).toBe(`${scheme}://a.example/green`);
  });

  it('is named by a proxy in a sub-directory that forwards nothing but Host and X-Real-IP (E-OPS-02)', async () => {
    const { body } = await call('GET', '/api/sample/7/', { headers: { 'x-real-ip': '10.9.8.7' } });
    expect(body.actor.address).toBe('10.9.8.7');
  });

  it('gets an id for the request, or keeps the one of its proxy', async () => {
    const fresh = await call('GET', '/api/sample/7/');
    expect(fresh.headers.get('x-request-id')).toBe(fresh.body.correlationId);
    const kept = await call('GET', '/api/sample/7/', { headers: { 'x-request-id': 'proxy-0001' } });
    expect(kept.body.correlationId).toBe('proxy-0001');
    const odd = await call('GET', '/api/sample/7/', { headers: { 'x-request-id': 'a b' } });
    expect(odd.body.correlationId).not.toBe('a b');
  });
});

describe('bodies', () => {
  const put = (raw: string | Uint8Array<ArrayBuffer>, headers = { 'content-type': 'application/json' }) =>
    call('PUT', '/api/sample/7/', { raw, headers });

  it.each([
    ['malformed JSON', '{"age":', 400, 'malformed_json'],
    ['a value that is no object', '"x"', 400, 'malformed_json'],
    ['a list', '[]', 400, 'validation_failed'],
    ['NUL (D-06)', '{"name":"a\\u0000b"}', 400, 'bad_text'],
    ['half a character (D-06)', '{"name":"\\ud83d"}', 400, 'bad_text'],
    ['half a character in a key', '{"\\ud83d":1}', 400, 'bad_text'],
    ['a key of the object itself', '{"__proto__":{"age":3}}', 400, 'validation_failed'],
    ['bytes that are no UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 400, 'bad_text'],
    ['nesting beyond reason', `{"name":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, 400, 'malformed_json'],
    ['more than the limit', `{"name":"${'x'.repeat(300_000)}"}`, 413, 'too_large'],
    ['a wrong type', '{"age":"x"}', 400, 'validation_failed'],
  ])('%s: %#', async (_, raw, status, code) => {
    const reply = await put(raw);
    expect([reply.status, reply.body]).toEqual([status, problem(code)]);
  });

  it('name every unknown and wrong field at once, by path (D-03)', async () => {
    const { body } = await put('{"x":1,"age":"y","__proto__":{},"rows":[{"imgs":[1],"z":0,"constructor":1}]}');
    const paths = ['__proto__', 'age', 'rows[0].constructor', 'rows[0].imgs[0]', 'rows[0].z', 'x'];
    expect(Object.keys(body.errors).sort()).toEqual(paths);
  });

  it.each([['text/plain'], ['application/x-www-form-urlencoded'], ['application/json; charset=utf-16le']])(
    'of type %s are 415',
    async (type) => {
      const reply = await put('{"age":3}', { 'content-type': type });
      expect([reply.status, reply.body]).toEqual([415, problem('content_type')]);
    },
  );

  it('may be absent, may carry Chinese, and may end in an unknown encoding only with 415', async () => {
    expect((await call('PUT', '/api/sample/7/')).body.body).toEqual({});
    expect((await call('PUT', '/api/sample/7/', { body: { name: '张三😀' } })).body.body).toEqual({ name: '张三😀' });
    const encoded = { 'content-type': 'application/json', 'content-encoding': 'snappy' };
    expect((await put('{}', encoded)).status).toBe(415);
  });

  it('are refused where the address holds NUL or half a character (D-06)', async () => {
    expect((await call('GET', '/api/sample/7/?name=%00')).body.code).toBe('bad_text');
    expect((await call('GET', '/api/sample/7/?name=%ED%A0%80')).body.code).toBe('malformed_url');
    expect((await call('GET', '/api/sample/%00/')).body.code).toBe('bad_text');
  });
});

describe('conditions and profile', () => {
  it.each([
    ['"12"', [12]],
    ['W/"3"', [3]],
    ['*', null],
    ['"5", "6"', [5, 6]],
    ['"5",W/"6" , ,"7",', [5, 6, 7]],
    ['"made-elsewhere"', []],
    ['"a,b", "7"', [7]],
    ['"07", "99999999999", ""', []],
  ])('If-Match %s', async (header, revisions) => {
    const { body } = await call('GET', '/api/sample/7/', { headers: { 'if-match': header } });
    expect(body.ifMatch).toEqual(revisions);
  });

  it.each(['abc', '5', '"5', '"5" "6"', '"5", 6', '*, "5"', ','])(
    'an If-Match that holds no ETags is a 400: %s',
    async (header) => {
      const { status, body } = await call('GET', '/api/sample/7/', { headers: { 'if-match': header } });
      expect([status, body.code]).toEqual([400, 'if_match_invalid']);
    },
  );

  it('?profile says how long a request took, also for a refusal (E-GEN-09, A-31)', async () => {
    expect((await call('GET', '/api/sample/7/?profile')).headers.get('server-timing')).toMatch(/total;dur=\d/);
    expect((await call('GET', '/api/none/?profile')).headers.get('server-timing')).toMatch(/total;dur=\d/);
    expect((await call('GET', '/api/sample/7/')).headers.get('server-timing')).toBeNull();
  });
});

describe('what goes out', () => {
  it('is JSON in UTF-8 with headers that keep a browser quiet', async () => {
    const { headers } = await call('GET', '/api/sample/7/');
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('strict-transport-security')).toBeNull();
  });

  it('of an error of ours is nothing but the request id, and the log has the rest', async () => {
    const { status, body, headers, text } = await call('POST', '/api/sample/', { body: { name: 'break' } });
    const requestId = headers.get('x-request-id');
    expect([status, body]).toEqual([500, { ...problem('internal'), request_id: requestId }]);
    expect(text).not.toContain('secret');
    expect(api.logged.find(({ code }) => code === 'internal')).toMatchObject({
      correlationId: requestId,
      error: { name: 'Error', message: 'secret detail', frames: expect.arrayContaining([expect.any(String)]) },
    });
  });

  it('is measured by route and logged by ids, never with what was searched for', async () => {
    await call('GET', '/api/sample/7/?name=%E5%BC%A0%E4%B8%89');
    const line = api.logged.findLast(({ route }) => route === '/api/sample/{id}/');
    expect(line).toMatchObject({ method: 'GET', status: 200, userId: 1, ms: expect.any(Number) });
    expect(JSON.stringify(api.logged)).not.toMatch(/张三|%E5%BC%A0/);
    expect(await api.registry.metrics()).toMatch(
      /greenlane_http_request_duration_seconds_count\{method="GET",route="\/api\/sample\/\{id\}\/",status="200"\} \d+/,
    );
  });

  it('answers a HEAD without a body', async () => {
    const { status, text, headers } = await call('HEAD', '/api/sample/7/');
    expect([status, text]).toEqual([200, '']);
    expect(Number(headers.get('content-length'))).toBeGreaterThan(10);
  });
});

describe('an admin', () => {
  it('may what only admins may', async () => {
    expect((await call('GET', '/api/admin-only/')).status).toBe(200);
  });
});

/** Sends bytes as they are and gives back the status line. */
const sendRaw = (bytes: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString('latin1')));
    socket.on('close', () => resolve(text.split('\r\n')[0] ?? ''));
    socket.on('error', reject);
    socket.setTimeout(5_000, () => socket.destroy(new Error('no answer')));
    socket.end(bytes);
  });

describe('a body that breaks off', () => {
  it('does not take the server with it', async () => {
    const head = `PUT /api/sample/7/ HTTP/1.1\r\nHost: x\r\nAuthorization: Token ${api.token}\r\n`;
    await sendRaw(`${head}Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"age":`);
    expect((await call('GET', '/api/sample/7/')).status).toBe(200);
  });
});
