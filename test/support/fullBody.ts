import { fieldsOf } from '../../src/domain/catalogue/catalogue.ts';
import type { CaseTypeName } from '../../src/domain/catalogue/caseTypes.ts';
import { getChoiceList } from '../../src/domain/catalogue/choices.ts';
import { isEcgPath } from '../../src/domain/catalogue/ecgLists.ts';
import type { Field, Kind } from '../../src/domain/catalogue/fields.ts';

type Json = ReturnType<typeof JSON.parse>;

const two = (number: number): string => String(number).padStart(2, '0');
const codesOf = ({ choices }: Field): readonly (string | number | boolean)[] =>
  choices ? getChoiceList(choices).values.map(([code]) => code) : [];
const isClosed = ({ choices }: Field): boolean => choices !== undefined && getChoiceList(choices).closed;
/** Open lists take people's own words too (E-CFG-02). */
const textCodes = (field: Field): string[] => [...codesOf(field).map(String), ...(isClosed(field) ? [] : ['甲', '乙'])];

const choices = (field: Field, which: number): Json[] => {
  const codes = field.numericCodes ? [...codesOf(field).map(Number), 429, 7] : textCodes(field);
  return [...new Set([codes[which % codes.length], codes[0]])];
};

/** A value that the field can hold, another for each `which`. */
const SAMPLES: Partial<Record<Kind, (field: Field, which: number) => Json>> = {
  datetime: (_, which) => `2026-05-${two(1 + (which % 28))} ${two(which % 24)}:${two(which % 60)}:17`,
  date: (_, which) => `1960-${two(1 + (which % 12))}-02`,
  choice: (field, which) => textCodes(field)[which % textCodes(field).length],
  multichoice: choices,
  string: (field, which) => `值${which}`.slice(0, field.maxLength),
  text: (_, which) => `多行\n文字 "${which}" 😀`,
  integer: ({ values, min = 0 }, which) => values?.[which % values.length] ?? min + (which % 2),
  float: ({ min = 0 }, which) => min + 0.5 + (which % 2),
  boolean: (_, which) => which % 2 === 0,
  flagOrDatetime: (_, which) => which % 2 === 0,
};

export const at = (document: Json, path: string): Json =>
  path.split('.').reduce((below, key) => (below === undefined || below === null ? below : below[key]), document);

export const put = (document: Json, path: string, value: unknown): void => {
  const keys = path.split('.');
  const last = keys.pop() ?? path;
  const block = keys.reduce((below, key) => (below[key] ??= {}), document);
  block[last] = value;
};

/** `{a: {b: 1}}` of `{'a.b': 1}`. */
export const nested = (values: Readonly<Record<string, unknown>>): Json => {
  const document = {};
  for (const [path, value] of Object.entries(values)) put(document, path, value);
  return document;
};

/** Fields that people write, rows of ECGs left out. */
export const writableFields = (caseType: CaseTypeName): readonly Field[] =>
  fieldsOf(caseType).filter(({ path, readOnly, kind }) => !readOnly && !isEcgPath(path) && kind !== 'object');

/** Follows from the date of birth wherever that is set. */
const AGE = 'patient.age';

/** By path, a value for every field of the type that can be written; `which` gives other ones. */
export const sampleValues = (
  caseType: CaseTypeName,
  { pictures, which = 0 }: { readonly pictures: readonly string[]; readonly which?: number },
): Record<string, Json> =>
  Object.fromEntries(
    writableFields(caseType)
      .filter(({ path }) => path !== AGE)
      .map((field, index) => {
        if (field.kind === 'image[]') return [field.path, pictures];
        const sample = SAMPLES[field.kind];
        if (!sample) throw new Error(`no sample of ${field.kind} for ${field.path}`);
        return [field.path, sample(field, index + which)];
      }),
  );
