import { MulterError } from 'multer';
import { Rejection } from '../../domain/shared/rejection.ts';
import { RevisionMismatch } from '../../eventstore/commandHandler.ts';
import {
  AppendTooLarge,
  EventIdsTaken,
  StoreUnavailable,
  StreamGone,
  WrongExpectedRevision,
} from '../../eventstore/errors.ts';
import { isDatabaseAway } from './databaseAway.ts';
import { Problem } from './problem.ts';
import type { ProblemCode } from './sentences.ts';

/** What express's body parsers and the path decoder call their refusals. */
const BODY_ERRORS: Readonly<Record<string, ProblemCode>> = {
  'entity.too.large': 'too_large',
  'entity.parse.failed': 'malformed_json',
  'encoding.unsupported': 'content_type',
  'charset.unsupported': 'content_type',
  'bytes.invalid': 'bad_text',
  'request.aborted': 'incomplete_body',
  'request.size.invalid': 'incomplete_body',
};

/** All its others are limits of the form, where sending it again would not help. */
const MULTER_ERRORS: Readonly<Record<string, ProblemCode>> = {
  LIMIT_FILE_SIZE: 'too_large',
  STREAM_DESTROYED: 'incomplete_body',
};

const stringAt = (error: unknown, key: string): string => {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, key) : undefined;
  return typeof value === 'string' ? value : '';
};

/** Errors that carry a client status of their own: a truncated gzip body, a path that does not decode. */
const clientErrorOf = (error: unknown): ProblemCode | undefined => {
  const status: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'status') : undefined;
  if (error instanceof URIError) return 'malformed_url';
  return typeof status === 'number' && status >= 400 && status < 500 ? 'incomplete_body' : undefined;
};

/** The disk under the pictures is full, broken or read-only, or the process has no file handles left. */
const DISK_FAULTS = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EIO', 'EMFILE', 'ENFILE']);

const KNOWN: readonly ((error: unknown) => Problem | undefined)[] = [
  (error) => (error instanceof Problem ? error : undefined),
  (error) => (error instanceof Rejection ? new Problem(error.code, { facts: error.facts }) : undefined),
  (error) => (error instanceof RevisionMismatch ? new Problem('revision_conflict') : undefined),
  (error) => (error instanceof WrongExpectedRevision ? new Problem('busy', { cause: error }) : undefined),
  (error) => (error instanceof EventIdsTaken ? new Problem('idempotency_key_reused', { cause: error }) : undefined),
  (error) => (error instanceof AppendTooLarge ? new Problem('too_large') : undefined),
  (error) => (error instanceof StreamGone ? new Problem('record_removed', { cause: error }) : undefined),
  (error) => (error instanceof StoreUnavailable ? new Problem('store_unavailable', { cause: error }) : undefined),
  (error) => (isDatabaseAway(error) ? new Problem('database_unavailable', { cause: error }) : undefined),
  (error) =>
    DISK_FAULTS.has(stringAt(error, 'code')) ? new Problem('store_unavailable', { cause: error }) : undefined,
  (error) => (error instanceof MulterError ? new Problem(MULTER_ERRORS[error.code] ?? 'upload_form') : undefined),
  (error) => {
    const code = BODY_ERRORS[stringAt(error, 'type')] ?? clientErrorOf(error);
    return code && new Problem(code);
  },
];

/** Which refusal an error means for the client; what nobody foresaw is `internal` and says nothing more. */
export const problemOf = (error: unknown): Problem => {
  for (const known of KNOWN) {
    const problem = known(error);
    if (problem) return problem;
  }
  return new Problem('internal', { cause: error });
};
