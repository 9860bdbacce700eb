const SPECIAL = /["\\]/;
const EVERY_SPECIAL = /["\\]/g;

const quoted = (text: string): string =>
  SPECIAL.test(text) ? `"${text.replace(EVERY_SPECIAL, '\\$&')}"` : `"${text}"`;

/** An array as PostgreSQL reads it; `pg` writes them too, but several times slower, on the path of every append. */
export const textArray = (texts: readonly string[]): string => `{${texts.map(quoted).join(',')}}`;

export const integerArray = (numbers: readonly number[]): string => `{${numbers.join(',')}}`;

/** Control characters that a JSON text holds only as escapes, so the first nearly always fits. */
const SEPARATORS = ['\u001f', '\u001e', '\u001d', '\u001c'] as const;

/** A text that none of these holds, so that they can be joined by it and taken apart again. */
export const separatorFor = (texts: readonly string[]): string => {
  const whole = texts.join('');
  return SEPARATORS.find((candidate) => !whole.includes(candidate)) ?? absentFrom(whole);
};

/** Its first character does not come again in it, so no other place in the joined texts can be taken for it. */
const absentFrom = (whole: string): string => {
  let separator: string = SEPARATORS[0] + SEPARATORS[1];
  while (whole.includes(separator)) separator += SEPARATORS[1];
  return separator;
};
