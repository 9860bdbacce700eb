import type { CaseTypeName } from '../caseTypes.ts';
import { getField } from '../catalogue.ts';
import { ECG_LISTS } from '../ecgLists.ts';
import type { Field } from '../fields.ts';
import type { JsonSchema } from '../jsonSchema.ts';
import { answeredSchema } from '../kinds.ts';
import { caseTree, type TreeBlock } from './caseTree.ts';
import type { DocumentForm } from './caseDocument.ts';

/** Which answer is described: details name every field, list rows only the set ones. */
export interface AnswerRules {
  readonly unset?: DocumentForm['unset'];
  /** Whether fields that no catalogue names may stand beside the others (D-03). */
  readonly unknown?: 'refuse' | 'keep';
}

type Properties = Readonly<Record<string, JsonSchema>>;

/** What a block carries beside its fields; `always` also in list rows. */
interface Beside {
  readonly always: Properties;
  readonly detail: Properties;
}

const ecgRows = (list: (typeof ECG_LISTS)[number]): JsonSchema => ({
  title: getField(list).label,
  type: 'array',
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['id', 'imgs', 'ecg_fetch_time', 'ecg_diagnosis_time'],
    properties: {
      id: { type: 'integer' },
      imgs: answeredSchema(getField(`${list}[].imgs`)),
      ecg_fetch_time: answeredSchema(getField(`${list}[].ecg_fetch_time`)),
      ecg_diagnosis_time: answeredSchema(getField(`${list}[].ecg_diagnosis_time`)),
    },
  },
});

/** Ids and names that stand beside the catalogued fields, and the grade shown at the root too. */
const besideIn = (path: string, caseType: CaseTypeName): Beside => {
  if (path === 'patient') return { always: { id: { title: '患者id', type: 'integer' } }, detail: {} };
  if (path !== '') return { always: {}, detail: {} };
  return {
    always: { id: { title: '病历id', type: 'integer' }, case_type: { title: '病历类型', const: caseType } },
    detail: {
      illness_grade: answeredSchema(getField('patient.illness_grade')),
      ...Object.fromEntries(ECG_LISTS.map((list) => [list, ecgRows(list)])),
    },
  };
};

const fieldSchemas = (fields: readonly Field[]): Properties =>
  Object.fromEntries(fields.map((field) => [field.name, answeredSchema(field)]));

const blockSchema = (block: TreeBlock, caseType: CaseTypeName, rules: AnswerRules): JsonSchema => {
  const { always, detail } = besideIn(block.path, caseType);
  const blocks = Object.fromEntries(block.blocks.map((below) => [below.key, blockSchema(below, caseType, rules)]));
  const settable = { ...detail, ...fieldSchemas(block.fields) };
  const required = { ...always, ...blocks, ...(rules.unset !== 'omit' && settable) };
  return {
    type: 'object',
    additionalProperties: rules.unknown === 'keep',
    required: Object.keys(required),
    properties: { ...always, ...settable, ...blocks },
  };
};

/** JSON Schema of an answered case of a type: the detail by default, a list row with `unset: 'omit'`. */
export const caseDocumentSchema = (caseType: CaseTypeName, rules: AnswerRules = {}): JsonSchema =>
  blockSchema(caseTree(caseType), caseType, rules);
