import type { Request, Response } from 'express';
import { leaveTogether } from './leaveTogether.ts';
import { contextOf, type RequestContext } from './requestContext.ts';
import { SECURE_HEADERS } from './secureHeaders.ts';

/** What a route answers: a status with a rendered JSON text, nothing, or a body that writes itself. */
export interface Answer {
  readonly status: number;
  /** JSON text; absent for 204 and for `stream`. */
  readonly json?: string;
  /** None that every answer has anyway. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly stream?: (response: Response) => Promise<void>;
}

type Headers = Readonly<Record<string, string>>;

export const ok = (body: unknown, headers?: Headers): Answer => ({ status: 200, json: JSON.stringify(body), headers });

export const created = (body: unknown, headers?: Headers): Answer => ({
  status: 201,
  json: JSON.stringify(body),
  headers,
});

export const noContent = (headers?: Headers): Answer => ({ status: 204, headers });

/** Answers a text that is JSON already, as read models keep it. */
export const rendered = (json: string, headers?: Headers): Answer => ({ status: 200, json, headers });

/** Names and values in turn, as node writes them without looking at each again. */
const EVERYWHERE = SECURE_HEADERS.flat();

const headLines = (context: RequestContext, headers: Headers | undefined): string[] => {
  const lines = [...EVERYWHERE, 'X-Request-Id', context.correlationId];
  for (const name in headers) lines.push(name, headers[name] ?? '');
  return lines;
};

/** Headers that every answer has, for what writes its answer itself. */
export const setCommonHeaders = (request: Request, response: Response): void => {
  for (const [name, value] of SECURE_HEADERS) response.setHeader(name, value);
  response.setHeader('X-Request-Id', contextOf(request).correlationId);
};

const stream = async (request: Request, response: Response, answer: Answer): Promise<void> => {
  response.statusCode = answer.status;
  setCommonHeaders(request, response);
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  await answer.stream?.(response);
};

const isProfiled = (request: Request): boolean =>
  request.url.includes('profile') && request.query['profile'] !== undefined;

/** Writes an answer; with `?profile` it says how long that took (E-GEN-09). */
export const send = (request: Request, response: Response, answer: Answer): Promise<void> | void => {
  const context = contextOf(request);
  const { status, json, headers } = answer;
  const timed = isProfiled(request) ? { ...headers, 'Server-Timing': context.timings.toHeader() } : headers;
  if (answer.stream) return stream(request, response, { ...answer, headers: timed });
  const lines = headLines(context, timed);
  if (json !== undefined) {
    lines.push('Content-Type', 'application/json; charset=utf-8', 'Content-Length', String(Buffer.byteLength(json)));
  }
  leaveTogether(response.writeHead(status, lines), json);
};
