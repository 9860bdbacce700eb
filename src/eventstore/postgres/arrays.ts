const SPECIAL = /["\\]/;
const EVERY_SPECIAL = /["\\]/g;

const quoted = (text: string): string =>
  SPECIAL.test(text) ? `"${text.replace(EVERY_SPECIAL, '\\$&')}"` : `"${text}"`;

/** An array as PostgreSQL reads it; `pg` writes them too, but several times slower, on the path of every append. */
export const textArray = (texts: readonly string[]): string => `{${texts.map(quoted).join(',')}}`;

export const integerArray = (numbers: readonly number[]): string => `{${numbers.join(',')}}`;
