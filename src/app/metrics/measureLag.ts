import { setTimeout as after } from 'node:timers/promises';
import { Gauge } from 'prom-client';
import type { Registry } from 'prom-client';
import type { Lag } from '../../projections/lag.ts';

/** Well below the ten seconds after which Prometheus gives up, and with it all the other figures. */
const LIMIT_MS = 1_000;

type FindLag = () => Promise<Lag | undefined>;

/** One look-up for all who ask while it runs; undefined where it fails or is late, also for those who ask later. */
const shared = (lag: () => Promise<Lag>): FindLag => {
  let asked: Promise<Lag | undefined> | undefined;
  const ask = async (): Promise<Lag | undefined> => {
    try {
      return await lag();
    } catch {
      return undefined;
    }
  };
  return () => {
    asked ??= ask().finally(() => (asked = undefined));
    return Promise.race([asked, after(LIMIT_MS, undefined, { ref: false })]);
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
