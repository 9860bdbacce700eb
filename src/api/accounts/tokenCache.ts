import { LRUCache } from 'lru-cache';
import type { Authenticate, SignedIn } from './signedIn.ts';
import { hashToken, isTokenShaped } from './tokens.ts';

const MAX_TOKENS = 20_000;

/** A connection can die without a word; a revoked token then lives on for this long at most. */
const MAX_AGE_MS = 60_000;

export interface TokenCache {
  readonly authenticate: Authenticate;
  /** Forgets one token; an answer that is on its way from the database is not kept either. */
  forget(tokenHash: string): void;
  /** Trusts its memory only while it hears of revocations; forgets everything when that begins or ends. */
  setListening(listening: boolean): void;
}

/** Who a token stands for, from memory: without it, every request would cost a query. */
export const createTokenCache = (find: (tokenHash: string) => Promise<SignedIn | undefined>): TokenCache => {
  const known = new LRUCache<string, SignedIn>({ max: MAX_TOKENS, ttl: MAX_AGE_MS });
  let listening = false;
  let changes = 0;

  const lookUp = async (tokenHash: string): Promise<SignedIn | undefined> => {
    const seen = changes;
    const signedIn = await find(tokenHash);
    if (signedIn && listening && changes === seen) known.set(tokenHash, signedIn);
    return signedIn;
  };

  return {
    authenticate: (token) => {
      if (!isTokenShaped(token)) return undefined;
      const tokenHash = hashToken(token);
      return known.get(tokenHash) ?? lookUp(tokenHash);
    },
    forget: (tokenHash) => {
      changes += 1;
      known.delete(tokenHash);
    },
    setListening: (now) => {
      changes += 1;
      listening = now;
      known.clear();
    },
  };
};
