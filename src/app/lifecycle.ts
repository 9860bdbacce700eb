import type { Logger } from 'pino';

/** What was started, and how each part of it is stopped. */
export interface Lifecycle {
  /** Stopped in the reverse of this order: what was started last is drained first (D-37). */
  onStop(name: string, stop: () => Promise<void>): void;
  /** Stops everything, once; one part that fails does not keep the others running. Resolves with whether all went well. */
  stop(): Promise<boolean>;
}

interface Part {
  readonly name: string;
  readonly stop: () => Promise<void>;
}

const stopPart = async ({ name, stop }: Part, log: Logger): Promise<boolean> => {
  const start = performance.now();
  try {
    await stop();
    log.info({ part: name, ms: Math.round(performance.now() - start) }, 'stopped');
    return true;
  } catch (error) {
    log.error({ part: name, err: error }, 'could not be stopped cleanly');
    return false;
  }
};

export const createLifecycle = (log: Logger): Lifecycle => {
  const parts: Part[] = [];
  let stopped: Promise<boolean> | undefined;
  const stopAll = async (): Promise<boolean> => {
    let isClean = true;
    for (let part = parts.pop(); part !== undefined; part = parts.pop())
      isClean = (await stopPart(part, log)) && isClean;
    return isClean;
  };
  return {
    onStop: (name, stop) => void parts.push({ name, stop }),
    stop: () => (stopped ??= stopAll()),
  };
};
