import { once } from 'node:events';
import { connect } from 'node:net';
import { startApi, type TestApi } from '../support/api.ts';
import { createSamples } from '../support/sampleRoutes.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ routes: () => createSamples().routes });
});
afterAll(() => api.close());

const SIGN_IN = '/api/account/auth/';
const json = { 'content-type': 'application/json' };

const keys = (count: number): string => JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, 1]))); // prettier-ignore
const rows = (count: number): string => JSON.stringify({ rows: Array.from({ length: count }, () => ({})) });

describe('a body', () => {
  it.each([
    ['unknown keys', keys(11_000)],
    ['rows', rows(11_000)],
  ])('of more values than any record has is refused before it is checked: %s', async (_, raw) => {
    const { status, body } = await api.client.call('PUT', '/api/sample/7/', { raw, headers: json });
    expect([status, body]).toEqual([413, { msg: '提交的内容过大!', code: 'too_large', errors: {} }]);
  });

  it('of many values is named in full', async () => {
    const { status, body } = await api.client.call('PUT', '/api/sample/7/', { raw: rows(9_000), headers: json });
    expect([status, Object.keys(body.errors).length]).toEqual([400, 9_000]);
  });

  it('of somebody unknown is short', async () => {
    const signIn = (body: unknown) => api.client.call('POST', SIGN_IN, { token: null, body });
    const longest = { username: '\u{1F600}'.repeat(255), password: '\u{1F600}'.repeat(1024) };
    const escaped = JSON.stringify(longest).replaceAll('\u{1F600}', '\\ud83d\\ude00');
    const fits = await api.client.call('POST', SIGN_IN, { token: null, raw: escaped, headers: json });
    expect(fits.body.code).toBe('login_failed');
    const refused = await signIn({ username: 'admin', password: 'x'.repeat(16_384) });
    expect([refused.status, refused.body.code]).toEqual([413, 'too_large']);
  });

  it('that declares more than the limit is refused before it is sent', async () => {
    const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
    socket.write(
      `POST ${SIGN_IN} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 20000\r\n\r\n{`,
    );
    const [answer] = await once(socket, 'data');
    socket.destroy();
    expect(String(answer)).toMatch(/^HTTP\/1\.1 413 [^]*"code":"too_large"/);
  });
});

describe('an address', () => {
  it('is read to its end, however many parameters it has', async () => {
    const many = Array.from({ length: 1_500 }, () => '_=1').join('&');
    const { body } = await api.client.call('GET', `/api/sample/7/?${many}&name=${encodeURIComponent('张三')}`);
    expect(body.query).toEqual({ name: '张三' });
    expect((await api.client.call('GET', `/api/sample/7/?${many}&nobody=1`)).status).toBe(400);
  });

  it('is read as before: empty, repeated, with pluses and without a value', async () => {
    expect((await api.client.call('GET', '/api/sample/7/')).body.query).toEqual({});
    const { body } = await api.client.call(
      'GET',
      '/api/sample/7/?name=a+b&created_time[]=%41&created_time[]=c=d&profile',
    );
    expect(body.query).toEqual({ name: 'a b', 'created_time[]': ['A', 'c=d'] });
  });
});
