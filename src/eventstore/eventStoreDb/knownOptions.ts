/** What the client takes from a URL, written in lower case without hyphens and underscores as it compares them. */
const KNOWN = new Set([
  'usercertfile',
  'userkeyfile',
  'maxdiscoverattempts',
  'connectionname',
  'defaultdeadline',
  'discoveryinterval',
  'gossiptimeout',
  'nodepreference',
  'tls',
  'tlsverifycert',
  'tlscafile',
  'throwonappendfailure',
  'keepaliveinterval',
  'keepalivetimeout',
]);

/** The client takes it in this spelling alone. */
const DNS_DISCOVER = 'dnsDiscover';

/** Behind the first question mark that is none of the credentials. */
const OPTIONS = /^[^:]+:\/\/(?:[^:]+:[^@]+@)?[^?]*\?(.*)$/s;

const optionsIn = (url: string): readonly string[] => (OPTIONS.exec(url)?.[1] ?? '').split(/[&?]/).filter(Boolean);

const flat = (name: string): string => name.trim().toLowerCase().replaceAll(/[-_]/g, '');

const isKnown = (name: string): boolean => name === DNS_DISCOVER || KNOWN.has(flat(name));

/** What could not be a name may be part of a password. */
const shown = (name: string): string => (/^\w{1,40}$/.test(name) ? name : 'one without a name');

const problemOf = (option: string): string | undefined => {
  const [name = '', value = ''] = option.split('=');
  if (!isKnown(name)) return `unknown option: ${shown(name)}`;
  if (value === '') return `option without a value: ${shown(name)}`;
  if (flat(name) !== 'tlsverifycert' || value.trim() !== 'false') return undefined;
  return 'tlsVerifyCert=false has no effect; name the CA in tlsCAFile or in NODE_EXTRA_CA_CERTS';
};

/**
 * What the client does not know or heed it would pass over, and print the whole URL, password included.
 * @throws when the URL has such an option
 */
export const requireKnownOptions = (url: string): void => {
  const problems = optionsIn(url).flatMap((option) => problemOf(option) ?? []);
  if (problems.length > 0) throw new Error(problems.join('; '));
};
