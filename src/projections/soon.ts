import { setTimeout as after } from 'node:timers/promises';

/** What is answered within a second; undefined where it fails or is late. */
export const soon = <T>(answer: Promise<T>): Promise<T | undefined> =>
  Promise.race([answer.catch(() => undefined), after(1_000, undefined, { ref: false })]);
