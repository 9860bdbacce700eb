import type { Request, Response } from 'express';
import { contextOf } from './requestContext.ts';

/** What a route answers: a status with a rendered JSON text, nothing, or a body that writes itself. */
export interface Answer {
  readonly status: number;
  /** JSON text; absent for 204 and for `stream`. */
  readonly json?: string;
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

const setHeaders = (response: Response, headers: Headers): void => {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
};

/** Writes an answer; with `?profile` it says where the time went (E-GEN-09). */
export const send = async (request: Request, response: Response, answer: Answer): Promise<void> => {
  response.statusCode = answer.status;
  if (answer.headers) setHeaders(response, answer.headers);
  if (request.query['profile'] !== undefined) {
    response.setHeader('Server-Timing', contextOf(request).timings.toHeader());
  }
  if (answer.stream) return answer.stream(response);
  if (answer.json === undefined) return void response.end();
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.setHeader('Content-Length', Buffer.byteLength(answer.json));
  response.end(answer.json);
};
