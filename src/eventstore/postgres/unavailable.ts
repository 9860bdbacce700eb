import pg from 'pg';
import { StoreUnavailable } from '../errors.ts';

/**
 * SQLSTATEs after which the same statement may succeed later: connection (08), too many connections or disk full (53),
 * shut down or starting (57P), locks and deadlocks (40, 55P03), a server that has become a standby (25006), I/O (58).
 */
const PASSING = /^(08|53|57P|58|40|55P03|25006|57014)/;

/**
 * Whether the statement failed for a reason that is not its own; it may or may not have been committed. What PostgreSQL
 * did not say itself comes from the way to it.
 */
export const isUnavailability = (error: unknown): boolean =>
  !(error instanceof pg.DatabaseError) || PASSING.test(error.code ?? '');

export const toStoreError = (error: unknown): unknown => {
  if (error instanceof StoreUnavailable || !isUnavailability(error)) return error;
  return new StoreUnavailable(error instanceof Error ? error.message : String(error), { cause: error });
};
