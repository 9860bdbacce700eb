import type { Socket } from 'node:net';

/** So much to work on is worth a packet of its own. */
const ENOUGH_BYTES = 1_500;

/** Sends a statement with others of its moment. */
export type Gather = <T>(send: () => T) => T;

/**
 * Statements of one moment leave together, for each by itself would be a system call and wake the database; but what is
 * enough to work on leaves at once, so that the database works while this process prepares the rest.
 */
export const gatherWrites = (socket: Socket): Gather => {
  let isGathering = false;
  const letGo = (): void => {
    isGathering = false;
    socket.uncork();
  };
  const gather = (): void => {
    isGathering = true;
    socket.cork();
    process.nextTick(letGo);
  };
  const flush = (): void => {
    socket.uncork();
    socket.cork();
  };
  return (send) => {
    if (!isGathering) gather();
    const sent = send();
    if (socket.writableLength >= ENOUGH_BYTES) flush();
    return sent;
  };
};
