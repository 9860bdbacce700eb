import type { RejectionFacts } from '../../domain/shared/rejection.ts';
import { PROBLEMS, type FieldErrors, type ProblemCode, type ProblemRow } from './sentences.ts';

export interface ProblemDetails {
  /** Facts that the code's row in the table turns into `errors` or fields beside them. */
  readonly facts?: RejectionFacts;
  /** Sentences by path, when the one who refuses has made them already. */
  readonly errors?: FieldErrors;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** A refusal on its way to the client: the table says with which status and sentence. */
export class Problem extends Error {
  override readonly name = 'Problem';
  constructor(
    readonly code: ProblemCode,
    readonly details: ProblemDetails = {},
  ) {
    super(code, { cause: details.cause });
  }

  get row(): ProblemRow {
    return PROBLEMS[this.code];
  }

  get status(): number {
    return this.row.status;
  }
}

/** The one error shape: `{"msg","code","errors", …}`; `errors` is there even when no field is at fault. */
export const problemBody = ({ code, row, details }: Problem): Readonly<Record<string, unknown>> => {
  const facts = details.facts ?? {};
  return {
    ...row.beside?.(facts),
    msg: row.msg,
    code,
    errors: { ...row.errors?.(facts), ...details.errors },
  };
};

/** `Retry-After` in seconds where waiting helps, and what the refusal brought itself. */
export const problemHeaders = ({ row, details }: Problem): Readonly<Record<string, string>> => ({
  ...(row.retryAfter !== undefined && { 'Retry-After': String(row.retryAfter) }),
  ...details.headers,
});
