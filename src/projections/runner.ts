import { faultOf, gapGuard } from './runnerFault.ts';
import { createBackoff } from './runnerPause.ts';
import { serveTerm } from './runnerTerm.ts';
import type { Term, TermOptions } from './runnerTerm.ts';

export type RunnerOptions = TermOptions;

/** `standby`: another runner has the lock, or the database is away. */
type RunnerStatus = 'standby' | 'active' | 'stopped';

export interface Runner {
  readonly status: RunnerStatus;
  /** Resolves when the running batch is committed and the lock is free. */
  stop(): Promise<void>;
}

/**
 * Keeps the read models up with the log, in one process at a time: the others stand by and take over.
 * Whatever fails, it starts again from the checkpoint, without a hand (D-36).
 */
export const startRunner = (options: RunnerOptions): Runner => {
  const stopping = new AbortController();
  const backoff = createBackoff(stopping.signal);
  let status: RunnerStatus = 'standby';
  const term: Term = {
    ...options,
    onGaps: gapGuard(options.log),
    onActive: () => {
      status = 'active';
      options.log.info({}, 'this process keeps the read models');
    },
    onCommit: backoff.succeeded,
    signal: stopping.signal,
  };
  const serve = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        await serveTerm(term);
      } catch (error) {
        options.log.error(faultOf(error), 'the runner starts again from its checkpoint');
        status = 'standby';
        // The log may be another one than it was.
        options.store.forget();
        await backoff.wait();
      }
    }
    status = 'stopped';
  };
  const served = serve();
  return {
    get status() {
      return status;
    },
    stop: async () => {
      stopping.abort();
      await served;
    },
  };
};
