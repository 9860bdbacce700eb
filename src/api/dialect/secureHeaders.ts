import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import helmet from 'helmet';

/** For browsers that nobody has any more, or for pages: on a thousand answers of JSON a second each header costs. */
const LEFT_OUT = {
  originAgentCluster: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
} as const;

const setSecureHeaders = helmet({
  strictTransportSecurity: false,
  ...LEFT_OUT,
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      baseUri: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      objectSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
    },
  },
});

class NotedHeaders extends ServerResponse {
  readonly noted: (readonly [string, string])[] = [];
  override setHeader(name: string, value: string | number | readonly string[]): this {
    this.noted.push([name, String(value)]);
    return this;
  }
}

const headersSet = (): NotedHeaders['noted'] => {
  const request = new IncomingMessage(new Socket());
  const response = new NotedHeaders(request);
  setSecureHeaders(request, response, () => undefined);
  return response.noted;
};

/**
 * Headers that keep a browser from doing what nobody asked for; the same in every answer, so they are asked for once.
 * The server also works on a hospital's inner network without TLS, so it never asks a browser to insist on it: the
 * proxy that has the certificate does.
 */
export const SECURE_HEADERS: readonly (readonly [string, string])[] = headersSet();
