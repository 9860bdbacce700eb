import { findField } from '../../domain/catalogue/catalogue.ts';
import { holdsImages } from '../../domain/catalogue/kinds.ts';
import type { CaseChanges, EcgRowSent } from '../../domain/patient/commands.ts';
import type { FieldValue } from '../../domain/patient/events.ts';
import { Problem } from '../problems/problem.ts';
import type { Pictures } from './caseServices.ts';

type Rename = (name: string) => string;

const isImagePath = (path: string): boolean => {
  const field = findField(path);
  return field !== undefined && holdsImages(field);
};

const namesIn = (value: FieldValue | null): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

const namesOf = ({ values, ecg }: CaseChanges): readonly string[] => [
  ...Object.entries(values).flatMap(([path, value]) => (isImagePath(path) ? namesIn(value) : [])),
  ...Object.values(ecg).flatMap((rows) => rows.flatMap(({ imgs = [] }) => imgs)),
];

const renamedRow = (row: EcgRowSent, rename: Rename): EcgRowSent =>
  row.imgs ? { ...row, imgs: row.imgs.map(rename) } : row;

const renamed = (changes: CaseChanges, rename: Rename): CaseChanges => ({
  ...changes,
  values: Object.fromEntries(
    Object.entries(changes.values).map(([path, value]) => [
      path,
      isImagePath(path) && Array.isArray(value) ? value.map((name) => rename(String(name))) : value,
    ]),
  ),
  ecg: Object.fromEntries(
    Object.entries(changes.ecg).map(([list, rows]) => [list, rows.map((row) => renamedRow(row, rename))]),
  ),
});

/**
 * Puts the stored, relative URL of each picture in the place of the id or the absolute URL that was sent (D-12).
 * @throws Problem picture_unknown naming those that nobody uploaded
 */
export const withStoredPictures = async (changes: CaseChanges, pictures: Pictures): Promise<CaseChanges> => {
  const names = [...new Set(namesOf(changes))];
  if (names.length === 0) return changes;
  const urls = await pictures.resolve(names);
  const missing = names.filter((_, index) => urls[index] === undefined);
  if (missing.length > 0) throw new Problem('picture_unknown', { facts: { imgs: missing } });
  const stored = new Map(names.map((name, index) => [name, urls[index] ?? name]));
  return renamed(changes, (name) => stored.get(name) ?? name);
};
