import express from 'express';
import type { Response, Router } from 'express';
import type { Registry } from 'prom-client';

const CHECK_TIMEOUT_MS = 2_000;

/** One thing without which requests cannot be served. */
export interface ReadinessCheck {
  readonly name: string;
  /** Rejects, or does not answer in time, when it is not there. */
  readonly check: () => Promise<unknown>;
}

export interface OperationsOptions {
  readonly checks: readonly ReadinessCheck[];
  readonly registry: Registry;
  readonly phase: () => Phase;
}

/** Of a server's life. While it starts or stops, the load balancer is to send nothing. */
export type Phase = 'starting' | 'ready' | 'stopping';

const answers = async ({ check }: ReadinessCheck): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), CHECK_TIMEOUT_MS);
  });
  const checked = check().then(
    () => true,
    () => false,
  );
  return Promise.race([checked, late]).finally(() => clearTimeout(timer));
};

const readiness = async ({ checks, phase }: OperationsOptions, response: Response): Promise<void> => {
  const results = await Promise.all(checks.map(async (each) => [each.name, await answers(each)] as const));
  const status = phase() === 'ready' && !results.every(([, isThere]) => isThere) ? 'not_ready' : phase();
  response.status(status === 'ready' ? 200 : 503).json({
    status,
    checks: Object.fromEntries(results.map(([name, isThere]) => [name, isThere ? 'ok' : 'away'])),
  });
};

/** `/healthz`: the process answers; `/readyz`: it can serve requests; `/metrics`: for Prometheus. */
export const createOperations = (options: OperationsOptions): Router => {
  const router = express.Router();
  router.get('/healthz', (_request, response) => void response.json({ status: 'ok' }));
  router.get('/readyz', (_request, response) => readiness(options, response));
  router.get('/metrics', async (_request, response) => {
    response.type(options.registry.contentType).send(await options.registry.metrics());
  });
  return router;
};
