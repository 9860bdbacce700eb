import { once } from 'node:events';
import type { Socket } from 'node:net';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

/** The server's door on loopback: every connection passes here before it is handed in, so any of them can be cut. */
export class Sockets {
  readonly #open = new Map<string, Socket>();
  readonly #listener;
  #port = 0;

  constructor(handIn: (socket: Socket) => void) {
    this.#listener = createServer((socket) => {
      const peer = `${socket.remoteAddress}:${socket.remotePort}`;
      this.#open.set(peer, socket);
      socket.on('close', () => this.#open.delete(peer));
      socket.on('error', () => socket.destroy());
      handIn(socket);
    });
  }

  /** Listens, again on the port of before if there was one. */
  async listen(port = this.#port): Promise<number> {
    this.#listener.listen(port, '127.0.0.1');
    await once(this.#listener, 'listening');
    this.#port = (this.#listener.address() as AddressInfo).port;
    return this.#port;
  }

  cut(peer: string): void {
    this.#open.get(peer)?.destroy();
  }

  cutAll(): void {
    for (const socket of this.#open.values()) socket.destroy();
  }

  /** Lets nobody in any more, and nobody stay. */
  async close(): Promise<void> {
    const closed = once(this.#listener, 'close');
    this.#listener.close();
    this.cutAll();
    await closed;
  }
}
