import { isIPv6 } from 'node:net';

const EVERY_ADDRESS = ['0.0.0.0', '::'];

/** Where a server that listens there answers on its own machine; the path under which a proxy serves it is the proxy's (E-OPS-02). */
export const localUrl = (host: string, port: number): string => {
  const name = EVERY_ADDRESS.includes(host) ? 'localhost' : host;
  return `http://${isIPv6(name) ? `[${name}]` : name}:${port}/`;
};
