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
  /** The next connection that becomes ready is told in the same packet that it ends. */
  endNextWhenReady(): void;
  close(): Promise<void>;
}

/** How PostgreSQL ends the packet in which it says that it waits for a query. */
const READY = Buffer.from('Z\0\0\0\x05I');

const FIELDS = ['SFATAL', 'VFATAL', 'C57P01', 'Mterminating connection due to administrator command', ''];

const fatal = (): Buffer => {
  const body = Buffer.from(FIELDS.map((field) => `${field}\0`).join(''));
  const head = Buffer.from('E\0\0\0\0');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
};

const startTcpProxy = async (target: NetConnectOpts): Promise<TcpProxy> => {
  const sockets = new Set<Socket>();
  let [shut, held, ending] = [false, false, false];
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
    upstream.on('data', (bytes) => {
      if (losing) return void client.destroy();
      if (!ending || !bytes.subarray(-READY.length).equals(READY)) return void client.write(bytes);
      ending = false;
      client.end(Buffer.concat([bytes, fatal()]));
    });
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
    endNextWhenReady: () => void (ending = true),
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
