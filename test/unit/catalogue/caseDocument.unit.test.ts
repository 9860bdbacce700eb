import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { fieldsOf } from '../../../src/domain/catalogue/catalogue.ts';
import { CASE_TYPE_NAMES, type CaseTypeName } from '../../../src/domain/catalogue/caseTypes.ts';
import { caseDocument, type CaseContent } from '../../../src/domain/catalogue/derive/caseDocument.ts';
import { caseDocumentSchema, type AnswerRules } from '../../../src/domain/catalogue/derive/caseDocumentSchema.ts';
import { readCaseBody } from '../../../src/domain/catalogue/derive/readCaseBody.ts';
import { caseRequestSchema } from '../../../src/domain/catalogue/derive/requestSchema.ts';
import type { Field, Kind } from '../../../src/domain/catalogue/fields.ts';
import type { FieldValue } from '../../../src/domain/patient/events.ts';

const zone = 'Asia/Shanghai';
const at = '2026-11-23T06:02:00Z';
const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true, strictTypes: false });
addFormats.default(ajv);

const EXAMPLES: Readonly<Partial<Record<Kind, FieldValue>>> = {
  datetime: at,
  flagOrDatetime: at,
  date: '1950-01-31',
  choice: '1',
  string: '12',
  text: '说明',
  integer: 4,
  float: 4.5,
  boolean: false,
  multichoice: ['1', '2'],
  'image[]': ['a.png'],
};

const exampleOf = (field: Field): FieldValue | undefined => (field.numericCodes ? [429, 1001] : EXAMPLES[field.kind]);

const nothing: CaseContent = { values: {}, ecg: { pre_ecg: [], inside_ecg: [] }, unknown: {} };

const everything = (caseType: CaseTypeName): CaseContent => ({
  ...nothing,
  values: Object.fromEntries(
    fieldsOf(caseType)
      .filter(({ path }) => !path.includes('[]'))
      .flatMap((field) => {
        const value = exampleOf(field);
        return value === undefined ? [] : [[field.path, value] as const];
      }),
  ),
  ecg: {
    pre_ecg: [{ id: 1, imgs: ['a.png'], ecg_fetch_time: at, ecg_diagnosis_time: null }],
    inside_ecg: [],
  },
});

/** What the caller adds: ids, the type's name and the grade at the root. */
const answered = (caseType: CaseTypeName, content: CaseContent, unset: 'null' | 'omit' = 'null') => {
  const document = caseDocument(caseType, content, { unset, zone });
  const patient = document['patient'] as Record<string, unknown>;
  const grade = unset === 'null' || patient['illness_grade'] ? { illness_grade: patient['illness_grade'] } : {};
  return { id: 5, case_type: caseType, ...document, ...grade, patient: { id: 9, ...patient } };
};

/** Compiling a schema takes far longer than using it. */
const checks = new Map<string, ReturnType<typeof ajv.compile>>();
const checkOf = (caseType: CaseTypeName, rules: AnswerRules) => {
  const key = `${caseType} ${rules.unset} ${rules.unknown}`;
  const check = checks.get(key) ?? ajv.compile(caseDocumentSchema(caseType, rules));
  checks.set(key, check);
  return check;
};

const faults = (caseType: CaseTypeName, document: unknown, rules: AnswerRules = {}): string[] => {
  const check = checkOf(caseType, rules);
  return check(document) ? [] : (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};

describe.each(CASE_TYPE_NAMES)('the document of a %s case', (caseType) => {
  it('names every field, null or [] where unset (D-05, E-GEN-17)', () => {
    const document = answered(caseType, nothing);
    expect(faults(caseType, document)).toEqual([]);
    expect(JSON.stringify(document)).not.toContain('undefined');
  });

  it('leaves unset fields out of list rows and keeps every block', () => {
    const row = answered(caseType, nothing, 'omit');
    expect(faults(caseType, row, { unset: 'omit' })).toEqual([]);
    expect(row).toMatchObject({ vital_signs: {}, assist_examination: {}, patient: { precpr: {}, leave_hospital: {} } });
    expect(JSON.stringify(row)).not.toMatch(/null|\[\]/);
  });

  it.each(['null', 'omit'] as const)('shows everything it can hold, as its schema says (unset: %s)', (unset) => {
    const document = answered(caseType, everything(caseType), unset);
    expect(faults(caseType, document, { unset })).toEqual([]);
  });

  it('is accepted when it is sent back, and says nothing new (D-03)', () => {
    const content = everything(caseType);
    const echo = JSON.parse(JSON.stringify(answered(caseType, content)));
    const check = ajv.compile(caseRequestSchema(caseType));
    expect(check(echo) ? [] : check.errors).toEqual([]);
    const { values, ecg, rivals, unknown, problems } = readCaseBody(caseType, echo, zone);
    const news = Object.entries(values).filter(
      ([path, value]) => JSON.stringify(value) !== JSON.stringify(content.values[path] ?? null),
    );
    expect({ news, ecg, rivals, unknown, problems }).toEqual({
      news: [],
      ecg: {},
      rivals: {},
      unknown: {},
      problems: {},
    });
  });

  it('has its keys in one order, however the values came', () => {
    const content = everything(caseType);
    const values = Object.fromEntries(Object.entries(content.values).reverse());
    expect(JSON.stringify(answered(caseType, { ...content, values }))).toBe(
      JSON.stringify(answered(caseType, content)),
    );
  });

  it('is not described by a schema that takes anything', () => {
    const document = answered(caseType, nothing);
    const without = Object.fromEntries(Object.entries(document).filter(([key]) => key !== 'vital_signs'));
    expect(faults(caseType, without)).toEqual([" must have required property 'vital_signs'"]);
    expect(faults(caseType, { ...document, shoe: 1 })).toHaveLength(1);
    expect(faults(caseType, { ...document, shoe: 1 }, { unknown: 'keep' })).toEqual([]);
    expect(faults(caseType, { ...document, call_time: at })).toHaveLength(1);
  });
});

describe('values of a document', () => {
  it('are local times, codes and rows', () => {
    const content: CaseContent = {
      values: { call_time: at, treatment_type: [429], 'patient.gender': '1', 'patient.un_first_touch_time': true },
      ecg: { pre_ecg: [], inside_ecg: [{ id: 7, imgs: [], ecg_fetch_time: at, ecg_diagnosis_time: null }] },
      unknown: {},
    };
    expect(caseDocument('apoplexy', content, { unset: 'omit', zone })).toMatchObject({
      call_time: '2026-11-23 14:02:00',
      treatment_type: [429],
      patient: { gender: '1', un_first_touch_time: true },
      inside_ecg: [{ id: 7, imgs: [], ecg_fetch_time: '2026-11-23 14:02:00', ecg_diagnosis_time: null }],
    });
  });

  it('of another type are left out', () =>
    expect(
      caseDocument('basic', { ...nothing, values: { 'thrombolysis.sign_time': at } }, { unset: 'omit', zone }),
    ).not.toHaveProperty('thrombolysis'));

  it('that no catalogue names stand where they were sent, and never over one that it does (D-03)', () => {
    const unknown = { shoe: { size: 42 }, 'patient.precpr.glove': 1, 'patient.name': 'x', 'gone.block': 1 };
    const values = { 'patient.name': '张三' };
    const document = caseDocument('basic', { ...nothing, values, unknown }, { unset: 'omit', zone });
    expect(document).toMatchObject({ shoe: { size: 42 }, patient: { name: '张三', precpr: { glove: 1 } } });
    expect(document).not.toHaveProperty('gone');
  });
});
