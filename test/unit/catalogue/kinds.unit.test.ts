import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { FIELDS, getField, type FieldPath } from '../../../src/domain/catalogue/catalogue.ts';
import {
  answeredSchema,
  emptyOf,
  sentSchema,
  toLabel,
  toShown,
  toStored,
} from '../../../src/domain/catalogue/kinds.ts';

const ZONE = 'Asia/Shanghai';
const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true, strictTypes: false });
addFormats.default(ajv);

const CALL: FieldPath = 'call_time';
const BORN: FieldPath = 'patient.birth_date';
const GENDER: FieldPath = 'patient.gender';
const JOB: FieldPath = 'patient.job';
const GRADE: FieldPath = 'patient.illness_grade';
const NAME: FieldPath = 'patient.name';
const REASON: FieldPath = 'patient.precpr.heart_attack_reason';
const GCS: FieldPath = 'patient.disease_evalute.eme_gcs';
const ISS: FieldPath = 'patient.disease_evalute.eme_iss';
const COST: FieldPath = 'patient.leave_hospital.hospital_cost';
const SUGAR: FieldPath = 'vital_signs.quickly_blood_sugar';
const TROPONIN: FieldPath = 'assist_examination.troponin_value';
const CALLED: FieldPath = 'patient.have_call';
const TOUCH: FieldPath = 'patient.un_first_touch_time';
const DELAY: FieldPath = 'd2wdelayreason';
const VERY_HIGH: FieldPath = 'special_treat.grace_very_high';
const TREATMENT: FieldPath = 'treatment_type';
const IMAGES: FieldPath = 'thrombolysis.intra_acknowlege_images';

type Case = [path: FieldPath, raw: unknown, stored: unknown];

const accepted: Case[] = [
  [CALL, '2026-11-23 14:02:00', '2026-11-23T06:02:00Z'],
  [CALL, '2026-11-23T06:02:00.9Z', '2026-11-23T06:02:00Z'],
  [BORN, '2024-02-29', '2024-02-29'],
  [GENDER, '1', '1'],
  [JOB, '02', '02'],
  [JOB, '渔民', '渔民'],
  [JOB, '渔'.repeat(255), '渔'.repeat(255)],
  [NAME, '张三', '张三'],
  [NAME, ' 张三 ', ' 张三 '],
  [NAME, '𠮷'.repeat(255), '𠮷'.repeat(255)],
  [REASON, 'x'.repeat(10_000), 'x'.repeat(10_000)],
  [GCS, 3, 3],
  [GCS, 15, 15],
  [GCS, '15', 15],
  [GCS, 15.0, 15],
  [ISS, 75, 75],
  [ISS, '16', 16],
  [ISS, 0, 0],
  [COST, 0, 0],
  [COST, '120000', 120_000],
  [SUGAR, 5.6, 5.6],
  [SUGAR, '5.6', 5.6],
  [SUGAR, 0, 0],
  [SUGAR, 100, 100],
  [TROPONIN, '-0', 0],
  [TROPONIN, -0, 0],
  [CALLED, true, true],
  [CALLED, false, false],
  [CALLED, 'True', true],
  [CALLED, 'False', false],
  [CALLED, 'true', true],
  [CALLED, 'false', false],
  [TOUCH, true, true],
  [TOUCH, 'False', false],
  [TOUCH, '2026-11-23 14:02', '2026-11-23T06:02:00Z'],
  [DELAY, ['01', '02'], ['01', '02']],
  [DELAY, ['02', '01', '02'], ['02', '01']],
  [DELAY, '01', ['01']],
  [DELAY, ['下大雨'], ['下大雨']],
  [VERY_HIGH, ['1', '5'], ['1', '5']],
  [TREATMENT, [429, 1001], [429, 1001]],
  [TREATMENT, ['429', 1001], [429, 1001]],
  [TREATMENT, [429, '429'], [429]],
  [TREATMENT, 429, [429]],
  [TREATMENT, '429', [429]],
  [TREATMENT, [31], [31]],
  [IMAGES, ['https://h/a.png', 12], ['https://h/a.png', '12']],
];

/** Lengths and counts are for the schema alone. */
const tooMuch: [path: FieldPath, raw: unknown][] = [
  [CALL, 'x'.repeat(41)],
  [JOB, '渔'.repeat(256)],
  [NAME, 'x'.repeat(256)],
  [REASON, 'x'.repeat(10_001)],
  [DELAY, 'x'.repeat(256)],
  [DELAY, Array.from({ length: 101 }, (_, index) => String(index))],
];

const refusedBySchema: [path: FieldPath, raw: unknown][] = [
  [CALL, 5],
  [CALL, {}],
  [CALL, true],
  [BORN, 20_240_229],
  [GENDER, '3'],
  [GENDER, 1],
  [GENDER, ['1']],
  [GRADE, '9'],
  [NAME, 7],
  [GCS, 2],
  [GCS, 16],
  [GCS, 3.5],
  [GCS, '3.5'],
  [GCS, 'three'],
  [GCS, ' 5'],
  [GCS, true],
  [ISS, 7],
  [ISS, '7'],
  [ISS, 76],
  [COST, -1],
  [COST, 2 ** 53],
  [SUGAR, 100.1],
  [SUGAR, -0.1],
  [SUGAR, '1e3'],
  [SUGAR, Infinity],
  [CALLED, 1],
  [CALLED, 'yes'],
  [CALLED, 'TRUE'],
  [TOUCH, 1],
  [DELAY, [1]],
  [DELAY, ['']],
  [DELAY, { 0: '01' }],
  [VERY_HIGH, ['6']],
  [TREATMENT, [429.5]],
  [TREATMENT, ['溶栓']],
  [TREATMENT, [-1]],
  [TREATMENT, [[429]]],
  [IMAGES, 'https://h/a.png'],
  [IMAGES, [null]],
  [IMAGES, [0]],
  [IMAGES, ['']],
];

