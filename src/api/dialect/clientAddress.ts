import { isIP } from 'node:net';
import type { Request } from 'express';

type Trusts = (address: string, hop: number) => boolean;

/** IPv4 clients of a socket that speaks both look like IPv6 ones. */
const MAPPED = /^::ffff:(?=\d+\.)/;

/** A proxy in a sub-directory names its client in `X-Real-IP` alone (E-OPS-02), which counts of proxies that are trusted. */
const findRealIp = ({ app, headers, socket }: Request): string | undefined => {
  const told = headers['x-real-ip'];
  if (headers['x-forwarded-for'] !== undefined || typeof told !== 'string' || isIP(told) === 0) return undefined;
  const trusts: Trusts = app.get('trust proxy fn');
  return trusts(socket.remoteAddress ?? '', 0) ? told : undefined;
};

/** The network address from which a request came, as the proxies that are trusted tell it (E-OPS-01); undefined when it is gone. */
export const clientAddressOf = (request: Request): string | undefined =>
  (findRealIp(request) ?? request.ip)?.replace(MAPPED, '');
