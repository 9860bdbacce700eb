import { Agent, request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Answered, Json } from './journal.ts';

export interface Request {
  readonly method: string;
  readonly path: string;
  readonly body?: Json;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Outcome =
  | ({ readonly kind: 'answered' } & Pick<Answered, 'status' | 'retryAfter' | 'lag' | 'body'>)
  | { readonly kind: 'lost'; readonly reason: string };

/** A client's connections to a server: none is used again for a request whose answer did not come. */
export interface Wire {
  readonly url: string;
  send(request: Request): Promise<Outcome>;
  close(): void;
}

const PATIENCE_MS = 60_000;

const parsed = (body: string): Json => {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
};

const answeredBy = async (response: IncomingMessage): Promise<Outcome> => {
  const body = await text(response);
  const { statusCode: status = 0, headers } = response;
  const told = (name: string): string | null => headers[name]?.toString() ?? null;
  const [retryAfter, lag] = [told('retry-after'), told('x-read-model-lag')];
  return { kind: 'answered', status, retryAfter, lag, body: parsed(body) };
};

export const openWire = (url: string, token: string | null): Wire => {
  const agent = new Agent({ keepAlive: true, maxSockets: 128 });
  const send = ({ method, path, body, headers }: Request): Promise<Outcome> =>
    new Promise((resolve) => {
      const payload = body === undefined || body === null ? undefined : JSON.stringify(body);
      const all = {
        ...(payload !== undefined && {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(payload),
        }),
        ...(token !== null && { authorization: `Token ${token}` }),
        ...headers,
      };
      const lost = (error: Error) => resolve({ kind: 'lost', reason: error.message });
      const sent = request(`${url}${path}`, { method, agent, headers: all, timeout: PATIENCE_MS }, (response) =>
        answeredBy(response).then(resolve, lost),
      );
      sent.on('error', lost);
      sent.on('timeout', () => sent.destroy(new Error(`no answer within ${PATIENCE_MS} ms`)));
      sent.end(payload);
    });
  return { url, send, close: () => agent.destroy() };
};
