import { remembering } from '../../shared/remembering.ts';
import { fieldsOf } from '../catalogue.ts';
import { CASE_TYPE_NAMES, type CaseTypeName } from '../caseTypes.ts';
import { isEcgPath } from '../ecgLists.ts';
import type { Field } from '../fields.ts';

/** One block of the answered case: its fields in catalogue order, then the blocks below it. */
export interface TreeBlock {
  readonly path: string;
  readonly key: string;
  readonly fields: readonly Field[];
  readonly blocks: readonly TreeBlock[];
}

/** The path of the block around a field or a block; empty for the case itself. */
export const parentOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('.'), 0));
const keyOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

const ancestorsOf = (path: string): readonly string[] => (path === '' ? [''] : [...ancestorsOf(parentOf(path)), path]);

const treeOf = (path: string, paths: readonly string[], fields: readonly Field[]): TreeBlock => ({
  path,
  key: keyOf(path),
  fields: fields.filter((field) => parentOf(field.path) === path),
  blocks: paths.filter((each) => each !== '' && parentOf(each) === path).map((each) => treeOf(each, paths, fields)),
});

const ownFieldsOf = (caseType: CaseTypeName): readonly Field[] =>
  fieldsOf(caseType).filter(({ path }) => !isEcgPath(path));

/** The paths of all blocks of a type, the case itself among them. */
export const blockPaths: (caseType: CaseTypeName) => ReadonlySet<string> = remembering(
  CASE_TYPE_NAMES.length,
  (caseType) => new Set(ownFieldsOf(caseType).flatMap(({ path }) => ancestorsOf(parentOf(path)))),
);

/** The case of a type as nested blocks, rows of ECGs left out: they have a shape of their own. */
export const caseTree: (caseType: CaseTypeName) => TreeBlock = remembering(CASE_TYPE_NAMES.length, (caseType) =>
  treeOf('', [...blockPaths(caseType)], ownFieldsOf(caseType)),
);

/** Where a field of a case stands: its block, and its place in catalogue order. */
export interface FieldPlace {
  readonly field: Field;
  readonly block: string;
  readonly order: number;
}

/** The places of a type's fields by path, rows of ECGs left out. */
export const fieldPlaces: (caseType: CaseTypeName) => ReadonlyMap<string, FieldPlace> = remembering(
  CASE_TYPE_NAMES.length,
  (caseType) =>
    new Map(ownFieldsOf(caseType).map((field, order) => [field.path, { field, block: parentOf(field.path), order }])),
);
