import { Gauge } from 'prom-client';
import type { Registry } from 'prom-client';
import type { Lag } from '../../projections/lag.ts';
import { soon } from '../../projections/soon.ts';

/**
 * One look-up for all who ask while it runs; undefined where it fails, or is late: well before the ten seconds after which
 * Prometheus gives up, and with it all the other figures.
 */
const shared = (lag: () => Promise<Lag>): (() => Promise<Lag | undefined>) => {
  let asked: Promise<Lag> | undefined;
  return () => {
    asked ??= lag().finally(() => (asked = undefined));
    return soon(asked);
  };
};

/** Shows how far the read models are behind the log; a figure that nobody can tell at the moment is left out (D-34). */
export const measureLag = (lag: () => Promise<Lag>, registry: Registry): void => {
  const find = shared(lag);
  for (const unit of ['events', 'seconds'] as const)
    new Gauge({
      name: `greenlane_projection_lag_${unit}`,
      help: `How far the read models are behind the log, in ${unit}`,
      registers: [registry],
      async collect() {
        const value = (await find())?.[unit];
        if (value === undefined) this.remove();
        else this.set(value);
      },
    });
};
