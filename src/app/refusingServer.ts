import { createServer, ServerResponse, STATUS_CODES } from 'node:http';
import type { IncomingMessage, RequestListener, Server, ServerOptions } from 'node:http';
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

/**
 * Whether what is written now would be read as the answer to what could not be read, and not to something before it. Node
 * keeps the answer that is under way with its socket, and looks there itself.
 */
const isNextAnswered = (socket: Duplex): boolean => {
  const underway: unknown = Reflect.get(socket, '_httpMessage');
  return !(underway instanceof ServerResponse) || (!underway.headersSent && !underway.req.complete);
};

const refuseOn = (socket: Duplex, code: ProblemCode): void => {
  socket.end(refusalText(code));
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
};

const isAddressed = ({ httpVersion, headers }: IncomingMessage): boolean =>
  httpVersion !== '1.1' || headers.host !== undefined;

/** An HTTP server that says what is wrong, in the one error shape, where node itself would refuse without a word. */
export const createRefusingServer = (options: ServerOptions, app: RequestListener): Server => {
  const server = createServer({ ...options, requireHostHeader: false }, (request, response) => {
    if (isAddressed(request)) app(request, response);
    else refuse(response, 'malformed_request');
  });
  server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => {
    refuse(response, 'expectation_unmet');
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable || !isNextAnswered(socket)) return void socket.destroy();
    refuseOn(socket, CODES[error.code ?? ''] ?? 'malformed_request');
  });
  return server;
};
