import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { connect, type Socket } from 'node:net';
import { createRefusingServer } from '../../src/app/refusingServer.ts';
import { startHttpServer } from '../../src/app/server.ts';
import { startApi, type TestApi } from '../support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const apiPort = (): number => Number(new URL(api.url).port);

/** All that comes back until the server closes the connection. */
const readAll = async (socket: Socket): Promise<string> => {
  let text = '';
  for await (const chunk of socket) text += String(chunk);
  return text;
};

const exchanged = (port: number, sent: string): Promise<string> => {
  const socket = connect(port, '127.0.0.1');
  socket.write(sent);
  return readAll(socket);
};

const refusal = (text: string) => {
  const [head = '', body = ''] = text.split('\r\n\r\n');
  const [first = '', ...headers] = head.split('\r\n');
  const status = Number(first.split(' ')[1]);
  return { status, headers: headers.map((header) => header.toLowerCase()), length: Buffer.byteLength(body), ...JSON.parse(body) }; // prettier-ignore
};

const expectRefusal = (text: string, status: number, code: string): void => {
  const answer = refusal(text);
  expect(answer).toMatchObject({ status, code, msg: expect.stringMatching(/\p{Script=Han}.*!$/u), errors: {} });
  expect(answer.headers).toEqual(
    expect.arrayContaining([
      'content-type: application/json; charset=utf-8',
      'connection: close',
      `content-length: ${answer.length}`,
      'x-content-type-options: nosniff',
    ]),
  );
};

const HOST = 'Host: x\r\n';
const CHUNKED = `POST /api/account/auth/ HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n`;

describe('a request that cannot be read is refused in the one error shape', () => {
  it.each([
    ['a long address', `GET /${'x'.repeat(17_000)} HTTP/1.1\r\n${HOST}\r\n`, 431, 'head_too_large'],
    ['a long header', `GET / HTTP/1.1\r\n${HOST}Cookie: ${'x'.repeat(17_000)}\r\n\r\n`, 431, 'head_too_large'],
    ['what is no HTTP', 'hello\r\n\r\n', 400, 'malformed_request'],
    ['a length that is none', `POST / HTTP/1.1\r\n${HOST}Content-Length: x\r\n\r\n`, 400, 'malformed_request'],
    ['no host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'malformed_request'],
    ['a chunk that is none', `${CHUNKED}zz\r\n`, 400, 'malformed_request'],
    ['a long chunk extension', `${CHUNKED}1;${'x'.repeat(20_000)}\r\n`, 413, 'too_large'],
    ['an expectation', `GET / HTTP/1.1\r\n${HOST}Expect: x\r\n\r\n`, 417, 'expectation_unmet'],
  ])('%s', async (_, sent, status, code) => {
    expectRefusal(await exchanged(apiPort(), sent), status, code);
  });

  it('after others of the same connection were answered', async () => {
    const socket = connect(apiPort(), '127.0.0.1');
    socket.write(`GET /api/account/mine/ HTTP/1.1\r\n${HOST}\r\n`);
    const [first] = await once(socket, 'data');
    expect(String(first)).toContain('"code":"token_missing"');
    socket.write('hello\r\n\r\n');
    expectRefusal(await readAll(socket), 400, 'malformed_request');
  });

  it('by what the server itself is started with', async () => {
    const app: RequestListener = (_request, response) => void response.end();
    const server = await startHttpServer({ app, host: '127.0.0.1', port: 0, drainMs: 50 });
    expectRefusal(await exchanged(server.port, 'hello\r\n\r\n'), 400, 'malformed_request');
    await server.stop();
  });
});

describe('a server', () => {
  const listening = async (app: RequestListener, options = {}) => {
    const server = createRefusingServer(options, app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    return { server, port: typeof address === 'object' && address !== null ? address.port : 0 };
  };

  it('refuses a head that does not come', async () => {
    const slow = { headersTimeout: 50, requestTimeout: 100, connectionsCheckingInterval: 20 };
    const { server, port } = await listening(() => undefined, slow);
    expectRefusal(await exchanged(port, 'GET / HTTP/1.1\r\n'), 408, 'request_slow');
    server.close();
  });

  it('answers HTTP/1.0 without a host', async () => {
    const { server, port } = await listening((_request, response) => void response.end('here'));
    expect(await exchanged(port, 'GET / HTTP/1.0\r\n\r\n')).toContain('here');
    server.close();
  });

  it('says nothing more on a connection where an answer has begun or another is awaited', async () => {
    const begun = await listening((_request, response) => void response.write('begun'));
    expect(await exchanged(begun.port, `${CHUNKED}zz\r\n`)).not.toContain('malformed_request');
    begun.server.close();
    const awaited = await listening(() => undefined);
    expect(await exchanged(awaited.port, `GET / HTTP/1.1\r\n${HOST}\r\nhello\r\n\r\n`)).toBe('');
    expect(await exchanged(awaited.port, `GET / HTTP/1.1\r\n${HOST}\r\n${CHUNKED}zz\r\n`)).toBe('');
    awaited.server.close();
  });
});
