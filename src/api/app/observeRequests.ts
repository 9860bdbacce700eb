import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import { Histogram, type Registry } from 'prom-client';
import { contextOf, type RequestContext } from '../dialect/requestContext.ts';

const MILLISECONDS = 1000;

/** From a hit in memory to the longest wait for a read model. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

const createHistogram = (registry: Registry) =>
  new Histogram({
    name: 'greenlane_http_request_duration_seconds',
    help: 'Time from the first byte of a request to the last of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers: [registry],
  });

/** Ids only: an address may hold a search text, a body a patient. */
const logLine = (context: RequestContext, method: string, response: Response) => ({
  correlationId: context.correlationId,
  method,
  route: context.route ?? 'unknown',
  status: response.statusCode,
  ms: Math.round(context.timings.elapsed() * 10) / 10,
  ...(context.signedIn && { userId: context.signedIn.userId }),
  ...(!response.writableFinished && { aborted: true }),
});

/** Measures and logs each request when it ends, however it ends. */
export const observeRequests = (
  logger: Logger,
  registry: Registry,
): ((request: Request, response: Response) => void) => {
  const histogram = createHistogram(registry);
  return (request, response) => {
    const context = contextOf(request);
    response.on('close', () => {
      const { method } = request;
      const labels = { method, route: context.route ?? 'unknown', status: response.statusCode };
      histogram.observe(labels, context.timings.elapsed() / MILLISECONDS);
      if (logger.isLevelEnabled('info')) logger.info(logLine(context, method, response), 'request');
    });
  };
};
