import type pg from 'pg';

/**
 * Lets a pool outlive its connections. It listens to idle ones itself; one that breaks while it is verified, handed over or
 * held between two statements would find no listener and end the process. Whoever has it hears of the loss from the next statement.
 */
export const surviveLosses = (pool: pg.Pool, onIdleLoss: (error: Error) => void): void => {
  pool.on('error', onIdleLoss);
  pool.on('connect', (client) => void client.on('error', () => undefined));
};
