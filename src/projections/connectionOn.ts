import type pg from 'pg';
import type { Connection } from './projection.ts';
import { rowsAs } from './rows.ts';

/** A client of the driver as read models speak to it. */
export const connectionOn = (client: pg.ClientBase): Connection => ({
  query: async <Row extends object>(text: string, values?: readonly unknown[]) => {
    const { rows, rowCount } = await client.query(text, values && [...values]);
    return { rows: rowsAs<Row>(rows), rowCount };
  },
});
