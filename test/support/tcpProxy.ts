import { once } from 'node:events';
import type { AddressInfo, NetConnectOpts, Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';

/** A way to a server that can be cut, closed and made to lose an answer. */
export interface TcpProxy {
  readonly port: number;
  /** Breaks every connection; new ones are let through. */
  cut(): void;
  /** Breaks every connection and lets none through until `open`. */
  shut(): void;
  open(): void;
  /** Lets nothing through and says so to nobody, until `release`: a network that has lost the way. */
  hold(): void;
  release(): void;
  /** The next request that holds `marker` reaches the server; its connection breaks as soon as the answer begins. */
  loseAnswerTo(marker: string): void;
  close(): Promise<void>;
}

const startTcpProxy = async (target: NetConnectOpts): Promise<TcpProxy> => {
  const sockets = new Set<Socket>();
  let [shut, held] = [false, false];
  let marker: string | undefined;
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer((client) => {
    if (shut) return void client.destroy();
    const upstream = connect(target);
    const pair = [client, upstream];
    let losing = false;
    for (const socket of pair) {
      sockets.add(socket);
      if (held) socket.pause();
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        pair.forEach((other) => other.destroy());
      });
    }
    client.on('data', (bytes) => {
      if (marker !== undefined && bytes.includes(marker)) {
        marker = undefined;
        losing = true;
      }
      upstream.write(bytes);
    });
    upstream.on('data', (bytes) => void (losing ? client.destroy() : client.write(bytes)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    shut: () => {
      shut = true;
      cut();
    },
    open: () => void (shut = false),
    hold: () => {
      held = true;
      for (const socket of sockets) socket.pause();
    },
    release: () => {
      held = false;
      for (const socket of sockets) socket.resume();
    },
    loseAnswerTo: (text) => void (marker = text),
    close: async () => {
      server.close();
      cut();
      await once(server, 'close');
    },
  };
};

const DEFAULT_PORT = '5432';

/** Where the server of a connection string listens: a Unix socket when `host` is a folder. */
const targetOf = (url: URL): NetConnectOpts => {
  const host = url.searchParams.get('host') ?? url.hostname;
  const port = url.port || DEFAULT_PORT;
  return host.startsWith('/') ? { path: join(host, `.s.PGSQL.${port}`) } : { host, port: Number(port) };
};

const through = (url: URL, port: number): string => {
  const proxied = new URL(url);
  proxied.searchParams.delete('host');
  proxied.host = `127.0.0.1:${port}`;
  return proxied.toString();
};

/** A way to the database of a connection string, and the connection string that goes that way. */
export const proxyTo = async (url: string): Promise<{ readonly proxy: TcpProxy; readonly url: string }> => {
  const direct = new URL(url);
  const proxy = await startTcpProxy(targetOf(direct));
  return { proxy, url: through(direct, proxy.port) };
};
