import type { EcgList } from '../../patient/events.ts';
import type { CaseTypeName } from '../caseTypes.ts';
import { getField } from '../catalogue.ts';
import type { JsonSchema } from '../jsonSchema.ts';
import { sentSchema } from '../kinds.ts';
import { bodyShape, type BodyShape, type Slot } from './bodyShape.ts';

/** What becomes of keys that no catalogue names: refused, or kept as they are (D-03). */
export interface RequestRules {
  readonly unknown?: 'refuse' | 'keep';
}

const MOST_ROWS = 200;

const ecgRows = (list: EcgList): JsonSchema => ({
  title: getField(list).label,
  type: ['array', 'string', 'null'],
  maxLength: 0,
  maxItems: MOST_ROWS,
  items: {
    type: 'object',
    additionalProperties: false,
    properties: {
      id: { type: ['integer', 'null'], minimum: 1, description: '有 id 为修改,无 id 为新增,缺少的行被删除' },
      imgs: sentSchema(getField(`${list}[].imgs`)),
      ecg_fetch_time: sentSchema(getField(`${list}[].ecg_fetch_time`)),
      ecg_diagnosis_time: sentSchema(getField(`${list}[].ecg_diagnosis_time`)),
    },
  },
});

const slotSchema = (slot: Slot, rules: RequestRules): JsonSchema => {
  switch (slot.is) {
    case 'block':
      return shapeSchema(slot.shape, rules);
    case 'ecg':
      return ecgRows(slot.list);
    case 'echo':
      return { readOnly: true, ...(slot.label !== undefined && { title: slot.label }) };
    default:
      return sentSchema(slot.field);
  }
};

function shapeSchema(shape: BodyShape, rules: RequestRules): JsonSchema {
  const properties = [...shape].map(([key, slot]) => [key, slotSchema(slot, rules)]);
  return { type: 'object', additionalProperties: rules.unknown === 'keep', properties: Object.fromEntries(properties) };
}

/**
 * JSON Schema of what creates or changes a case of a type: every field in its block, each optional (D-02). Keys that
 * answers carry are accepted with any value; other keys, fields of other types among them, are refused (D-03).
 */
export const caseRequestSchema = (caseType: CaseTypeName, rules: RequestRules = {}): JsonSchema =>
  shapeSchema(bodyShape(caseType), rules);

/**
 * JSON Schema of one block sent by itself, as `thrombolysis` and `patient` are (D-12, A-64).
 * @param block a key of the case's root
 */
export const blockRequestSchema = (
  caseType: CaseTypeName,
  block: string,
  rules: RequestRules = {},
): JsonSchema | undefined => {
  const slot = bodyShape(caseType).get(block);
  return slot?.is === 'block' ? shapeSchema(slot.shape, rules) : undefined;
};
