import { Problem } from '../problems/problem.ts';

/** Longer queues than this mean an attack, not a change of shift. */
const MAX_WAITING = 200;

/**
 * Runs at most `width` works at a time, the others in order of arrival.
 * @throws Problem busy when too many wait already
 */
export const createLimiter = (width: number) => {
  const waiting: (() => void)[] = [];
  let running = 0;
  const enter = async (): Promise<void> => {
    if (running < width) {
      running += 1;
      return;
    }
    if (waiting.length >= MAX_WAITING) throw new Problem('busy');
    await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const leave = (): void => {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  };
  return async <T>(work: () => Promise<T>): Promise<T> => {
    await enter();
    try {
      return await work();
    } finally {
      leave();
    }
  };
};
