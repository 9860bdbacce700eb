import { createServer } from 'node:http';
import { once } from 'node:events';
import express from 'express';
import { expressMessages } from '../../../src/app/expressMessages.ts';

const served = async (): Promise<{ isAppsOwn: readonly boolean[]; url: string; close: () => void }> => {
  const app = express();
  app.get('/sum/', (request, response) => void response.json({ path: request.path, x: request.query['x'] }));
  const seen: boolean[] = [];
  const server = createServer(expressMessages(app), (request, response) => {
    seen.push(Object.getPrototypeOf(request) === app.request, Object.getPrototypeOf(response) === app.response);
    app(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { isAppsOwn: seen, url: `http://127.0.0.1:${port}`, close: () => server.close() };
};

describe('messages of an express app', () => {
  it('have its prototypes before express sees them, and all that express gives to a request', async () => {
    const { isAppsOwn, url, close } = await served();
    const response = await fetch(`${url}/sum/?x=1`, { headers: { connection: 'close' } });
    expect(await response.json()).toEqual({ path: '/sum/', x: '1' });
    expect(isAppsOwn).toEqual([true, true]);
    close();
  });
});
