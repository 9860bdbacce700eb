import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { createRefusingServer } from '../../src/app/refusingServer.ts';

export interface RunningServer {
  /** `http://127.0.0.1:port`. */
  readonly url: string;
  close(): Promise<void>;
}

/** A test that computes for some seconds lets nothing run; the server must not drop its connections meanwhile. */
const KEEP_ALIVE_MS = 600_000;

/** Serves on a free port of the loopback address. */
export const serve = async (listener: RequestListener): Promise<RunningServer> => {
  const server = createRefusingServer({ keepAliveTimeout: KEEP_ALIVE_MS }, listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
