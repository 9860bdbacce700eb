import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';
import { standardError } from './standardError.ts';

/** What PostgreSQL, a driver or a parser says about an error may quote a patient's values: those parts are left out. */
const errorFacts = (error: unknown): object => {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack } = error;
  const fromDatabase = 'severity' in error;
  const code = 'code' in error ? { code: error.code } : {};
  return {
    name,
    ...code,
    ...(fromDatabase ? {} : { message, stack }),
    ...(error.cause === undefined ? {} : { cause: errorFacts(error.cause) }),
  };
};

export interface LoggerOptions {
  readonly level: string;
  /** Standard error unless told otherwise: standard output is for the operator. */
  readonly destination?: DestinationStream;
}

/** JSON lines, one an entry, with UTC times and no patient data. A child carries the correlation id of its request. */
export const createLogger = ({ level, destination = standardError }: LoggerOptions): Logger =>
  pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: errorFacts },
    },
    destination,
  );
