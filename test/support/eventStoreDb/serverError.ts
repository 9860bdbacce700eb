import type { ServiceError } from '@grpc/grpc-js';
import { Metadata, status } from '@grpc/grpc-js';

/** What the client tells typed errors by, under `exception`, and the facts that come with them. */
type Trailers = Readonly<Record<string, string>>;

const serverError = (code: status, details: string, trailers: Trailers = {}): ServiceError => {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, value);
  return Object.assign(new Error(details), { code, details, metadata });
};

export const accessDenied = () =>
  serverError(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' });

export const unauthenticated = () => serverError(status.UNAUTHENTICATED, 'Unauthenticated');

export const appendTooLarge = (limit: number) =>
  serverError(status.INVALID_ARGUMENT, `Maximum Append Size of ${limit} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': `${limit}`,
  });

export const streamDeleted = (stream: string) =>
  serverError(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
    exception: 'stream-deleted',
    'stream-name': encodeURIComponent(stream),
  });

export const metadataMissing = (name: string) =>
  serverError(status.INVALID_ARGUMENT, `Required Metadata Property '${name}' is missing`, {
    exception: 'missing-required-metadata-property',
    'required-metadata-properties': name,
  });

export const unimplemented = (what: string) => serverError(status.UNIMPLEMENTED, `${what} is not served here`);

/** What a handler throws that is no answer of the protocol. */
export const asServiceError = (error: unknown): ServiceError =>
  error instanceof Error && 'code' in error && 'metadata' in error
    ? (error as ServiceError)
    : serverError(status.UNKNOWN, 'Exception was thrown by handler.');
