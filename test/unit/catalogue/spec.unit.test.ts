import { FIELDS } from '../../../src/domain/catalogue/catalogue.ts';
import { CHOICES } from '../../../src/domain/catalogue/choices.ts';
import type { Field } from '../../../src/domain/catalogue/fields.ts';
import {
  fieldDifferences,
  hasSpec,
  listDifferences,
  readSpecFields,
  readSpecLists,
  type SpecField,
} from './specDifferences.ts';

/** The catalogue itself, written as the specification writes fields: what stands in for it on a fresh clone. */
const rewritten = ({ path, name, label, kind, ...field }: Field): SpecField => ({
  path,
  field: name,
  label,
  type: kind,
  choices: field.choices ?? null,
  maxLength: field.maxLength ?? null,
  constraints: null,
  default: field.default ?? null,
  caseTypes: field.caseTypes,
  readOnly: field.readOnly,
  milestone: field.milestone,
});

const withoutLimits = FIELDS.map((field): Field => ({ ...field, min: undefined, max: undefined, values: undefined }));
const [declared, spec]: [readonly Field[], readonly SpecField[]] = hasSpec
  ? [FIELDS, readSpecFields()]
  : [withoutLimits, withoutLimits.map(rewritten)];
const [first, ...others] = declared;
const planted = (change: Partial<Field>): Field[] => [{ ...declared[0], ...change } as Field, ...others];

describe('the catalogue against the specification, both ways', () => {
  it('declares every field as specified, and no other', () => expect(fieldDifferences(declared, spec)).toEqual([]));

  it('declares 418 fields', () => expect(FIELDS).toHaveLength(418));

  it('names a planted missing field', () =>
    expect(fieldDifferences(others, spec)).toEqual([`missing: ${first?.path}`]));

  it('names a planted extra field', () =>
    expect(fieldDifferences([...declared, { ...planted({})[0], path: 'patient.shoe_size' } as Field], spec)).toEqual([
      'extra: patient.shoe_size',
    ]));

  it('names a field declared twice', () =>
    expect(fieldDifferences([...declared, ...planted({}).slice(0, 1)], spec)).toEqual([
      `declared twice: ${first?.path}`,
    ]));

  it.each([
    ['label', { label: '鞋码' }],
    ['kind', { kind: 'text' }],
    ['choices', { choices: 'GENDER' }],
    ['maxLength', { maxLength: 7 }],
    ['min', { min: 7 }],
    ['values', { values: [7] }],
    ['readOnly', { readOnly: !first?.readOnly }],
    ['milestone', { milestone: !first?.milestone }],
    ['caseTypes', { caseTypes: ['gib'] }],
    ['default', { default: '7' }],
  ] as const)('names a planted other %s', (trait, change) =>
    expect(fieldDifferences(planted(change), spec)).toEqual([
      expect.stringMatching(new RegExp(`^${first?.path}\\.${trait}: `)),
    ]),
  );
});

describe('the lists of choices against the specification, both ways', () => {
  const lists = hasSpec ? readSpecLists() : CHOICES;

  it('declares every list with its label, values and whether it is closed', () =>
    expect(listDifferences(CHOICES, lists)).toEqual([]));

  it('names a planted missing, extra and changed list', () => {
    const { GENDER, ...rest } = CHOICES;
    const changed = { ...rest, SHOES: GENDER, JOB: { ...CHOICES.JOB, closed: true } };
    expect(listDifferences(changed, lists)).toEqual([
      'missing: GENDER',
      'extra: SHOES',
      'JOB.closed: true instead of false',
    ]);
  });
});
