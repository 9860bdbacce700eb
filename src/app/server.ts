import { once } from 'node:events';
import type { RequestListener, Server, ServerOptions } from 'node:http';
import type { Socket } from 'node:net';
import { createRefusingServer } from './refusingServer.ts';
import { Unusable } from './unusable.ts';

const SWEEP_MS = 50;

/** Longer than the 60 s for which nginx keeps an idle connection, so that it never uses one that is just being closed. */
const KEEP_ALIVE_MS = 75_000;

export interface HttpServerOptions {
  /** An express app. */
  readonly app: RequestListener;
  /** Of what classes requests and answers are; node's own unless the app wants others. */
  readonly messages?: Pick<ServerOptions, 'IncomingMessage' | 'ServerResponse'>;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** How long `stop` waits for running requests. */
  readonly drainMs: number;
}

export interface HttpServer {
  /** For whoever upgrades connections. */
  readonly server: Server;
  readonly port: number;
  /** Takes no new connection, lets running requests finish, then closes what is left. */
  stop(): Promise<void>;
}

// Sockets that were upgraded are no longer the HTTP server's to close, but it waits for them too.
const trackSockets = (server: Server): ReadonlySet<Socket> => {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return sockets;
};

const drain = async (server: Server, sockets: ReadonlySet<Socket>, drainMs: number): Promise<void> => {
  const closed = once(server, 'close');
  server.prependListener('request', (_request, response) => response.setHeader('Connection', 'close'));
  server.close();
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
  const cut = setTimeout(() => sockets.forEach((socket) => socket.destroy()), drainMs);
  await closed.finally(() => {
    clearInterval(sweep);
    clearTimeout(cut);
  });
};

/** Serves an app over HTTP; resolves when connections are taken. @throws Unusable */
export const startHttpServer = async ({
  app,
  messages,
  host,
  port,
  drainMs,
}: HttpServerOptions): Promise<HttpServer> => {
  const server = createRefusingServer({ keepAliveTimeout: KEEP_ALIVE_MS, noDelay: true, ...messages }, app);
  const sockets = trackSockets(server);
  server.listen(port, host);
  await once(server, 'listening').catch((error: unknown) => {
    throw new Unusable(`port ${port} of ${host}`, error);
  });
  const address = server.address();
  const taken = typeof address === 'object' && address !== null ? address.port : port;
  return { server, port: taken, stop: () => drain(server, sockets, drainMs) };
};
