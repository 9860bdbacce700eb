import { createServer, STATUS_CODES } from 'node:http';
import type { IncomingMessage, RequestListener, Server, ServerOptions, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { SECURE_HEADERS } from '../api/dialect/secureHeaders.ts';
import { Problem, problemBody } from '../api/problems/problem.ts';
import type { ProblemCode } from '../api/problems/sentences.ts';

/** What node calls requests that it cannot read; all others break the grammar of HTTP. */
const CODES: Readonly<Record<string, ProblemCode>> = {
  HPE_HEADER_OVERFLOW: 'head_too_large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'too_large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request_slow',
};

/** A client that is still sending reads the answer before the connection is gone. */
const LINGER_MS = 1_000;

interface Refusal {
  readonly status: number;
  readonly json: string;
  readonly headers: readonly (readonly [string, string])[];
}

const refusalOf = (code: ProblemCode): Refusal => {
  const problem = new Problem(code);
  const json = JSON.stringify(problemBody(problem));
  const own = [
    ['Content-Type', 'application/json; charset=utf-8'],
    ['Content-Length', String(Buffer.byteLength(json))],
    ['Connection', 'close'],
  ] as const;
  return { status: problem.status, json, headers: [...SECURE_HEADERS, ...own] };
};

const refuse = (response: ServerResponse, code: ProblemCode): void => {
  const { status, json, headers } = refusalOf(code);
  response.writeHead(status, headers.flat()).end(json);
};

/** As text, where there is no response to write with. */
const refusalText = (code: ProblemCode): string => {
  const { status, json, headers } = refusalOf(code);
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...headers.map((header) => header.join(': '))];
  return `${head.join('\r\n')}\r\n\r\n${json}`;
};

/** The last request that a connection brought, with its answer. */
interface Latest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** Whether what is written now would be read as the answer to what could not be read, and not to something before it. */
const isNextAnswered = ({ request, response }: Latest): boolean => {
  if (request.complete) return response.writableFinished;
  return response.socket !== null && !response.headersSent;
};

const refuseOn = (socket: Duplex, code: ProblemCode): void => {
  socket.end(refusalText(code));
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
};

const isAddressed = ({ httpVersion, headers }: IncomingMessage): boolean =>
  httpVersion !== '1.1' || headers.host !== undefined;

/** An HTTP server that says what is wrong, in the one error shape, where node itself would refuse without a word. */
export const createRefusingServer = (options: ServerOptions, app: RequestListener): Server => {
  const latest = new WeakMap<Duplex, Latest>();
  const server = createServer({ ...options, requireHostHeader: false }, (request, response) => {
    latest.set(request.socket, { request, response });
    if (isAddressed(request)) app(request, response);
    else refuse(response, 'malformed_request');
  });
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    latest.set(request.socket, { request, response });
    refuse(response, 'expectation_unmet');
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const last = latest.get(socket);
    if (!socket.writable || (last && !isNextAnswered(last))) return void socket.destroy();
    refuseOn(socket, CODES[error.code ?? ''] ?? 'malformed_request');
  });
  return server;
};
