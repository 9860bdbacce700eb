import { isNativeError } from 'node:util/types';
import { isPassingState } from '../../eventstore/passingStates.ts';

/** Of a table that is not there: a read model that is still being built. */
const UNDEFINED_TABLE = '42P01';

const isAwayState = (code: string): boolean => code === UNDEFINED_TABLE || isPassingState(code);

/** Errors of the socket below the database driver. */
const AWAY_SOCKETS = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
]);

/** The driver has no code for these; the texts are its own. */
const AWAY_TEXTS = [
  'Connection terminated',
  'Query read timeout',
  'Client has encountered a connection error',
  'timeout exceeded when trying to connect',
  'Cannot use a pool after calling end',
  'Knex: Timeout acquiring a connection',
];

const isSocketError = (error: Error & { syscall?: unknown }, code: string): boolean =>
  AWAY_SOCKETS.has(code) && (error.syscall === 'connect' || error.syscall === 'read' || error.syscall === 'write');

/** True when the database cannot be reached or cannot work now, so that the same request may succeed later. */
export const isDatabaseAway = (error: unknown): boolean => {
  if (!isNativeError(error)) return false;
  if ('errors' in error && Array.isArray(error.errors) && error.errors.length > 0)
    return error.errors.every(isDatabaseAway);
  const code: unknown = Reflect.get(error, 'code');
  if (typeof code === 'string' && (isAwayState(code) || isSocketError(error, code))) return true;
  return AWAY_TEXTS.some((text) => error.message.startsWith(text));
};
