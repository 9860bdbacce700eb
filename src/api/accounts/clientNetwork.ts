import { isIPv6 } from 'node:net';

const GROUPS = 8;
const GROUPS_OF_NETWORK = 4;

/** IPv4 clients of a socket that speaks both. */
const MAPPED = /^::ffff:[0-9a-f]+:[0-9a-f]+$/;

/** The one spelling of an address: lower case, no zeros in front, the longest run of zeros left out. */
const spelled = (address: string): string => new URL(`http://[${address.replace(/%.*/, '')}]`).hostname.slice(1, -1);

const groupsIn = (part = ''): readonly string[] => (part === '' ? [] : part.split(':'));

const groupsOf = (address: string): readonly string[] => {
  const [before, after] = address.split('::').map(groupsIn);
  const [front, back] = [before ?? [], after ?? []];
  return [...front, ...Array<string>(GROUPS - front.length - back.length).fill('0'), ...back];
};

/**
 * Whom the limits of sign-in count as one client. A single machine has a whole /64 of IPv6, so that network
 * stands for all its addresses; an IPv4 address stands for itself.
 */
export const networkOf = (address: string): string => {
  if (!isIPv6(address)) return address;
  const known = spelled(address);
  if (MAPPED.test(known)) return address;
  return `${groupsOf(known).slice(0, GROUPS_OF_NETWORK).join(':')}::/64`;
};
