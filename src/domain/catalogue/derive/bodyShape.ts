import type { EcgList } from '../../patient/events.ts';
import { remembering } from '../../shared/remembering.ts';
import { fieldsOf, getField, type FieldPath } from '../catalogue.ts';
import { CASE_TYPE_NAMES, type CaseTypeName } from '../caseTypes.ts';
import { ECG_LISTS, isEcgPath } from '../ecgLists.ts';
import type { Field } from '../fields.ts';

/** What stands behind one key of a case body. */
export type Slot =
  /** `path` is the catalogue's, also where the block is sent under another name. */
  | { readonly is: 'block'; readonly path: string; readonly shape: BodyShape }
  | { readonly is: 'field'; readonly field: Field }
  /** Sent back as it was read, and ignored (D-03). */
  | { readonly is: 'echo'; readonly label?: string }
  /** Rows of an ECG list, under its name for writing (E-CASE-16). */
  | { readonly is: 'ecg'; readonly list: EcgList };

/** The keys that a body of one case type may have at one level. */
export type BodyShape = ReadonlyMap<string, Slot>;
type OpenShape = Map<string, Slot>;

const GRADE: FieldPath = 'patient.illness_grade';

/** Other places in which clients send a field or a whole block. */
const ALIASES: readonly (readonly [sent: string, meant: string])[] = [
  ['illness_grade', GRADE],
  ['assist_examination.illness_grade', GRADE],
  ['threapy', 'therapy'],
  ['inside_rescue_info', 'patient.inside_rescue_info'],
  [
    'patient.inside_rescue_info_chestpain.into_hospital_status',
    'assist_examination.into_hospital_status' satisfies FieldPath,
  ],
  [
    'patient.inside_rescue_info_chestpain.not_into_hospital_reason',
    'assist_examination.not_into_hospital_reason' satisfies FieldPath,
  ],
];

/** What answers carry beside the catalogued fields, by block; clients send it back. */
const ANSWERED_BESIDE: Readonly<Record<string, readonly string[]>> = {
  '': ['id', 'case_id', 'case_type', 'patient_id', 'case_tpe', 'patient_case', 'arch_status'],
  patient: ['id', 'case_id', 'case_type', 'patient_id', 'case_tpe', 'patient_case'],
};

const segmentsOf = (path: string): readonly string[] => (path === '' ? [] : path.split('.'));

const findShape = (root: OpenShape, segments: readonly string[]): BodyShape | undefined =>
  segments.reduce<BodyShape | undefined>((shape, key) => {
    const slot = shape?.get(key);
    return slot?.is === 'block' ? slot.shape : undefined;
  }, root);

/** Puts a slot in its place, opening the blocks on the way; `above` is the path of the shape itself. */
const put = (
  shape: OpenShape,
  segments: readonly string[],
  { slot, above = '' }: { slot: Slot; above?: string },
): void => {
  const [key, ...rest] = segments;
  if (key === undefined) return;
  if (rest.length === 0) {
    shape.set(key, slot);
    return;
  }
  const below = shape.get(key);
  const path = above === '' ? key : `${above}.${key}`;
  const open: OpenShape = new Map(below?.is === 'block' ? below.shape : []);
  put(open, rest, { slot, above: path });
  shape.set(key, { is: 'block', path, shape: open });
};

const slotOf = (field: Field): Slot => (field.readOnly ? { is: 'echo', label: field.label } : { is: 'field', field });

/**
 * Rows are written under one name and read under another (E-GEN-19). An echo of the rows that were read must not write:
 * it would remove what somebody else has added since.
 */
const putEcg = (shape: OpenShape): void =>
  ECG_LISTS.forEach((list) => {
    shape.set(`${list}_in`, { is: 'ecg', list });
    shape.set(list, { is: 'echo', label: getField(list).label });
  });

/** An alias stands only where both its block and what it means exist in this case type. */
const putAliases = (shape: OpenShape): void =>
  ALIASES.forEach(([sent, meant]) => {
    const [place, target] = [segmentsOf(sent), segmentsOf(meant)];
    const slot = findShape(shape, target.slice(0, -1))?.get(target.at(-1) ?? '');
    if (slot && findShape(shape, place.slice(0, -1))) put(shape, place, { slot });
  });

const putEchoes = (shape: OpenShape): void =>
  Object.entries(ANSWERED_BESIDE).forEach(([block, names]) =>
    names.forEach((name) => put(shape, [...segmentsOf(block), name], { slot: { is: 'echo' } })),
  );

/** Everything that a body of a case type may hold, key by key (D-03). */
export const bodyShape: (caseType: CaseTypeName) => BodyShape = remembering(CASE_TYPE_NAMES.length, (caseType) => {
  const shape: OpenShape = new Map();
  for (const field of fieldsOf(caseType)) {
    if (!isEcgPath(field.path)) put(shape, segmentsOf(field.path), { slot: slotOf(field) });
  }
  putEcg(shape);
  putAliases(shape);
  putEchoes(shape);
  return shape;
});
