import { hash, randomBytes } from 'node:crypto';
import type { Database } from '../database.ts';
import type { SignedIn } from './signedIn.ts';

const TOKEN_BYTES = 20;
const FORM = /^[0-9a-f]{40}$/;

/** Tells every process which token is no longer good; the payload is its hash. */
export const TOKEN_CHANNEL = 'greenlane_tokens';

/** Stored instead of the token, so that who reads the database cannot sign in with what is there. */
export const hashToken = (token: string): string => hash('sha256', token);

/** False for a text that was never handed out, which need not be looked up. */
export const isTokenShaped = (token: string): boolean => FORM.test(token);

const ISSUE = { text: 'insert into greenlane.tokens (token_hash, user_id) values ($1, $2)' };

/** A new token for a person: 40 hexadecimal characters. */
export const issueToken = async (db: Database, userId: number): Promise<string> => {
  const token = randomBytes(TOKEN_BYTES).toString('hex');
  await db.query({ ...ISSUE, values: [hashToken(token), userId] });
  return token;
};

const FIND = {
  name: 'token_owner',
  text: `select u.user_id as "userId", u.username, u.is_admin as "isAdmin"
    from greenlane.tokens t join users u using (user_id) where t.token_hash = $1`,
};

export const findTokenOwner = async (db: Database, tokenHash: string): Promise<SignedIn | undefined> => {
  const { rows } = await db.query<SignedIn>({ ...FIND, values: [tokenHash] });
  return rows[0];
};

const revoking = (condition: string) => ({
  text: `with gone as (delete from greenlane.tokens where ${condition} returning token_hash)
    select pg_notify('${TOKEN_CHANNEL}', token_hash) from gone`,
});

const REVOKE = revoking('token_hash = $1');
const REVOKE_ALL = revoking('user_id = $1');

/** The token is worth nothing from the commit on, in every process that listens. */
export const revokeToken = async (db: Database, tokenHash: string): Promise<void> => {
  await db.query({ ...REVOKE, values: [tokenHash] });
};

export const revokeTokensOf = async (db: Database, userId: number): Promise<void> => {
  await db.query({ ...REVOKE_ALL, values: [userId] });
};
