import { Histogram } from 'prom-client';
import type { Registry } from 'prom-client';
import { AppendTooLarge, WrongExpectedRevision } from '../../eventstore/errors.ts';
import type { EventStore } from '../../eventstore/port.ts';

/** From a commit on a fast disk to the longest wait for a store that does not answer. */
const BUCKETS = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

const outcomeOf = (error: unknown): string => {
  if (error instanceof WrongExpectedRevision) return 'conflict';
  return error instanceof AppendTooLarge ? 'too_large' : 'failed';
};

/** The same store, with the time and the outcome of every append in the metrics. */
export const measureAppends = (store: EventStore, registry: Registry): EventStore => {
  const histogram = new Histogram({
    name: 'greenlane_append_duration_seconds',
    help: 'Time until an append was durable or refused',
    labelNames: ['outcome'],
    buckets: BUCKETS,
    registers: [registry],
  });
  return {
    read: (stream, options) => store.read(stream, options),
    subscribe: (from, options, onBatch) => store.subscribe(from, options, onBatch),
    end: () => store.end(),
    distance: (from, to) => store.distance(from, to),
    keepsRemoved: store.keepsRemoved ?? false,
    forget: () => store.forget(),
    close: () => store.close(),
    append: async (stream, events, expectedRevision) => {
      const end = histogram.startTimer();
      try {
        const appended = await store.append(stream, events, expectedRevision);
        end({ outcome: 'appended' });
        return appended;
      } catch (error) {
        end({ outcome: outcomeOf(error) });
        throw error;
      }
    },
  };
};
