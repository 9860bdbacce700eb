import { createHash } from 'node:crypto';
import type { Request } from 'express';
import { Problem } from '../../problems/problem.ts';
import type { KeyedRequest } from './idempotencyKeys.ts';

const KEY = /^[\x21-\x7e]{1,255}$/;

/** Parameters that do not change what is asked for. */
const BESIDE_THE_POINT = new Set(['token', 'profile', '_', '_t']);

const hashOf = ({ method, baseUrl, path, query, body }: Request): string => {
  const asked = Object.entries(query).filter(([name]) => !BESIDE_THE_POINT.has(name));
  const text = JSON.stringify([method, `${baseUrl}${path}`.replace(/\/+$/, ''), asked, body ?? null]);
  return createHash('sha256').update(text).digest('hex');
};

/** The request under its `Idempotency-Key`; undefined without one. @throws Problem idempotency_key_invalid */
export const findKeyedRequest = (request: Request, userId: number): KeyedRequest | undefined => {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !KEY.test(key)) throw new Problem('idempotency_key_invalid');
  return { userId, key, requestHash: hashOf(request) };
};
