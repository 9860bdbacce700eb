import { findUser, type User } from '../../projections/users/queries.ts';
import type { Database } from '../database.ts';
import { Problem } from '../problems/problem.ts';
import { findCredentials } from './credentials.ts';
import type { LoginLimits } from './loginLimits.ts';
import { verifyPassword } from './passwords.ts';
import { issueToken } from './tokens.ts';

export interface SignInRequest {
  readonly username: string;
  readonly password: string;
  /** Network address of the client. */
  readonly address: string;
}

export interface SignInPorts {
  readonly db: Database;
  readonly limits: LoginLimits;
}

/** The account's row; a read model that has not got it yet will in a moment. @throws Problem busy */
export const getUser = async (db: Database, userId: number): Promise<User> => {
  const user = await findUser(db, userId);
  if (!user) throw new Problem('busy');
  return user;
};

/**
 * Signs in and hands out a token. A wrong name and a wrong password look the same, also in time.
 * @throws Problem login_failed, too_many_attempts
 */
export const signIn = async (
  { db, limits }: SignInPorts,
  { username, password, address }: SignInRequest,
): Promise<{ readonly token: string; readonly user: User }> => {
  await limits.count(username, address);
  const credentials = await findCredentials(db, username);
  const isRight = await verifyPassword(password, credentials?.passwordHash);
  if (!credentials || !isRight) throw new Problem('login_failed');
  await limits.forgive(username, address);
  const user = await getUser(db, credentials.userId);
  return { token: await issueToken(db, credentials.userId), user };
};
