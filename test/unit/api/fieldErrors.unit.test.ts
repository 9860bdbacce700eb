import { Type } from '@sinclair/typebox';
import { checkOf } from '../../../src/api/dialect/validation.ts';

const closed = { additionalProperties: false };

const schema = Type.Object(
  {
    patient: Type.Optional(
      Type.Object(
        {
          age: Type.Optional(Type.Integer({ minimum: 0, maximum: 150 })),
          name: Type.Optional(Type.Unsafe<string | null>({ type: ['string', 'null'], maxLength: 3 })),
          grade: Type.Optional(Type.Unsafe<string>({ type: 'string', enum: ['1', '2'] })),
          birth: Type.Optional(Type.String({ format: 'date' })),
        },
        closed,
      ),
    ),
    pre_ecg_in: Type.Optional(Type.Array(Type.Object({ imgs: Type.Array(Type.String()) }, closed), { maxItems: 2 })),
    either: Type.Optional(Type.Union([Type.Integer(), Type.Null()])),
    'a/b~c': Type.Optional(Type.Integer()),
  },
  closed,
);

const errorsOf = (value: unknown) => {
  const checked = checkOf(schema)(value);
  return 'errors' in checked ? checked.errors : undefined;
};

describe('what a body gets wrong (issue section 6, D-03)', () => {
  it('is nothing when it fits', () => {
    expect(errorsOf({ patient: { age: 3, name: null }, pre_ecg_in: [{ imgs: ['1'] }], either: null })).toBeUndefined();
  });

  it('names every unknown key at once, each by its dotted path', () => {
    expect(errorsOf({ x: 1, patient: { y: 2, age: 3 }, pre_ecg_in: [{ imgs: [] }, { imgs: [], z: 1 }] })).toEqual({
      x: ['未知字段'],
      'patient.y': ['未知字段'],
      'pre_ecg_in[1].z': ['未知字段'],
    });
  });

  it.each([
    ['a wrong type', { patient: { age: 'old' } }, { 'patient.age': ['类型不正确,应为整数'] }],
    ['null where there is none', { patient: null }, { patient: ['类型不正确,应为对象'] }],
    [
      'a type in the middle of a list',
      { pre_ecg_in: [{ imgs: 7 }] },
      { 'pre_ecg_in[0].imgs': ['类型不正确,应为列表'] },
    ],
    ['a number above the range', { patient: { age: 151 } }, { 'patient.age': ['不能大于150'] }],
    ['a number below the range', { patient: { age: -1 } }, { 'patient.age': ['不能小于0'] }],
    ['too long a text', { patient: { name: '一二三四' } }, { 'patient.name': ['不能超过3个字符'] }],
    ['a value outside the choices', { patient: { grade: '3' } }, { 'patient.grade': ['取值不在可选范围内'] }],
    [
      'a date that is none',
      { patient: { birth: '2021-02-30' } },
      { 'patient.birth': ['日期格式不正确,应为 YYYY-MM-DD'] },
    ],
    ['a field left out', { pre_ecg_in: [{}] }, { 'pre_ecg_in[0].imgs': ['此项必填'] }],
    ['too many rows', { pre_ecg_in: [1, 2, 3].map(() => ({ imgs: [] })) }, { pre_ecg_in: ['不能超过2项'] }],
    ['none of several shapes', { either: 'x' }, { either: ['取值不正确'] }],
    ['a key that JSON Pointer escapes', { 'a/b~c': 'x' }, { 'a/b~c': ['类型不正确,应为整数'] }],
    ['no object at all', [], { body: ['类型不正确,应为对象'] }],
    ['several faults of one field', { patient: { age: 'a', name: 'abcd' } }, { 'patient.age': ['类型不正确,应为整数'], 'patient.name': ['不能超过3个字符'] }], // prettier-ignore
  ])('names %s', (_, body, expected) => {
    expect(errorsOf(body)).toEqual(expected);
  });

  it('names each of thousands of places where a choice of shapes fails', () => {
    const check = checkOf(Type.Array(Type.Union([Type.Integer(), Type.Null()])));
    const checked = check(Array.from({ length: 10_000 }, () => 'x'));
    expect(Object.entries('errors' in checked ? checked.errors : {})).toHaveLength(10_000);
  });

  it('throws where the schema itself is wrong', () => {
    expect(() => checkOf(Type.Unsafe({ type: 'string', maxLenght: 3 }))('x')).toThrow(/maxLenght/);
  });
});
