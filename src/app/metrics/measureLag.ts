import { Gauge } from 'prom-client';
import type { Registry } from 'prom-client';
import type { Lag } from '../../projections/lag.ts';

/** Shows how far the read models are behind the log; a figure that nobody can tell at the moment is left out (D-34). */
export const measureLag = (lag: () => Promise<Lag>, registry: Registry): void => {
  for (const unit of ['events', 'seconds'] as const)
    new Gauge({
      name: `greenlane_projection_lag_${unit}`,
      help: `How far the read models are behind the log, in ${unit}`,
      registers: [registry],
      async collect() {
        const value = await lag().then(
          (known) => known[unit],
          () => undefined,
        );
        if (value === undefined) this.remove();
        else this.set(value);
      },
    });
};
