import { createHash } from 'node:crypto';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Database } from '../database.ts';
import { Problem } from '../problems/problem.ts';
import { networkOf } from './clientNetwork.ts';

interface Limit {
  readonly points: number;
  /** Seconds. */
  readonly duration: number;
}

/** A person mistypes a few times; a whole hospital may stand behind one address, so that limit is wide. */
const LIMITS = {
  personAtAddress: { points: 10, duration: 15 * 60 },
  person: { points: 100, duration: 60 * 60 },
  address: { points: 300, duration: 15 * 60 },
} as const satisfies Record<string, Limit>;

type LimitName = keyof typeof LIMITS;

const keyOf = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url');

const limiterOf = (db: Database, name: LimitName): RateLimiterPostgres =>
  new RateLimiterPostgres({
    storeClient: db,
    storeType: 'client',
    schemaName: 'greenlane',
    tableName: 'login_attempts',
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix: name,
    ...LIMITS[name],
  });

const waiting = (refusal: RateLimiterRes): Problem =>
  new Problem('too_many_attempts', { headers: { 'Retry-After': String(Math.ceil(refusal.msBeforeNext / 1000)) } });

export interface LoginLimits {
  /** Counts an attempt before it is judged, so that many at once do not slip through. @throws Problem too_many_attempts */
  count(username: string, address: string): Promise<void>;
  /** The attempt was good: what the person mistyped before is forgiven. */
  forgive(username: string, address: string): Promise<void>;
}

/** Sign-in attempts per person and network address, a /64 of IPv6 as one, counted in the database for all processes together. */
export const createLoginLimits = (db: Database): LoginLimits => {
  const personAtAddress = limiterOf(db, 'personAtAddress');
  const person = limiterOf(db, 'person');
  const address = limiterOf(db, 'address');
  const consume = async (limiter: RateLimiterPostgres, key: string): Promise<void> => {
    try {
      await limiter.consume(key);
    } catch (refusal) {
      throw refusal instanceof RateLimiterRes ? waiting(refusal) : refusal;
    }
  };
  return {
    count: async (username, from) => {
      await consume(personAtAddress, keyOf(username, networkOf(from)));
      await consume(person, keyOf(username));
      await consume(address, keyOf(networkOf(from)));
    },
    forgive: async (username, from) => {
      await personAtAddress.delete(keyOf(username, networkOf(from)));
      await person.reward(keyOf(username));
      await address.reward(keyOf(networkOf(from)));
    },
  };
};
