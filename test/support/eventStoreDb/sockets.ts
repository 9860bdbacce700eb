import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

const HOST = '127.0.0.1';

/** One connection: to the client, and to the server behind. */
interface Passage {
  readonly outside: Socket;
  readonly inside: Socket;
}

/** The server's door on loopback: bytes pass through it to the port behind, and any connection can be cut here. */
export class Sockets {
  readonly #open = new Set<Passage>();
  readonly #listener;
  #port = 0;

  constructor(portBehind: number) {
    this.#listener = createServer((outside) => {
      const inside = connect(portBehind, HOST);
      const passage = { outside, inside };
      const end = () => {
        outside.destroy();
        inside.destroy();
        this.#open.delete(passage);
      };
      for (const socket of [outside, inside]) {
        socket.setNoDelay();
        socket.on('error', end).on('close', end);
      }
      this.#open.add(passage);
      outside.pipe(inside).pipe(outside);
    });
  }

  /** Listens, again on the port of before if there was one. */
  async listen(port = this.#port): Promise<number> {
    this.#listener.listen(port, HOST);
    await once(this.#listener, 'listening');
    this.#port = (this.#listener.address() as AddressInfo).port;
    return this.#port;
  }

  /** Cuts the connection that the server behind knows by this address. */
  cut(peer: string): void {
    const isMeant = ({ inside }: Passage) => `${inside.localAddress}:${inside.localPort}` === peer;
    for (const { outside } of [...this.#open].filter(isMeant)) outside.destroy();
  }

  cutAll(): void {
    for (const { outside } of [...this.#open]) outside.destroy();
  }

  /** Lets nobody in any more, and nobody stay. */
  async close(): Promise<void> {
    const closed = once(this.#listener, 'close');
    this.#listener.close();
    this.cutAll();
    await closed;
  }
}
