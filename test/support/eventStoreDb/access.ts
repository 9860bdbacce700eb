import type { Metadata } from '@grpc/grpc-js';
import { accessDenied, unauthenticated } from './serverError.ts';

/** Throws unless a call comes from the one user that the server knows; with no such user everybody may call. */
export type RequireAccess = (metadata: Metadata) => void;

/** @param credentials `user:password` */
export const accessFor =
  (credentials: string | undefined): RequireAccess =>
  (metadata) => {
    if (credentials === undefined) return;
    const [authorization] = metadata.get('authorization');
    if (authorization === undefined) throw accessDenied();
    const expected = `Basic ${Buffer.from(credentials).toString('base64')}`;
    if (authorization !== expected) throw unauthenticated();
  };
