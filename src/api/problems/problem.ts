import { findField } from '../../domain/catalogue/catalogue.ts';
import { declaredPath } from '../../domain/catalogue/derive/historyLine.ts';
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

const LONGEST_NAME = 60;

/** Of a field of a case its Chinese label, of anything else the path as it was sent. */
const nameOf = (path: string): string =>
  findField(declaredPath(path.replace('_in[', '[')))?.label ?? path.slice(0, LONGEST_NAME);

const sentenceOf = ({ msg, namesField }: ProblemRow, errors: FieldErrors): string => {
  const [first] = Object.entries(errors);
  if (!namesField || !first) return msg;
  const [path, [sentence]] = first;
  const others = Object.keys(errors).length - 1;
  return `${msg}${nameOf(path)}:${sentence}${others > 0 ? `(另有${others}处)` : ''}`;
};

/** The one error shape: `{"msg","code","errors", …}`; `errors` is there even when no field is at fault. */
export const problemBody = ({ code, row, details }: Problem): Readonly<Record<string, unknown>> => {
  const facts = details.facts ?? {};
  const errors = { ...row.errors?.(facts), ...details.errors };
  return { ...row.beside?.(facts), msg: sentenceOf(row, errors), code, errors };
};

/** `Retry-After` in seconds where waiting helps, and what the refusal brought itself. */
export const problemHeaders = ({ row, details }: Problem): Readonly<Record<string, string>> => ({
  ...(row.retryAfter !== undefined && { 'Retry-After': String(row.retryAfter) }),
  ...details.headers,
});
