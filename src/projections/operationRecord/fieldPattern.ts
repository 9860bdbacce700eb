import { ECG_LISTS } from '../../domain/catalogue/ecgLists.ts';

const ROWS = new RegExp(`^(${ECG_LISTS.join('|')})(?:\\[(\\d*)\\])?(?:\\.(.+))?$`);

const quoted = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** `pre_ecg` means its rows and their fields, `pre_ecg.imgs` and `pre_ecg[].imgs` the field of every row. */
const rowsPattern = (path: string): string | undefined => {
  const [, list, id = '', field] = ROWS.exec(path) ?? [];
  if (list === undefined) return undefined;
  return `${list}\\[${id === '' ? '\\d+' : id}\\]\\.${field === undefined ? '.+' : quoted(field)}`;
};

/**
 * What finds the lines of a field in the record (D-16), as a regular expression of PostgreSQL. The dialect writes `__`
 * for `.`, and a kept field that no catalogue names may have `__` in its own name, so it stands for either.
 */
export const fieldPattern = (asked: string): string => {
  const named = quoted(asked).replaceAll('__', '(?:__|\\.)');
  const rows = rowsPattern(asked.replaceAll('__', '.'));
  return `^(?:${rows === undefined ? named : `${named}|${rows}`})$`;
};
