import type { CaseTypeName } from '../../../src/domain/catalogue/caseTypes.ts';
import { cursorText } from '../../../src/projections/cases/cursor.ts';
import { readListQuery, type RawParameters } from '../../../src/projections/cases/readListQuery.ts';

const ZONE = 'Asia/Shanghai';

const read = (raw: RawParameters, caseType: CaseTypeName = 'apoplexy', zone = ZONE) => {
  const reading = readListQuery(caseType, raw, zone);
  return 'query' in reading ? reading.query : reading.problems;
};

it('E-GEN-11, D-17: asks for the newest 20 by default', () => {
  expect(read({})).toEqual({
    caseType: 'apoplexy',
    filters: [],
    created: undefined,
    order: { column: 'created_time', descending: true },
    limit: 20,
    offset: 0,
    deleted: false,
  });
});

it.each([
  [{ limit: '1000000' }, { limit: 500 }],
  [{ limit: '9007199254740991' }, { limit: 500 }],
  [{ limit: '0' }, { limit: 20 }],
  [
    { limit: '7', offset: '14' },
    { limit: 7, offset: 14 },
  ],
  [{ limit: ['5', '6'] }, { limit: 6 }],
  [{ deleted: 'True' }, { deleted: true }],
  [{ ordering: '-illness_grade' }, { order: { column: 'illness_grade', descending: true } }],
  [{ ordering: 'patient__gender' }, { order: { column: 'gender', descending: false } }],
])('D-17: reads %j', (raw, expected) => {
  expect(read(raw)).toMatchObject(expected);
});

it('E-GEN-03, E-GEN-09: takes what every route understands for no filter', () => {
  expect(read({ token: 't', profile: '', format: 'json' })).toEqual(read({}));
});

it('ignores the empty boxes of a search form', () => {
  expect(
    read({
      gender: '',
      patient__name: '',
      'created_time[]': ['', ''],
      month: '',
      same_name: '',
      limit: '',
      'patient__age[]': ['', ''],
    }),
  ).toEqual(read({}));
});

it.each([
  [{ 'patient__age[]': ['60', '80'] }, 60, 80],
  [{ 'patient__age[]': ['-1', '999.5'] }, -1, 999.5],
  [{ 'patient__birth_date[]': ['1970-01-02', '1970-01-03'] }, 86_400, 172_800],
  [{ 'call_time[]': ['1970-01-02', '1970-01-02'] }, 57_600, 143_999],
  [{ 'call_time[]': ['1970-01-02 08:00', '1970-01-02 08:00:07'] }, 86_400, 86_407],
  [{ 'call_time[]': ['1970-01-02T00:00:00Z', '1970-01-01'] }, 86_400, 57_599],
  [{ patient__age: '61' }, 61, 61],
  [{ call_time: '1970-01-02 08:00' }, 86_400, 86_400],
])('E-GEN-07, A-40, D-20: reads the ranks that %j includes', (raw, from, to) => {
  expect(read(raw)).toMatchObject({ filters: [{ kind: 'range', from, to }] });
});

const order = { column: 'gender', descending: true } as const;
const place = { id: 7, at: '2026-11-23T04:00:00.123456Z', sorted: '1' };
const cursor = cursorText({ caseType: 'apoplexy', order }, place);
const forged = (parts: readonly unknown[]): string => Buffer.from(JSON.stringify(parts)).toString('base64url');

it('D-17: a cursor leads back to its place, in the order that it is of', () => {
  expect(read({ cursor, ordering: '-gender', limit: '5' })).toMatchObject({ cursor: place, order, limit: 5 });
  expect(read({ cursor: '*' })).toMatchObject({ cursor: 'start' });
  expect(read({ cursor: '' })).toEqual(read({}));
});

it.each([
  [{ cursor }, 'cursor_of_other_order'],
  [{ cursor, ordering: 'gender' }, 'cursor_of_other_order'],
  [{ cursor, ordering: '-gender', offset: '20' }, 'cursor_and_offset'],
  [{ cursor: '*', offset: '20' }, 'cursor_and_offset'],
  [{ cursor: cursorText({ caseType: 'basic', order }, place), ordering: '-gender' }, 'cursor_broken'],
  [{ cursor: cursor.slice(0, -3), ordering: '-gender' }, 'cursor_broken'],
  [{ cursor: 'x' }, 'cursor_broken'],
  [{ cursor: forged([]) }, 'cursor_broken'],
  [{ cursor: forged([2, 'apoplexy', '-gender', 7, place.at, '1']) }, 'cursor_broken'],
  [{ cursor: forged([1, 'apoplexy', '-gender', '7', place.at, '1']) }, 'cursor_broken'],
  [{ cursor: forged([1, 'apoplexy', '-gender', 7, '2026-02-30T04:00:00.000000Z', '1']) }, 'cursor_broken'],
  [{ cursor: forged([1, 'apoplexy', '-gender', 7, '0000-01-01T00:00:00.000000Z', '1']) }, 'cursor_broken'],
  [{ cursor: forged([1, 'apoplexy', '-gender', 7, 'now', '1']) }, 'cursor_broken'],
  [{ cursor: forged([1, 'apoplexy', '-gender', 7, place.at, 'a\0']) }, 'cursor_broken'],
  [{ cursor: forged([1, 'apoplexy', '-gender', 7, place.at, 1]) }, 'cursor_broken'],
  [{ cursor: forged([1, 'apoplexy', '-gender', 7, place.at, '1', '1']) }, 'cursor_broken'],
  [{ cursor: Buffer.from('{"length":6}').toString('base64url') }, 'cursor_broken'],
])('D-17: refuses the cursor of %j', (raw, problem) => {
  expect(read(raw)).toEqual({ cursor: problem });
});

