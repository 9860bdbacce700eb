import { existsSync, readFileSync } from 'node:fs';
import type { ChoiceList } from '../../../src/domain/catalogue/choiceList.ts';
import type { Field } from '../../../src/domain/catalogue/fields.ts';

const SPEC = new URL('../../../../shared/spec/', import.meta.url);

/** A field as the specification's list has it. */
export interface SpecField {
  readonly path: string;
  readonly field: string;
  readonly label: string;
  readonly type: string;
  readonly choices: string | null;
  readonly maxLength: number | null;
  readonly constraints: string | null;
  readonly default: string | null;
  readonly caseTypes: readonly string[];
  readonly readOnly: boolean;
  readonly milestone: boolean;
}

export interface SpecList {
  readonly label: string;
  readonly values: readonly (readonly [unknown, string])[];
  readonly closed: boolean;
}

export const hasSpec = existsSync(SPEC);

const readSpec = <T>(name: string): T => JSON.parse(readFileSync(new URL(name, SPEC), 'utf8')) as T;
export const readSpecFields = (): readonly SpecField[] => readSpec('fields.json');
export const readSpecLists = (): Readonly<Record<string, SpecList>> => readSpec('choices.json');

const squares = [0, 1, 4, 9, 16, 25];
/** Every sum of three squared AIS grades (clinical.md 2.6), worked out anew; 75 is among them. */
const issTotals = [...new Set(squares.flatMap((a) => squares.flatMap((b) => squares.map((c) => a + b + c))))].sort(
  (a, b) => a - b,
);

type Limits = Pick<Field, 'min' | 'max' | 'values'>;

/** The specification writes limits in words; these are all the words it uses. */
const limitsIn = (constraints: string | null): Limits => {
  const range = /^(\d+)-(\d+)$/.exec(constraints ?? '');
  if (range) return { min: Number(range[1]), max: Number(range[2]) };
  if (constraints === null || constraints.startsWith('extensible single choice')) return {};
  if (constraints.startsWith('ISS total')) return { values: issTotals };
  if (/^(>=0|non-negative|range, bounds not stated)/.test(constraints)) return { min: 0 };
  throw new Error(`constraint not understood: ${constraints}`);
};

const asSpecified = (spec: SpecField): Record<string, unknown> => ({
  name: spec.field,
  label: spec.label,
  kind: spec.type,
  choices: spec.choices ?? undefined,
  maxLength: spec.maxLength ?? undefined,
  min: limitsIn(spec.constraints).min,
  max: limitsIn(spec.constraints).max,
  values: limitsIn(spec.constraints).values,
  default: spec.default ?? undefined,
  readOnly: spec.readOnly,
  milestone: spec.milestone,
  caseTypes: [...spec.caseTypes].sort(),
});

const asDeclared = (field: Field): Record<string, unknown> => ({ ...field, caseTypes: [...field.caseTypes].sort() });

const traits = (at: string, wanted: Record<string, unknown>, found: Record<string, unknown>): string[] =>
  Object.keys(wanted)
    .filter((trait) => JSON.stringify(wanted[trait]) !== JSON.stringify(found[trait]))
    .map((trait) => `${at}.${trait}: ${JSON.stringify(found[trait])} instead of ${JSON.stringify(wanted[trait])}`);

const bothWays = <Wanted, Found>(
  wanted: ReadonlyMap<string, Wanted>,
  found: ReadonlyMap<string, Found>,
  compare: (key: string, wanted: Wanted, found: Found) => string[],
): string[] => [
  ...[...wanted.keys()].filter((key) => !found.has(key)).map((key) => `missing: ${key}`),
  ...[...found.keys()].filter((key) => !wanted.has(key)).map((key) => `extra: ${key}`),
  ...[...wanted].flatMap(([key, each]) => {
    const declared = found.get(key);
    return declared === undefined ? [] : compare(key, each, declared);
  }),
];

const repeated = (paths: readonly string[]): string[] =>
  paths.filter((path, index) => paths.indexOf(path) !== index).map((path) => `declared twice: ${path}`);

/** What the catalogue lacks, has too much or says differently, a line each. */
export const fieldDifferences = (declared: readonly Field[], spec: readonly SpecField[]): string[] => [
  ...repeated(declared.map(({ path }) => path)),
  ...bothWays(
    new Map(spec.map((each) => [each.path, each])),
    new Map(declared.map((each) => [each.path, each])),
    (path, wanted, found) => traits(path, asSpecified(wanted), asDeclared(found)),
  ),
];

export const listDifferences = (
  declared: Readonly<Record<string, ChoiceList>>,
  spec: Readonly<Record<string, SpecList>>,
): string[] =>
  bothWays(new Map(Object.entries(spec)), new Map(Object.entries(declared)), (name, wanted, found) =>
    traits(name, { label: wanted.label, values: wanted.values, closed: wanted.closed }, { ...found }),
  );
