import { compile } from 'proxy-addr';

/** One environment variable. */
export interface Setting<T> {
  readonly variable: string;
  /** As the README has it. */
  readonly explanation: string;
  /** Taken when the variable is unset or empty; a text that `parse` accepts. */
  readonly fallback: string | undefined;
  /** What a value must be, to follow "must be". */
  readonly shape: string;
  /** Undefined when the text is not of that shape. */
  readonly parse: (text: string) => T | undefined;
}

type About = Pick<Setting<unknown>, 'variable' | 'explanation' | 'fallback'>;

/** A whole number from `min` to `max`. */
export const integer = (
  about: About,
  { min, max }: { readonly min: number; readonly max: number },
): Setting<number> => ({
  ...about,
  shape: `a whole number from ${min} to ${max}`,
  parse: (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    return value >= min && value <= max ? value : undefined;
  },
});

export const oneOf = <const Value extends string>(about: About, values: readonly Value[]): Setting<Value> => ({
  ...about,
  shape: `one of ${values.join(', ')}`,
  parse: (text) => values.find((value) => value === text),
});

/** A text of that form. */
export const text = (about: About, form: RegExp, shape: string): Setting<string> => ({
  ...about,
  shape,
  parse: (value) => (form.test(value) ? value : undefined),
});

/** A URL with one of these schemes, without the colon. */
export const url = (about: About, schemes: readonly string[]): Setting<string> => ({
  ...about,
  shape: `a URL that starts with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
  parse: (value) =>
    schemes.some((scheme) => value.startsWith(`${scheme}://`) && value !== `${scheme}://`) && URL.canParse(value)
      ? value
      : undefined,
});

/** The parser takes a number for an address (1 for 0.0.0.1), but who writes one means so many proxies, as express allows. */
const isNumber = (proxy: string): boolean => /^\d+(\/|$)/.test(proxy);

const areProxies = (list: string): boolean => {
  try {
    const all = list.split(/ *, */);
    compile(all);
    return !all.some(isNumber);
  } catch {
    return false;
  }
};

/** Addresses, networks and names of networks, as express reads them for `trust proxy`. */
export const proxies = (about: About): Setting<string> => ({
  ...about,
  shape:
    'loopback, linklocal, uniquelocal, addresses or networks of the proxies (not their number), separated by commas',
  parse: (value) => (areProxies(value) ? value : undefined),
});

/** Other names of a zone stay what they are: rows that were built under such a name would count as of another zone. */
const zoneNamed = (name: string): string | undefined => {
  try {
    const { timeZone: known } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
    return known.toLowerCase() === name.toLowerCase() ? known : name;
  } catch {
    return undefined;
  }
};

/** The name of a time zone in the IANA database, spelt as there whatever case it is written in. */
export const timeZone = (about: About): Setting<string> => ({
  ...about,
  shape: 'the name of a time zone, such as Asia/Shanghai',
  // Offsets such as +08:00 know no daylight saving, so a zone has a name.
  parse: (value) => (/^[A-Za-z]/.test(value) ? zoneNamed(value) : undefined),
});
