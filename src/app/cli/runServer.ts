import { readConfig } from '../config/config.ts';
import type { Environment } from '../config/config.ts';
import { createLifecycle } from '../lifecycle.ts';
import { createLogger } from '../logging/logger.ts';
import { endingOf, type Ending } from '../signals.ts';
import { startServer } from '../start.ts';
import { CommandFailed } from './frame.ts';
import type { Frame } from './frame.ts';

// A person at a terminal wants the plain lines; a line of JSON for each request would bury them.
const levelFor = ({ stderr }: NodeJS.Process, { LOG_LEVEL }: Environment, level: string): string =>
  stderr.isTTY && !LOG_LEVEL ? 'warn' : level;

type Outcome = Ending | { readonly by: 'failure'; readonly error: unknown };

/** Serves until it is asked to stop, or cannot go on. @throws CommandFailed and what kept it from starting */
export const runServer = async ({ env, console, process }: Frame): Promise<void> => {
  const config = readConfig(env);
  const logger = createLogger({ level: levelFor(process, env, config.logLevel) });
  const lifecycle = createLifecycle(logger);
  const ending = endingOf(process, logger);
  const stopping = new AbortController();
  void ending.then(() => stopping.abort());
  const started = startServer({ config, logger, console, lifecycle, stopping: stopping.signal });
  // A stop that comes while it starts waits for the start to end, so that nothing half started is left behind.
  const outcome = await started.then<Outcome, Outcome>(
    () => ending,
    async (error: unknown): Promise<Outcome> => (stopping.signal.aborted ? ending : { by: 'failure', error }),
  );
  if (outcome.by === 'signal') console.tell('Stopping: running requests are finished first.');
  const isClean = await lifecycle.stop();
  if (outcome.by === 'failure') throw outcome.error;
  if (outcome.by === 'error' || !isClean)
    throw new CommandFailed('greenlane ended because of an error; see the log above');
  console.tell('Stopped.');
};
