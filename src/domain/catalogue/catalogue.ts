import { BLOCKS } from './blocks.ts';
import { CASE_TYPE_NAMES, type CaseTypeName } from './caseTypes.ts';
import type { Block, Field } from './fields.ts';

/** The path of a catalogued field: `patient.precpr.rosc_time`. */
export type FieldPath = (typeof BLOCKS)[number]['fields'][number]['path'];

/** Every field of every resource, declared in `blocks/`. */
export const FIELDS: readonly Field[] = BLOCKS.flatMap((each): readonly Field[] => each.fields);

const BY_PATH: ReadonlyMap<string, Field> = new Map(FIELDS.map((field) => [field.path, field]));

export const findField = (path: string): Field | undefined => BY_PATH.get(path);

/** @throws when no field has this path, which is a slip in greenlane's own code */
export const getField = (path: FieldPath): Field => {
  const field = BY_PATH.get(path);
  if (!field) throw new Error(`no field ${path}`);
  return field;
};

const prefixesOf = (path: string): string[] => {
  const segments = path.split('.');
  return segments.map((_, index) => segments.slice(0, index + 1).join('.'));
};

const CASE_PATHS: ReadonlySet<string> = new Set(
  FIELDS.filter(({ caseTypes }) => caseTypes.length > 0).flatMap(({ path }) => prefixesOf(path)),
);

/** Whether a field or a block of any case type has this path. */
export const isCasePath = (path: string): boolean => CASE_PATHS.has(path);

/** A time on the pathway that somebody records (D-04). */
export const isMilestone = (path: string): boolean => BY_PATH.get(path)?.milestone === true;

const FIELDS_OF = new Map(
  CASE_TYPE_NAMES.map((name) => [name, FIELDS.filter(({ caseTypes }) => caseTypes.includes(name))]),
);

/** The fields that a case of this type has, in catalogue order; rows of lists stand under `list[].name`. */
export const fieldsOf = (caseType: CaseTypeName): readonly Field[] => FIELDS_OF.get(caseType) ?? [];

const BLOCKS_OF: ReadonlyMap<CaseTypeName, readonly Block[]> = new Map(
  CASE_TYPE_NAMES.map((name) => [name, BLOCKS.filter(({ caseTypes }) => caseTypes.includes(name))]),
);

/** The blocks that a case of this type has; several may share a path. */
export const blocksOf = (caseType: CaseTypeName): readonly Block[] => BLOCKS_OF.get(caseType) ?? [];
