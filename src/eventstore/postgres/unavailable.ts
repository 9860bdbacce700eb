import pg from 'pg';
import { StoreUnavailable } from '../errors.ts';
import { isPassingState } from '../passingStates.ts';

/**
 * Whether the statement failed for a reason that is not its own; it may or may not have been committed. What PostgreSQL
 * did not say itself comes from the way to it.
 */
export const isUnavailability = (error: unknown): boolean =>
  !(error instanceof pg.DatabaseError) || isPassingState(error.code ?? '');

export const toStoreError = (error: unknown): unknown => {
  if (error instanceof StoreUnavailable || !isUnavailability(error)) return error;
  return new StoreUnavailable(error instanceof Error ? error.message : String(error), { cause: error });
};
