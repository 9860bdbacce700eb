import { constants } from 'node:os';
import type { Logger } from 'pino';

export type Ending = { readonly by: 'signal' } | { readonly by: 'error' };

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/** npm hands on what the terminal also sends: that is one signal. */
const SAME_SIGNAL_MS = 1_000;

/** From now on a signal ends the process at once, as it does for any program. */
export const unheedSignals = (target: NodeJS.Process): void =>
  SIGNALS.forEach((signal) => target.removeAllListeners(signal));

/** As a shell reports a program that a signal ended. */
const endAtOnce = (target: NodeJS.Process, signal: NodeJS.Signals): void => {
  // Even the last lines of the log may hang, on a reader that does not read.
  unheedSignals(target);
  target.exit(128 + constants.signals[signal]);
};

/**
 * Resolves when the process is asked to end: by SIGTERM, Ctrl-C or a closed terminal, or by an error that nobody caught.
 * A signal that comes again after a second, while everything is still being stopped, ends the process as it is.
 */
export const endingOf = (target: NodeJS.Process, log: Logger, clock = () => performance.now()): Promise<Ending> =>
  new Promise((resolve) => {
    let firstAt: number | undefined;
    const onSignal = (signal: NodeJS.Signals): void => {
      const now = clock();
      firstAt ??= now;
      if (now - firstAt >= SAME_SIGNAL_MS) {
        log.warn({ signal }, 'asked to stop again: ended at once, whatever still ran');
        return endAtOnce(target, signal);
      }
      if (now === firstAt) log.info({ signal }, 'asked to stop; a signal after more than a second ends it at once');
      resolve({ by: 'signal' });
    };
    for (const signal of SIGNALS) target.on(signal, onSignal);
    for (const kind of ['uncaughtException', 'unhandledRejection'] as const)
      target.on(kind, (error: unknown) => {
        log.fatal({ err: error }, kind);
        resolve({ by: 'error' });
      });
  });
