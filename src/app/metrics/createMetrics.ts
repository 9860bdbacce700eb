import { collectDefaultMetrics, Registry } from 'prom-client';

/** The registry behind `/metrics`: the process's own figures, and what every part registers. */
export const createMetrics = (): Registry => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
};
