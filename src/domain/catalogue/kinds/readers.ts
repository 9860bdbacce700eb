import type { FieldValue } from '../../patient/events.ts';
import { isDate, parseInstant } from '../../shared/times.ts';
import { UNKNOWN } from '../../statistics/unknown.ts';
import { findChoiceLabel, getChoiceList } from '../choices.ts';
import type { FieldProblem } from '../fieldProblem.ts';
import type { Field } from '../fields.ts';

/** What a sent value becomes when it is stored; `null` clears. */
export interface Readable {
  readonly value: FieldValue | null;
  /** What else a wall time without an offset may mean, in an overlap (D-04). */
  readonly later?: string;
}

/** That, or why it cannot be stored. */
export type Reading = Readable | { readonly problem: FieldProblem };

/** A value that is there: `null`, `""` and `[]` have been taken out before. */
export type Reader = (raw: unknown, field: Field, zone: string) => Reading;

const WRONG_TYPE: Reading = { problem: 'wrong_type' };

export const readText: Reader = (raw) => (typeof raw === 'string' ? { value: raw } : WRONG_TYPE);

export const readInstant: Reader = (raw, _field, zone) => {
  if (typeof raw !== 'string') return WRONG_TYPE;
  const parsed = parseInstant(raw, zone);
  if ('problem' in parsed) return parsed;
  const { at: value, later } = parsed;
  return later === undefined ? { value } : { value, later };
};

export const readDate: Reader = (raw) => {
  if (typeof raw !== 'string') return WRONG_TYPE;
  return isDate(raw) ? { value: raw } : { problem: 'date_impossible' };
};

const isOpenOrListed = ({ choices }: Field, code: string | number): boolean =>
  choices === undefined || !getChoiceList(choices).closed || findChoiceLabel(choices, code) !== undefined;

/** The word for empty cannot be a value too: no chart and no filter could tell the two apart (E-GEN-06, D-28). */
const choiceProblem = (field: Field, code: string | number): FieldProblem | undefined => {
  if (code === UNKNOWN) return 'word_for_empty';
  return isOpenOrListed(field, code) ? undefined : 'not_a_choice';
};

export const readChoice: Reader = (raw, field) => {
  if (typeof raw !== 'string') return WRONG_TYPE;
  const problem = choiceProblem(field, raw);
  return problem ? { problem } : { value: raw };
};

/** A code of a list of several; undefined for what is none. */
const findCode = (raw: unknown, { numericCodes }: Field): string | number | undefined => {
  if (!numericCodes) return typeof raw === 'string' && raw !== '' ? raw : undefined;
  const isSent = typeof raw === 'string' || typeof raw === 'number';
  return isSent && /^\d{1,9}$/.test(String(raw)) ? Number(raw) : undefined;
};

const isCode = (code: string | number | undefined): code is string | number => code !== undefined;

/** A bare value is a list of one; a code counts once. */
export const readChoices: Reader = (raw, field) => {
  const sent: readonly unknown[] = Array.isArray(raw) ? raw : [raw];
  const codes = sent.map((each) => findCode(each, field)).filter(isCode);
  if (codes.length < sent.length) return WRONG_TYPE;
  const problem = codes.map((code) => choiceProblem(field, code)).find((each) => each !== undefined);
  return problem ? { problem } : { value: [...new Set(codes)] };
};

/** As many digits as filters and texts take. */
export const LARGEST = 999_999_999_999_999;

const limited = (value: number, { min = -LARGEST, max = LARGEST, values }: Field): Reading => {
  if (value < min || value > max) return { problem: 'number_range' };
  return values && !values.includes(value) ? { problem: 'number_impossible' } : { value };
};

const NUMBER = /^-?\d{1,15}(\.\d{1,15})?$/;

/** A number as it is sent, also as text; undefined for what is none. */
export const findNumber = (raw: unknown): number | undefined => {
  if (typeof raw === 'string') return NUMBER.test(raw) ? Number(raw) : undefined;
  return typeof raw === 'number' && Number.isFinite(raw) ? raw : undefined;
};

/** Minus zero becomes zero, since the two read back alike. */
export const readNumber: Reader = (raw, field) => {
  const value = findNumber(raw);
  return value === undefined ? WRONG_TYPE : limited(value + 0, field);
};

export const readInteger: Reader = (raw, field, zone) => {
  const reading = readNumber(raw, field, zone);
  return 'value' in reading && !Number.isSafeInteger(reading.value) ? WRONG_TYPE : reading;
};

/** The old clients' Python writes its flags with a capital letter (E-GEN-05). */
const FLAGS: ReadonlyMap<unknown, boolean> = new Map<unknown, boolean>([
  [true, true],
  [false, false],
  ['True', true],
  ['False', false],
  ['true', true],
  ['false', false],
]);

export const readFlag: Reader = (raw) => {
  const value = FLAGS.get(raw);
  return value === undefined ? WRONG_TYPE : { value };
};

/** Keeps what was sent, a flag or a time (D-07, A-13). */
export const readFlagOrInstant: Reader = (raw, field, zone) =>
  FLAGS.has(raw) ? readFlag(raw, field, zone) : readInstant(raw, field, zone);

/** An upload's id or a URL; an id is kept as text, as the rows of ECGs keep it (D-12). */
export const readImage: Reader = (raw) => {
  if (typeof raw === 'string') return raw === '' ? WRONG_TYPE : { value: raw };
  return typeof raw === 'number' && Number.isSafeInteger(raw) && raw > 0 ? { value: String(raw) } : WRONG_TYPE;
};

const isText = (value: unknown): value is string => typeof value === 'string';

export const readImages: Reader = (raw, field, zone) => {
  if (!Array.isArray(raw)) return WRONG_TYPE;
  const values = raw.map((each) => readImage(each, field, zone)).map((each) => ('value' in each ? each.value : null));
  const images = values.filter(isText);
  return images.length === raw.length ? { value: images } : WRONG_TYPE;
};

/** Objects and rows belong to resources that read them themselves; in a case body they are only echoes. */
export const refuse: Reader = () => WRONG_TYPE;
