import { AccessDeniedError } from '@eventstore/db-client';

/** Whether the server answered that it does not know or does not admit us; asking again changes nothing. */
export const isAccessRefused = (error: unknown): boolean =>
  error instanceof Error && error.cause instanceof AccessDeniedError;
