import type { Socket } from 'node:net';

/**
 * Statements of one moment leave as one packet: each by itself would be a system call, and wake the database.
 * @returns to be called before each statement
 */
export const gatherWrites = (socket: Socket): (() => void) => {
  let isGathering = false;
  const letGo = (): void => {
    isGathering = false;
    socket.uncork();
  };
  return () => {
    if (isGathering) return;
    isGathering = true;
    socket.cork();
    process.nextTick(letGo);
  };
};
