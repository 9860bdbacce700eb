import { startApi, type TestApi } from '../support/api.ts';
import { eventually } from '../support/eventually.ts';
import { createSamples } from '../support/sampleRoutes.ts';
import { proxyTo, type TcpProxy } from '../support/tcpProxy.ts';

let proxy: TcpProxy;
let api: TestApi;

const throughProxy = async (direct: string): Promise<string> => {
  const proxied = await proxyTo(direct);
  proxy = proxied.proxy;
  return proxied.url;
};

beforeAll(async () => {
  api = await startApi({ reach: throughProxy, routes: () => createSamples().routes });
});
afterAll(async () => {
  proxy.open();
  await api.close();
  await proxy.close();
});

describe('with the database away', () => {
  it('everything that needs it answers 503 in Chinese and says when to come back, and recovers by itself', async () => {
    const requests = [
      () => api.client.call('GET', '/api/account/mine/'),
      () => api.client.call('POST', '/api/account/auth/', { token: null, body: { username: 'admin', password: 'x' } }),
      () => api.client.call('DELETE', '/api/account/auth/'),
      () => api.client.call('POST', '/api/sample/', { body: {}, headers: { 'idempotency-key': crypto.randomUUID() } }),
    ];
    proxy.shut();
    await eventually(async () => (await api.client.call('GET', '/api/account/mine/')).status === 503);
    for (const request of requests) {
      const { status, body, headers } = await request();
      expect([status, headers.get('retry-after')]).toEqual([503, '5']);
      expect(body).toEqual({ msg: '数据库暂时无法访问,请稍后重试!', code: 'database_unavailable', errors: {} });
    }
    expect((await api.client.call('GET', '/api/openapi.json')).status).toBe(200);
    expect((await api.client.call('GET', '/api/none/')).status).toBe(404);
    proxy.open();
    await eventually(async () => (await api.client.call('GET', '/api/account/mine/')).status === 200);
    const key = { 'idempotency-key': crypto.randomUUID() };
    expect((await api.client.call('POST', '/api/sample/', { body: {}, headers: key })).status).toBe(201);
  });

  it('logs what happened without a word that a client sent', () => {
    const lines = api.logged.filter(({ code }) => code === 'database_unavailable');
    expect(lines.length).toBeGreaterThan(0);
    expect(JSON.stringify(lines)).not.toContain('password');
  });
});
