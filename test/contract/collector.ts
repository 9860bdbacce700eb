import type { EventBatch, EventStore, Position, StoredEvent, SubscribeOptions } from '../../src/eventstore/port.ts';
import { NotWithin, within } from './within.ts';

/** A subscriber that keeps what it is given. */
export interface Collector {
  readonly batches: readonly EventBatch[];
  readonly events: readonly StoredEvent[];
  /** Resolves as soon as what was collected satisfies `condition`; rejects when that takes too long. */
  until(what: string, condition: (collector: Collector) => boolean): Promise<void>;
  /** `until` as many events were collected. */
  count(events: number): Promise<void>;
}

export interface CollectOptions extends SubscribeOptions {
  readonly from: Position;
  /** In ms, for each wait. */
  readonly patience: number;
}

/** Subscribes, runs `body`, and ends the subscription whatever came of it. */
export const collecting = async (
  store: EventStore,
  options: CollectOptions,
  body: (collector: Collector) => Promise<void>,
): Promise<void> => {
  const { collector, stop } = collect(store, options);
  try {
    await body(collector);
  } finally {
    await within(options.patience, 'a subscription stops', stop());
  }
};

const collect = (store: EventStore, { from, patience, ...options }: CollectOptions) => {
  const batches: EventBatch[] = [];
  const events: StoredEvent[] = [];
  const checks = new Set<() => void>();
  const subscription = store.subscribe(from, options, async (batch) => {
    batches.push(batch);
    for (const event of batch.events) events.push(event);
    for (const check of checks) check();
  });
  const over = subscription.ended.then(() => Promise.reject(new NotWithin('the subscription ended by itself')));
  over.catch(() => undefined);
  const until: Collector['until'] = (what, condition) => {
    const met = new Promise<void>((resolve) => {
      const check = () => void (condition(collector) && resolve());
      checks.add(check);
      check();
    });
    return within(patience, `a subscriber waits for ${what}`, Promise.race([met, over]));
  };
  const count = (wanted: number) => until(`${wanted} events`, () => events.length >= wanted);
  const collector: Collector = { batches, events, until, count };
  return { collector, stop: () => subscription.stop() };
};
