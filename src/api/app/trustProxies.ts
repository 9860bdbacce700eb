import { LRUCache } from 'lru-cache';
import type { Express } from 'express';

type Trusts = (address: string, hop: number) => boolean;

const MOST_ADDRESSES = 1_000;

/**
 * Lets an app trust proxies by their addresses (`trust proxy`, E-OPS-01). Express asks several times a
 * request and parses the address every time, though it is always one of the same few.
 */
export const trustProxies = (app: Express, proxies: string): void => {
  app.set('trust proxy', proxies);
  const trusts: Trusts = app.get('trust proxy fn');
  const known = new LRUCache<string, boolean>({ max: MOST_ADDRESSES });
  app.set('trust proxy', (address: string, hop: number): boolean => {
    const remembered = known.get(address);
    if (remembered !== undefined) return remembered;
    const isTrusted = trusts(address, hop);
    known.set(address, isTrusted);
    return isTrusted;
  });
};
