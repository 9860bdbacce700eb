import { LRUCache } from 'lru-cache';
import type { Authenticate, SignedIn } from './signedIn.ts';
import { hashToken, isTokenShaped } from './tokens.ts';

const MAX_TOKENS = 20_000;

/** A connection can die without a word; a revoked token then lives on for this long at most. */
const MAX_AGE_MS = 60_000;

/** Looked up again behind the request that finds it so old: nobody who goes on working ever waits for it. */
const AGING_MS = 30_000;

export interface TokenCache {
  readonly authenticate: Authenticate;
  /** Forgets one token; an answer that is on its way from the database is not kept either. */
  forget(tokenHash: string): void;
  /** Trusts its memory only while it hears of revocations; forgets everything when that begins or ends. */
  setListening(listening: boolean): void;
}

type Find = (tokenHash: string) => Promise<SignedIn | undefined>;

/** Those who ask for one token at once share an answer, unless it was forgotten meanwhile that it was asked for. */
const sharing = (find: Find) => {
  const underway = new Map<string, Promise<SignedIn | undefined>>();
  return {
    find: (tokenHash: string): Promise<SignedIn | undefined> => {
      const found = underway.get(tokenHash);
      if (found) return found;
      const started = find(tokenHash).finally(() => {
        if (underway.get(tokenHash) === started) underway.delete(tokenHash);
      });
      underway.set(tokenHash, started);
      return started;
    },
    forget: (tokenHash: string) => underway.delete(tokenHash),
    forgetAll: () => underway.clear(),
  };
};

/** Who a token stands for, from memory: without it, every request would cost a query. */
export const createTokenCache = (find: Find, clock: { readonly now: () => number } = performance): TokenCache => {
  const known = new LRUCache<string, SignedIn>({ max: MAX_TOKENS, ttl: MAX_AGE_MS, perf: clock });
  let listening = false;
  let changes = 0;

  const shared = sharing(async (tokenHash) => {
    const seen = changes;
    const signedIn = await find(tokenHash);
    // Nobody is not remembered either.
    if (listening && changes === seen) known.set(tokenHash, signedIn);
    return signedIn;
  });

  const remembered = (tokenHash: string): SignedIn | undefined => {
    const signedIn = known.get(tokenHash);
    const isAging = signedIn && known.getRemainingTTL(tokenHash) < MAX_AGE_MS - AGING_MS;
    // Should it fail, whoever comes next tries again, and waits for it once the token is too old.
    if (isAging) shared.find(tokenHash).catch(() => undefined);
    return signedIn;
  };

  return {
    authenticate: (token) => {
      if (!isTokenShaped(token)) return undefined;
      const tokenHash = hashToken(token);
      if (!listening) return find(tokenHash);
      return remembered(tokenHash) ?? shared.find(tokenHash);
    },
    forget: (tokenHash) => {
      changes += 1;
      shared.forget(tokenHash);
      known.delete(tokenHash);
    },
    setListening: (now) => {
      changes += 1;
      listening = now;
      shared.forgetAll();
      known.clear();
    },
  };
};