it.each([
  [{ 'patient__age[]': '60' }, { 'patient__age[]': 'range_ends' }],
  [{ 'patient__age[]': ['60', '70', '80'] }, { 'patient__age[]': 'range_ends' }],
  [{ 'patient__age[]': ['60', ''] }, { 'patient__age[]': 'range_ends' }],
  [{ 'patient__age[]': ['60', 'old'] }, { 'patient__age[]': 'wrong_type' }],
  [{ 'patient__birth_date[]': ['1970-01-02', '1970-02-30'] }, { 'patient__birth_date[]': 'date_impossible' }],
  [{ 'call_time[]': ['soon', '2026-01-01'] }, { 'call_time[]': 'time_format' }],
  [{ 'gender[]': ['1', '2'] }, { 'gender[]': 'unknown_parameter' }],
  [{ 'patient__name[]': ['a', 'b'] }, { 'patient__name[]': 'unknown_parameter' }],
  [{ 'nobody[]': ['1', '2'] }, { 'nobody[]': 'unknown_parameter' }],
  [{ 'special_treat__grace_score[]': ['1', '2'] }, { 'special_treat__grace_score[]': 'unknown_parameter' }],
  [{ nonsense: '1' }, { nonsense: 'unknown_parameter' }],
  [
    { nonsense: '', patient__nonsense: '2' },
    { nonsense: 'unknown_parameter', patient__nonsense: 'unknown_parameter' },
  ],
  [{ first_diagnosis: '1' }, { first_diagnosis: 'unknown_parameter' }],
  [{ critical: 'True' }, { critical: 'unknown_parameter' }],
  [{ limit: 'many' }, { limit: 'not_a_count' }],
  [{ offset: '-1' }, { offset: 'not_a_count' }],
  [{ offset: '1e3' }, { offset: 'not_a_count' }],
  [{ ordering: 'patient__name' }, { ordering: 'unknown_order' }],
  [{ ordering: 'treatment_type' }, { ordering: 'unknown_order' }],
  [{ ordering: '; drop table cases' }, { ordering: 'unknown_order' }],
  [{ deleted: 'maybe' }, { deleted: 'wrong_type' }],
  [{ same_name: '1' }, { same_name: 'wrong_type' }],
  [{ patient__name: 'a\0b' }, { patient__name: 'wrong_type' }],
  [{ 'created_time[]': '2021-06-01' }, { 'created_time[]': 'range_ends' }],
  [{ 'created_time[]': ['2021-06-01', '2021-06-02', '2021-06-03'] }, { 'created_time[]': 'range_ends' }],
  [{ 'created_time[]': ['2021-06-01', '2021-06-31'] }, { 'created_time[]': 'time_impossible' }],
  [{ 'created_time[]': ['soon', '2021-06-30'] }, { 'created_time[]': 'time_format' }],
  [{ start_time: '2021-06-01 24:00' }, { start_time: 'time_impossible' }],
  [{ month: '2021-13-01' }, { month: 'month_format' }],
  [{ month: '2021-06-02' }, { month: 'month_format' }],
  [{ patient__pre_warning__is_start_mdt: 'perhaps' }, { patient__pre_warning__is_start_mdt: 'wrong_type' }],
  [{ patient__name: { a: 'b' }, patient__constructor: 'x' }, { patient__constructor: 'unknown_parameter' }],
])('names what is wrong with %j', (raw, problems) => {
  expect(read(raw)).toEqual(problems);
});

it('names every parameter that is wrong at once, also one called like the root of all objects', () => {
  const raw = Object.fromEntries([
    ['__proto__', '1'],
    ['constructor', '1'],
    ['limit', '-1'],
  ]);
  expect(Object.entries(read(raw))).toEqual([
    ['__proto__', 'unknown_parameter'],
    ['constructor', 'unknown_parameter'],
    ['limit', 'not_a_count'],
  ]);
});

it('D-20: includes both ends of a range, whole days by their dates and whole seconds by their times', () => {
  expect(read({ 'created_time[]': ['2021-06-01', '2021-06-30'] })).toMatchObject({
    created: {
      from: '2021-05-31T16:00:00Z',
      before: '2021-06-30T16:00:00Z',
      days: { first: '2021-06-01', last: '2021-06-30' },
    },
  });
  expect(read({ 'created_time[]': ['2021-06-01 08:00', '2021-06-03 08:00:01'] })).toMatchObject({
    created: {
      from: '2021-06-01T00:00:00Z',
      before: '2021-06-03T00:00:02.000Z',
      days: { first: '2021-06-02', last: '2021-06-02' },
    },
  });
});

it('D-41: cuts days by the clocks of the zone, also where summer time makes one an hour shorter', () => {
  expect(read({ start_time: '2021-03-28', end_time: '2021-03-28' }, 'basic', 'Europe/Berlin')).toMatchObject({
    created: {
      from: '2021-03-27T23:00:00Z',
      before: '2021-03-28T22:00:00Z',
      days: { first: '2021-03-28', last: '2021-03-28' },
    },
  });
});

it('E-GEN-08: a month ends with its last day, also in a leap year', () => {
  expect(read({ month: '2024-02-01' })).toMatchObject({
    created: { days: { first: '2024-02-01', last: '2024-02-29' } },
  });
  expect(read({ month: '2023-12' })).toMatchObject({ created: { days: { first: '2023-12-01', last: '2023-12-31' } } });
});
