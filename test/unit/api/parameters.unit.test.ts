import { Type } from '@sinclair/typebox';
import {
  checkParameters,
  flagParameter,
  idParameter,
  pageParameters,
  rangeParameter,
} from '../../../src/api/dialect/parameters.ts';

const check = checkParameters(
  Type.Object({
    id: Type.Optional(idParameter('id')),
    critical: Type.Optional(flagParameter('flag')),
    'created_time[]': Type.Optional(rangeParameter('range')),
    name: Type.Optional(Type.String()),
    ...pageParameters,
  }),
);

describe('the parameters of an address', () => {
  it.each([
    ['True and False are flags (E-GEN-05)', { critical: 'True' }, { critical: true }],
    ['so is the lower case of the HIS parameter', { critical: 'false' }, { critical: false }],
    ['the same name twice is a range (E-GEN-07)', { 'created_time[]': ['a', 'b'] }, { 'created_time[]': ['a', 'b'] }],
    ['a very large limit is a number (E-GEN-11)', { limit: '1000000' }, { limit: 1_000_000 }],
    [
      'so is one beyond what an id may be, which its list cuts (D-17)',
      { limit: '3000000000' },
      { limit: 3_000_000_000 },
    ],
    ['one beyond exact numbers is the largest of them', { limit: '9'.repeat(400) }, { limit: Number.MAX_SAFE_INTEGER }],
    ['an offset is as large as it likes', { offset: '3000000000' }, { offset: 3_000_000_000 }],
    ['digits of a text stay text', { name: '007' }, { name: '007' }],
    ['an empty filter is not given', { name: '', id: '' }, {}],
    [
      'every route takes a token, a profile, JSON as the format and what works against caches',
      { token: 'x', profile: '', format: 'json', _: '1' },
      {},
    ],
  ])('%s', (_, given, expected) => {
    expect(check(given)).toEqual({ value: expected });
  });

  it.each([
    ['an id in another notation', { id: '0x10' }, { id: ['类型不正确,应为整数'] }],
    ['an id beyond what can be stored', { id: '2147483648' }, { id: ['不能大于2147483647'] }],
    ['an id of very many digits', { id: '9'.repeat(400) }, { id: ['不能大于2147483647'] }],
    ['an id of nothing', { id: '0' }, { id: ['不能小于1'] }],
    ['a flag of another language', { critical: 'yes' }, { critical: ['类型不正确,应为是/否'] }],
    ['half a range', { 'created_time[]': 'a' }, { 'created_time[]': ['不能少于2项'] }],
    ['a page from before the start', { offset: '-1' }, { offset: ['不能小于0'] }],
    ['a filter nobody knows, which would else answer with the wrong cases', { nmae: 'x' }, { nmae: ['未知字段'] }],
    ['the same name twice where one is wanted', { name: ['a', 'b'] }, { name: ['类型不正确,应为文本'] }],
  ])('%s is refused', (_, given, errors) => {
    expect(check(given)).toEqual({ errors });
  });
});
