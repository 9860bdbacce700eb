import type { CaseTypeName } from './caseTypes.ts';
import { CASE_TYPE_NAMES } from './caseTypes.ts';
import type { ChoiceListName } from './choices.ts';

/** What a field holds; `kinds.ts` says what follows from it. */
export type Kind =
  | 'datetime'
  | 'date'
  | 'choice'
  | 'multichoice'
  | 'string'
  | 'text'
  | 'integer'
  | 'float'
  | 'boolean'
  | 'flagOrDatetime'
  | 'image'
  | 'image[]'
  | 'object'
  | 'object[]';

/** What a scanned wristband puts before a field's name to say which block it means (E-WRIST-04). */
type QuickPrefix = '' | 'rs_' | 'jr_' | 'ir_';

/** The limits of a field that its declaration may set. */
interface Limits {
  readonly choices?: ChoiceListName;
  /** In characters (code points). */
  readonly maxLength?: number;
  /** Inclusive. */
  readonly min?: number;
  /** Inclusive. */
  readonly max?: number;
  /** The only values that can occur. */
  readonly values?: readonly number[];
  /** Answered and accepted, never written (D-03). */
  readonly readOnly?: boolean;
  readonly default?: string;
}

/** A field as one line of a block says it. */
interface FieldWord extends Limits {
  readonly label: string;
  readonly kind: Kind;
  /** Codes are whole numbers, stored and answered as such (D-05). */
  readonly numericCodes?: boolean;
}

export interface Field<Path extends string = string> extends FieldWord {
  readonly path: Path;
  readonly name: string;
  readonly readOnly: boolean;
  /** A time on the pathway that somebody records (D-04). */
  readonly milestone: boolean;
  /** Empty for fields of other resources than cases. */
  readonly caseTypes: readonly CaseTypeName[];
  readonly quick?: QuickPrefix;
}

const TEXT_LENGTH = 10_000;

type Word = (label: string, limits?: Limits) => FieldWord;
const word =
  (kind: Kind): Word =>
  (label, limits = {}) => ({ label, kind, ...limits });

type ChoiceWord = (label: string, choices: ChoiceListName, limits?: Limits) => FieldWord;
const choiceWord =
  (kind: Kind): ChoiceWord =>
  (label, choices, limits = {}) => ({ label, kind, choices, ...limits });

/** A point in time, to the second. */
export const instant = word('datetime');
export const date = word('date');
export const choice = choiceWord('choice');
export const multiChoice = choiceWord('multichoice');
/** Several choices whose codes are whole numbers. */
export const multiCode: ChoiceWord = (label, choices, limits) => ({
  ...multiChoice(label, choices, limits),
  numericCodes: true,
});
export const string = word('string');
export const text: Word = (label, limits) => word('text')(label, { maxLength: TEXT_LENGTH, ...limits });
export const integer = word('integer');
export const number = word('float');
export const flag = word('boolean');
/** A flag that old clients also use for the time itself. */
export const flagOrInstant = word('flagOrDatetime');
export const image = word('image');
export const images = word('image[]');
export const rows = word('object[]');
export const object = word('object');

/** What is true of a whole block. */
interface BlockRules {
  readonly label: string;
  /** All six by default. */
  readonly types?: readonly CaseTypeName[];
  readonly quick?: QuickPrefix;
}

export interface Block<Path extends string = string> {
  readonly path: string;
  readonly label: string;
  readonly caseTypes: readonly CaseTypeName[];
  readonly fields: readonly Field<Path>[];
}

type Joined<Path extends string, Name extends string> = Path extends '' ? Name : `${Path}.${Name}`;
type FieldWords<Name extends string> = Readonly<Record<Name, FieldWord>>;

const fieldOf = (path: string, name: string, declared: FieldWord & BlockRules): Field => {
  const { types = CASE_TYPE_NAMES, quick, readOnly = false, ...said } = declared;
  const milestone = said.kind === 'datetime' && !readOnly && types.length > 0;
  return {
    ...said,
    path: path === '' ? name : `${path}.${name}`,
    name,
    readOnly,
    milestone,
    caseTypes: types,
    ...(milestone && quick !== undefined && { quick }),
  };
};

/**
 * Fields that live under one path: `''` is the case itself, `a.b` a block within a block, `a[]` the rows of a list.
 * Several blocks may share a path, each with its own case types.
 */
export function block<const Path extends string, Name extends string>(
  path: Path,
  rules: string | BlockRules,
  fields: FieldWords<Name>,
): Block<Joined<Path, Name>>;
export function block(path: string, rules: string | BlockRules, fields: FieldWords<string>): Block {
  const { label, types = CASE_TYPE_NAMES, quick } = typeof rules === 'string' ? { label: rules } : rules;
  const declared = Object.entries(fields).map(([name, said]) => fieldOf(path, name, { quick, types, ...said }));
  return { path, label, caseTypes: types, fields: declared };
}
