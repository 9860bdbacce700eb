import { isNativeError } from 'node:util/types';

export interface ErrorDescription {
  readonly name: string;
  readonly code?: string;
  /** Absent when the text may quote a patient's data. */
  readonly message?: string;
  readonly frames: readonly string[];
  readonly cause?: ErrorDescription;
}

const SQLSTATE = /^[0-9A-Z]{5}$/;

const framesOf = ({ stack = '' }: Error): readonly string[] =>
  stack
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .map((line) => line.trim());

/** PostgreSQL quotes the offending value in its messages, and a parser the text it stumbled over. */
const mayQuoteData = (error: Error, code: unknown): boolean =>
  (typeof code === 'string' && SQLSTATE.test(code)) || error instanceof SyntaxError;

/** What may be logged of an error: where it came from, never a value that a client sent. */
export const describeError = (error: unknown): ErrorDescription => {
  if (!isNativeError(error)) return { name: typeof error, frames: [] };
  const code: unknown = Reflect.get(error, 'code');
  return {
    name: error.name,
    ...(typeof code === 'string' && { code }),
    ...(!mayQuoteData(error, code) && { message: error.message }),
    frames: framesOf(error),
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  };
};
