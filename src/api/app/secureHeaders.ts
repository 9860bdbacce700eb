import helmet from 'helmet';

/** For browsers that nobody has any more, or for pages: on a thousand answers of JSON a second each header costs. */
const LEFT_OUT = {
  originAgentCluster: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
} as const;

/**
 * Headers that keep a browser from doing what nobody asked for. The server also works on a hospital's inner network
 * without TLS, so it never asks a browser to insist on it: the proxy that has the certificate does.
 */
export const secureHeaders = helmet({
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
