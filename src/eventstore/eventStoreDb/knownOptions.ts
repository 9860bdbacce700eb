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
  'tlscafile',
  'throwonappendfailure',
  'keepaliveinterval',
  'keepalivetimeout',
]);

/** Behind the first question mark that is none of the credentials. */
const OPTIONS = /^[^:]+:\/\/(?:[^:]+:[^@]+@)?[^?]*\?(.*)$/s;

const namesIn = (url: string): readonly string[] =>
  (OPTIONS.exec(url)?.[1] ?? '').split(/[&?]/).flatMap((option) => option.split('=')[0]?.trim() || []);

const isKnown = (name: string): boolean => KNOWN.has(name.toLowerCase().replaceAll(/[-_]/g, ''));

/** A name that could not be one may be part of a password. */
const shown = (name: string): string => (/^\w{1,40}$/.test(name) ? name : 'one without a name');

/**
 * The client would leave an option that it does not know unheeded and print the whole URL, password included.
 * @throws when the URL has such an option
 */
export const requireKnownOptions = (url: string): void => {
  const unknown = namesIn(url).filter((name) => !isKnown(name));
  if (unknown.length > 0) throw new Error(`unknown option: ${unknown.map(shown).join(', ')}`);
};
