import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { SignedIn } from '../accounts/signedIn.ts';
import { Timings } from './timings.ts';

/** What is known of a request while it is answered; kept beside express's own objects so that it is typed. */
export interface RequestContext {
  /** Also the request id that the client is told; goes into every event (`correlationId`). */
  readonly correlationId: string;
  readonly timings: Timings;
  /** The pattern that matched, for logs and metrics: never the address itself, which may hold a search text. */
  route?: string;
  signedIn?: SignedIn;
}

/** Upon the request and not in a weak map: what such a map holds is only let go by the long pauses of the collector. */
const CONTEXT = Symbol('context');

declare module 'node:http' {
  interface IncomingMessage {
    [CONTEXT]?: RequestContext;
  }
}

const OUTSIDE_ID = /^[\w-]{8,64}$/;

const correlationIdFrom = (header: string | string[] | undefined): string =>
  typeof header === 'string' && OUTSIDE_ID.test(header) ? header : randomUUID();

/** The context of a request, begun at the first look; `X-Request-Id` of a proxy is kept when it is a plain id. */
export const contextOf = (request: IncomingMessage): RequestContext => {
  const known = request[CONTEXT];
  if (known) return known;
  const context = { correlationId: correlationIdFrom(request.headers['x-request-id']), timings: new Timings() };
  request[CONTEXT] = context;
  return context;
};
