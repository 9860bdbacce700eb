import { findField } from '../../domain/catalogue/catalogue.ts';
import { holdsImages } from '../../domain/catalogue/kinds.ts';
import type { CaseChanges, EcgRowSent } from '../../domain/patient/commands.ts';
import type { FieldValue } from '../../domain/patient/events.ts';
import { UPLOAD_FORM } from '../../projections/cases/mediaUrls.ts';
import type { Pictures } from './caseServices.ts';

const isImagePath = (path: string): boolean => {
  const field = findField(path);
  return field !== undefined && holdsImages(field);
};

type Value = FieldValue | null;
type Names = readonly string[];

/** A text that is nothing but the address of a picture, such as the link of a report. */
const LINK = new RegExp(`^(?:https?://\\S+)?${UPLOAD_FORM}(?:[?#]\\S*)?$`);

const isLink = (value: Value): value is string => typeof value === 'string' && LINK.test(value);

const isNames = (path: string, value: Value): value is readonly (string | number)[] =>
  Array.isArray(value) && isImagePath(path);

type Named = readonly [path: string, value: Value];

/** Of every place that speaks of a path. */
const valuesSent = ({ values, rivals }: CaseChanges): readonly Named[] => [
  ...Object.entries(values),
  ...Object.entries(rivals).flatMap(([path, sent]) => sent.map((value): Named => [path, value])),
];

/** The pictures that a body names, by the path where it does. */
const namesByPath = (changes: CaseChanges): readonly (readonly [string, Names])[] => [
  ...valuesSent(changes).flatMap(([path, value]): [string, Names][] =>
    isNames(path, value) ? [[path, value.map(String)]] : [],
  ),
  ...Object.entries(changes.ecg).flatMap(([list, rows]) =>
    rows.map(({ imgs = [] }, index): [string, Names] => [`${list}_in[${index}].imgs`, imgs]),
  ),
];

export interface NamedPictures {
  /** The stored, relative URL of each name. */
  readonly stored: ReadonlyMap<string, string>;
  /** What nobody uploaded, by path; a link to somewhere else is none of these. */
  readonly missing: Readonly<Record<string, Names>>;
}

/** Looks up the pictures that a body names by id or by URL (D-12), and those that a text of it links to. */
export const namedPictures = async (changes: CaseChanges, pictures: Pictures): Promise<NamedPictures> => {
  const byPath = namesByPath(changes);
  const links = valuesSent(changes).flatMap(([, value]) => (isLink(value) ? [value] : []));
  const names = [...new Set([...byPath.flatMap(([, named]) => named), ...links])];
  const urls = names.length === 0 ? [] : await pictures.resolve(names);
  const stored = new Map(
    names.flatMap((name, index): [string, string][] => {
      const url = urls[index];
      return url === undefined ? [] : [[name, url]];
    }),
  );
  const missing = byPath
    .map(([path, named]): [string, Names] => [path, named.filter((name) => !stored.has(name))])
    .filter(([, named]) => named.length > 0);
  return { stored, missing: Object.fromEntries(missing) };
};

type Rename = (name: string) => string;

const renamedRow = (row: EcgRowSent, rename: Rename): EcgRowSent =>
  row.imgs ? { ...row, imgs: row.imgs.map(rename) } : row;

const renamedValue = (path: string, value: Value, rename: Rename): Value => {
  if (isLink(value)) return rename(value);
  return isNames(path, value) ? value.map((name) => rename(String(name))) : value;
};

/**
 * Puts the stored, relative URL of each picture in the place of the id or the absolute URL that was sent (D-12), so that
 * it is right from every network (E-GEN-14) and an echo of it changes nothing (D-03).
 */
export const withStoredPictures = (changes: CaseChanges, stored: NamedPictures['stored']): CaseChanges => {
  if (stored.size === 0) return changes;
  const rename: Rename = (name) => stored.get(name) ?? name;
  const { values, rivals, ecg } = changes;
  return {
    ...changes,
    values: Object.fromEntries(
      Object.entries(values).map(([path, value]) => [path, renamedValue(path, value, rename)]),
    ),
    rivals: Object.fromEntries(
      Object.entries(rivals).map(([path, sent]) => [path, sent.map((value) => renamedValue(path, value, rename))]),
    ),
    ecg: Object.fromEntries(
      Object.entries(ecg).map(([list, rows]) => [list, rows.map((row) => renamedRow(row, rename))]),
    ),
  };
};
