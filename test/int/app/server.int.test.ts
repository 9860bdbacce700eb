import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { startHttpServer } from '../../../src/app/server.ts';
import type { HttpServer } from '../../../src/app/server.ts';

const start = async (drainMs: number) => {
  const waiting: (() => void)[] = [];
  let arrived = (): void => undefined;
  const arrival = new Promise<void>((resolve) => (arrived = resolve));
  const server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    drainMs,
    app: (_request, response) => {
      waiting.push(() => response.end('finished'));
      arrived();
    },
  });
  return { server, arrival, finish: () => waiting.forEach((each) => each()) };
};

const answerOf = async ({ port }: HttpServer): Promise<string> => {
  const outgoing = request({ port, host: '127.0.0.1' }).end();
  const [response] = await once(outgoing, 'response');
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return text;
};

describe('the HTTP server', () => {
  it('finishes the requests that run, and takes no new ones (D-37)', async () => {
    const { server, arrival, finish } = await start(30_000);
    const answer = answerOf(server);
    await arrival;
    const stopped = server.stop();
    await expect(answerOf(server)).rejects.toThrow('ECONNREFUSED');
    finish();
    expect(await answer).toBe('finished');
    await stopped;
  });

  it('does not wait longer than it may for a request that never ends', async () => {
    const { server, arrival } = await start(50);
    const answer = answerOf(server);
    const cut = expect(answer).rejects.toThrow('socket hang up');
    await arrival;
    await server.stop();
    await cut;
  });

  it('does not wait for a connection that asks nothing, nor for ever for one that was upgraded', async () => {
    const { server } = await start(50);
    server.server.on('upgrade', (_request, socket) => socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n'));
    const socket = connect(server.port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    await once(socket, 'data');
    const closed = once(socket, 'close');
    await server.stop();
    await closed;
  });
});