const refusedByReading: [path: FieldPath, raw: unknown, problem: string][] = [
  [CALL, 'soon', 'time_format'],
  [CALL, '2026-02-30 10:00', 'time_impossible'],
  [CALL, '1986-05-04 02:30', 'time_gap'],
  [CALL, '2101-01-01 00:00', 'time_range'],
  [BORN, '2023-02-29', 'date_impossible'],
  [BORN, '2023-02-28 00:00:00', 'date_impossible'],
  [GCS, '2', 'number_range'],
  [GCS, '16', 'number_range'],
  [COST, '-1', 'number_range'],
  [SUGAR, '100.1', 'number_range'],
  [TOUCH, 'maybe', 'time_format'],
  [VERY_HIGH, '6', 'not_a_choice'],
  [JOB, 'unknown', 'word_for_empty'],
  [DELAY, ['01', 'unknown'], 'word_for_empty'],
  [DELAY, 'unknown', 'word_for_empty'],
];

const isAccepted = (path: FieldPath, raw: unknown): boolean => ajv.compile(sentSchema(getField(path)))(raw);

describe('what a field of each kind takes (D-04, D-05, E-GEN-05)', () => {
  it.each(accepted)('accepts for %s %j and stores %j', (path, raw, stored) => {
    expect(isAccepted(path, raw)).toBe(true);
    expect(toStored(raw, getField(path), ZONE)).toEqual({ value: stored });
  });

  it.each(tooMuch)('refuses for %s what is longer than it may be', (path, raw) =>
    expect(isAccepted(path, raw)).toBe(false),
  );

  it.each(refusedBySchema)('refuses for %s %j by its schema, and does not rely on it for storing', (path, raw) => {
    expect(isAccepted(path, raw)).toBe(false);
    expect(toStored(raw, getField(path), ZONE)).toHaveProperty('problem');
  });

  it.each(refusedByReading)('refuses for %s %j with %s, which a schema cannot say', (path, raw, problem) => {
    expect(isAccepted(path, raw)).toBe(true);
    expect(toStored(raw, getField(path), ZONE)).toEqual({ problem });
  });
});

const sendable = FIELDS.filter(({ kind, readOnly }) => !readOnly && kind !== 'object' && kind !== 'object[]');

describe('every field that can be sent', () => {
  it.each(sendable.map(({ path }) => path))('%s is cleared by null and by "" (D-02)', (path) => {
    const field = getField(path as FieldPath);
    const check = ajv.compile(sentSchema(field));
    expect([null, ...(field.kind === 'image[]' ? [] : [''])].filter((raw) => !check(raw))).toEqual([]);
    expect([null, '', []].map((raw) => toStored(raw, field, ZONE))).toEqual(Array(3).fill({ value: null }));
  });

  it('answers null when unset, and [] for choices, pictures and rows (D-05)', () => {
    const lists = FIELDS.filter((field) => Array.isArray(emptyOf(field))).map(({ kind }) => kind);
    expect([...new Set(lists)].sort()).toEqual(['image[]', 'multichoice', 'object[]']);
    expect(FIELDS.filter((field) => !ajv.compile(answeredSchema(field))(emptyOf(field)))).toEqual([]);
  });
});

describe('what is shown of a stored value', () => {
  it.each(accepted)('answers %s after %j was sent as its schema says, and reads it back the same', (path, raw) => {
    const field = getField(path);
    const reading = toStored(raw, field, ZONE);
    if (!('value' in reading) || reading.value === null) throw new Error('nothing was stored');
    const shown = toShown(reading.value, field, ZONE);
    expect(ajv.compile(answeredSchema(field))(shown)).toBe(true);
    expect(toStored(shown, field, ZONE)).toEqual(reading);
  });

  it.each([
    [CALL, '2026-11-23T06:02:00Z', '2026-11-23 14:02:00'],
    [BORN, '1950-01-31', '1950-01-31'],
    [GENDER, '1', '男'],
    [JOB, '渔民', '渔民'],
    [JOB, 'unknown', 'unknown'],
    [CALLED, true, '是'],
    [CALLED, false, '否'],
    [TOUCH, true, '是'],
    [TOUCH, '2026-11-23T06:02:00Z', '2026-11-23 14:02:00'],
    [TREATMENT, [429, 99], '静脉溶栓、99'],
    [IMAGES, ['a', 'b'], '2张图片'],
    [SUGAR, 5.6, '5.6'],
    [NAME, '张三', '张三'],
  ] as const)('calls %s %j %s', (path, value, label) => expect(toLabel(value, getField(path), ZONE)).toBe(label));
});
