import { randomBytes, randomInt, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';
import { createLimiter } from './limiter.ts';

/** OWASP's cost for scrypt that needs 32 MiB for one password: N = 2^15, r = 8, p = 3. */
const COST = { N: 32_768, r: 8, p: 3 } as const;
const KEY_BYTES = 32;
const SALT_BYTES = 16;

/** Each one takes 32 MiB and a thread for a quarter of a second: sign-ins queue rather than fill the memory. */
const limited = createLimiter(2);

const derive = (password: string, salt: Buffer, cost: ScryptOptions): Promise<Buffer> =>
  limited(
    () =>
      new Promise((resolve, reject) => {
        const options = { ...cost, maxmem: 256 * Number(cost.N) * Number(cost.r) };
        scrypt(password.normalize('NFKC'), salt, KEY_BYTES, options, (error, key) =>
          error ? reject(error) : resolve(key),
        );
      }),
  );

const FORM = /^scrypt\$(\d+)\$(\d+)\$(\d+)\$([\w-]+)\$([\w-]+)$/;

/** Hashes a password with a salt of its own; the text carries the cost, so that it can be raised later. */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(password, salt, COST);
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64url'), key.toString('base64url')].join('$');
};

/** A hash that no password has, so that an unknown name takes as long as a wrong password. */
const NOBODY = ['scrypt', COST.N, COST.r, COST.p, 'A'.repeat(22), 'A'.repeat(43)].join('$');

/** Compares without telling by its time how much was right; without a hash it takes the same time and says no. */
export const verifyPassword = async (password: string, hash: string | undefined): Promise<boolean> => {
  const parts = FORM.exec(hash ?? NOBODY);
  if (!parts) return false;
  const [, N, r, p, salt = '', key = ''] = parts;
  const expected = Buffer.from(key, 'base64url');
  const found = await derive(password, Buffer.from(salt, 'base64url'), { N: Number(N), r: Number(r), p: Number(p) });
  return found.length === expected.length && timingSafeEqual(found, expected) && hash !== undefined;
};

/** Without letters and digits that look alike: a person copies it once from a terminal. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const LENGTH = 16;

export const randomPassword = (): string =>
  Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
