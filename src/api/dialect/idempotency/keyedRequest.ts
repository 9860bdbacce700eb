import { createHash } from 'node:crypto';
import type { Request } from 'express';
import { Problem } from '../../problems/problem.ts';
import { ON_EVERY_ROUTE } from '../parameters.ts';
import type { KeyedRequest } from './idempotencyKeys.ts';

const KEY = /^[\x21-\x7e]{1,255}$/;

const hashOf = ({ method, baseUrl, path, query, body }: Request): string => {
  const asked = Object.entries(query).filter(([name]) => !ON_EVERY_ROUTE.has(name));
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
