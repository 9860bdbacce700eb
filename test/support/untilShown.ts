import type { EventStore } from '../../src/eventstore/port.ts';
import type { ProjectionProgress } from '../../src/projections/progress.ts';

export interface Shown {
  readonly store: Pick<EventStore, 'end'>;
  readonly progress: Pick<ProjectionProgress, 'waitFor'>;
}

/** Waits until the read models show the whole log. @throws Error when they do not within the time */
export const untilShown = async ({ store, progress }: Shown, timeoutMs: number): Promise<void> => {
  const end = await store.end();
  if (await progress.waitFor(end, timeoutMs)) return;
  throw new Error(`the read models have not come to position ${end} within ${timeoutMs} ms`);
};
