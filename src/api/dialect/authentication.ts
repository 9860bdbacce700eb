import type { Request } from 'express';
import type { Authenticate, SignedIn } from '../accounts/signedIn.ts';
import { Problem } from '../problems/problem.ts';

/** Who may call a route: anyone, whoever is signed in, or an admin. */
export type Access = 'anyone' | 'user' | 'admin';

const HEADER = /^Token\s+(\S+)\s*$/i;

/** The token of the header `Authorization: Token …` (E-GEN-02), else of `?token=` (E-GEN-03). */
export const tokenOf = (request: Request): string | undefined => {
  const header = request.headers.authorization;
  if (header !== undefined) return HEADER.exec(header)?.[1] ?? '';
  const parameter = request.query['token'];
  return typeof parameter === 'string' && parameter !== '' ? parameter : undefined;
};

const CHALLENGE = { 'WWW-Authenticate': 'Token' };

/**
 * Who is signed in, when `access` admits him; undefined where anyone may come.
 * @throws Problem token_missing, token_invalid (401), admin_required (400)
 */
export const admit = async (
  request: Request,
  access: Access,
  authenticate: Authenticate,
): Promise<SignedIn | undefined> => {
  if (access === 'anyone') return undefined;
  const token = tokenOf(request);
  if (token === undefined) throw new Problem('token_missing', { headers: CHALLENGE });
  const signedIn = await authenticate(token);
  if (!signedIn) throw new Problem('token_invalid', { headers: CHALLENGE });
  if (access === 'admin' && !signedIn.isAdmin) throw new Problem('admin_required');
  return signedIn;
};
