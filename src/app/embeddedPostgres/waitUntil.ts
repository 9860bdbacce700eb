import { setTimeout as delay } from 'node:timers/promises';

const PAUSE_MS = 20;

/** Asks again every 20 ms; answers whether it came true within `timeoutMs`. */
export const waitUntil = async (isTrue: () => Promise<boolean>, timeoutMs: number): Promise<boolean> => {
  const end = performance.now() + timeoutMs;
  while (!(await isTrue())) {
    if (performance.now() >= end) return false;
    await delay(PAUSE_MS);
  }
  return true;
};
