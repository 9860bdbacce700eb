import type pg from 'pg';

/** Resolves when a connection has ended, for whatever reason. Asked for before it connects, so that no loss is missed. */
export const endOf = (client: pg.Client): Promise<void> =>
  new Promise((resolve) => {
    client.on('error', () => resolve());
    client.on('end', () => resolve());
  });
