import {
  InvalidArgumentError,
  InvalidTransactionError,
  MaxAppendSizeExceededError,
  RequiredMetadataPropertyMissingError,
  StreamDeletedError,
} from '@eventstore/db-client';
import { AppendTooLarge, StoreUnavailable, StreamGone } from '../errors.ts';

/** Trying again cannot help against these. */
const PERMANENT = [AppendTooLarge, InvalidArgumentError, InvalidTransactionError, RequiredMetadataPropertyMissingError];

/** Whatever is not known to be final is a store that cannot be reached: nothing is lost by trying again. */
export const failureOf = (error: unknown): Error => {
  if (error instanceof StoreUnavailable) return error;
  if (error instanceof StreamDeletedError) return new StreamGone(error.streamName, { cause: error });
  if (error instanceof Error && PERMANENT.some((kind) => error instanceof kind)) return error;
  return new StoreUnavailable(error instanceof Error ? error.message : String(error), { cause: error });
};

/** The same for an append of `bytes` UTF-8 bytes: the server may allow less than we do. */
export const appendFailureOf = (error: unknown, bytes: number): Error =>
  error instanceof MaxAppendSizeExceededError ? new AppendTooLarge(bytes, error.maxAppendSize ?? 0) : failureOf(error);
