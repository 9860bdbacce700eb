import { setTimeout as wait } from 'node:timers/promises';
import { createTokenCache } from '../../../src/api/accounts/tokenCache.ts';
import { hashToken } from '../../../src/api/accounts/tokens.ts';

const TOKEN = 'a'.repeat(40);
const NURSE = { userId: 3, username: 'nurse', isAdmin: false };

const counting = (
  found: () => Promise<typeof NURSE | undefined> = async () => NURSE,
  clock?: { readonly now: () => number },
) => {
  let lookups = 0;
  const cache = createTokenCache(async () => {
    lookups += 1;
    return found();
  }, clock);
  return { cache, lookups: () => lookups };
};

describe('who a token stands for', () => {
  it('is looked up once while revocations are heard', async () => {
    const { cache, lookups } = counting();
    cache.setListening(true);
    expect(await cache.authenticate(TOKEN)).toEqual(NURSE);
    expect(cache.authenticate(TOKEN)).toEqual(NURSE);
    expect(lookups()).toBe(1);
  });

  it('is looked up once for all who ask at the same moment', async () => {
    const { cache, lookups } = counting();
    cache.setListening(true);
    const answers = await Promise.all(Array.from({ length: 16 }, () => cache.authenticate(TOKEN)));
    expect(answers).toEqual(Array(16).fill(NURSE));
    expect(lookups()).toBe(1);
  });

  it('is looked up again behind a request before its age would make anybody wait', async () => {
    let owner: typeof NURSE | undefined = NURSE;
    let now = 1_000;
    const { cache, lookups } = counting(async () => owner, { now: () => now });
    /** The cache looks at the clock once a millisecond; what it has looked up is there before the clock moves on. */
    const after = async (seconds: number) => {
      now += seconds * 1_000;
      await wait(5);
      const found = cache.authenticate(TOKEN);
      await wait(0);
      return found;
    };
    cache.setListening(true);
    await cache.authenticate(TOKEN);
    expect([await after(29), lookups()]).toEqual([NURSE, 1]);
    expect([await after(2), lookups()]).toEqual([NURSE, 2]);
    expect([await after(29), lookups()]).toEqual([NURSE, 2]);
    owner = undefined;
    expect([await after(2), lookups()]).toEqual([NURSE, 3]);
    expect(await after(0)).toBeUndefined();
  });

  it('is not shared with who asks after a revocation', async () => {
    const answers: ((found: typeof NURSE | undefined) => void)[] = [];
    const { cache, lookups } = counting(() => new Promise((resolve) => answers.push(resolve)));
    cache.setListening(true);
    const before = cache.authenticate(TOKEN);
    cache.forget(hashToken(TOKEN));
    const after = cache.authenticate(TOKEN);
    expect(lookups()).toBe(2);
    answers[0]?.(NURSE);
    answers[1]?.(undefined);
    expect([await before, await after]).toEqual([NURSE, undefined]);
  });

  it('is looked up each time while they are not', async () => {
    const { cache, lookups } = counting();
    await cache.authenticate(TOKEN);
    await cache.authenticate(TOKEN);
    expect(lookups()).toBe(2);
  });

  it('is forgotten when the token is revoked, and when hearing of revocations ends', async () => {
    const { cache, lookups } = counting();
    cache.setListening(true);
    await cache.authenticate(TOKEN);
    cache.forget(hashToken(TOKEN));
    await cache.authenticate(TOKEN);
    expect(lookups()).toBe(2);
    cache.setListening(false);
    cache.setListening(true);
    await cache.authenticate(TOKEN);
    expect(lookups()).toBe(3);
  });

  it('is not kept when the revocation comes while the answer is on its way', async () => {
    let answer: (found: typeof NURSE) => void = () => undefined;
    const { cache, lookups } = counting(() => new Promise((resolve) => (answer = resolve)));
    cache.setListening(true);
    const first = cache.authenticate(TOKEN);
    cache.forget(hashToken(TOKEN));
    answer(NURSE);
    await first;
    void cache.authenticate(TOKEN);
    expect(lookups()).toBe(2);
  });

  it('is nobody, without a look-up, for what no token looks like', async () => {
    const { cache, lookups } = counting();
    for (const text of ['', 'peer', 'A'.repeat(40), 'a'.repeat(41), `${TOKEN}\n`]) {
      expect(await cache.authenticate(text)).toBeUndefined();
    }
    expect(lookups()).toBe(0);
  });

  it('is remembered for microseconds of work, so that a process answers thousands a second', async () => {
    const { cache } = counting();
    cache.setListening(true);
    await cache.authenticate(TOKEN);
    const started = performance.now();
    for (let round = 0; round < 10_000; round += 1) cache.authenticate(TOKEN);
    expect((performance.now() - started) / 10_000).toBeLessThan(0.1);
  });
});
