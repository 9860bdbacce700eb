import type { Connection } from './projection.ts';

/** Fewer rows are found fast by any plan. */
const FIRST = 5_000;

/** A batch of this size catches up with the log; what people enter comes in smaller ones, and must not wait. */
const CATCHING_UP = 500;

/**
 * Keeps the planner's statistics in step with tables that grow fast, such as a log that is caught up with: until
 * PostgreSQL looks by itself, a minute or so later, it would plan lists for empty tables.
 * @returns to be told of how many events each batch brought, outside a transaction
 */
export const keepStatisticsFresh = (
  connection: Connection,
  tables: readonly string[],
): ((events: number) => Promise<void>) => {
  let [seen, due] = [0, FIRST];
  return async (events) => {
    seen += events;
    if (events < CATCHING_UP || seen < due) return;
    due = seen * 2;
    await connection.query(`analyze ${tables.join(', ')}`);
  };
};
