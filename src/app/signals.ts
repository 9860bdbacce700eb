import type { Logger } from 'pino';

export type Ending = { readonly by: 'signal' } | { readonly by: 'error' };

/**
 * Resolves when the process is asked to end: by SIGTERM, Ctrl-C or a closed terminal, or by an error that nobody caught.
 * A signal that comes again while everything is being stopped changes nothing: npm hands on what the terminal also sends.
 */
export const endingOf = (target: NodeJS.Process, log: Logger): Promise<Ending> =>
  new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
      target.on(signal, () => {
        log.info({ signal }, 'asked to stop');
        resolve({ by: 'signal' });
      });
    for (const kind of ['uncaughtException', 'unhandledRejection'] as const)
      target.on(kind, (error: unknown) => {
        log.fatal({ err: error }, kind);
        resolve({ by: 'error' });
      });
  });
