import type { Request } from 'express';

const HOST = /^[\w.-]+(:\d{1,5})?$|^\[[0-9a-f:.]+\](:\d{1,5})?$/i;

/** A proxy may forward any word from outside, and the answer holds it as it is. */
const schemeOf = ({ protocol }: Request): string => (protocol.toLowerCase() === 'https' ? 'https' : 'http');

/**
 * Scheme, host and base path in front of every address in an answer, without a slash at the end (E-GEN-14, A-68):
 * `https://hospital.example/greenlane`. A host that is no host name gives the base path alone.
 */
export const originOf = (request: Request, basePath: string): string => {
  const host = request.host;
  return typeof host === 'string' && HOST.test(host) ? `${schemeOf(request)}://${host}${basePath}` : basePath;
};
