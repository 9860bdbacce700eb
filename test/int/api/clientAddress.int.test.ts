import express from 'express';
import { trustProxies } from '../../../src/api/app/trustProxies.ts';
import { clientAddressOf } from '../../../src/api/dialect/clientAddress.ts';
import { serve } from '../../support/httpServer.ts';

/** The address that a server sees which trusts these proxies. */
const seen = async (proxies: string, headers: Readonly<Record<string, string>>): Promise<string> => {
  const app = express();
  trustProxies(app, proxies);
  app.use((request, response) => void response.send(clientAddressOf(request)));
  const server = await serve(app);
  try {
    return await (await fetch(server.url, { headers })).text();
  } finally {
    await server.close();
  }
};

it.each([
  ['of a proxy that forwards it alone (E-OPS-02)', 'loopback', { 'x-real-ip': '10.1.2.3' }, '10.1.2.3'],
  ['of IPv6', 'loopback', { 'x-real-ip': '2001:db8::7' }, '2001:db8::7'],
  ['of IPv4 written as IPv6', 'loopback', { 'x-real-ip': '::ffff:10.1.2.3' }, '10.1.2.3'],
  [
    'beside the chain of proxies, which says more (E-OPS-01)',
    'loopback, 10.0.0.0/8',
    { 'x-real-ip': '10.1.2.3', 'x-forwarded-for': '192.0.2.1, 10.1.2.3' },
    '192.0.2.1',
  ],
  ['that is no address', 'loopback', { 'x-real-ip': 'nobody' }, '127.0.0.1'],
  ['of somebody who is not trusted', '10.0.0.0/8', { 'x-real-ip': '10.1.2.3' }, '127.0.0.1'],
  ['of nobody', 'loopback', {}, '127.0.0.1'],
])('X-Real-IP %s', async (_, proxies, headers, address) => {
  expect(await seen(proxies, headers)).toBe(address);
});
