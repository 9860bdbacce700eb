import { FIELDS } from '../../../src/domain/catalogue/catalogue.ts';
import { orderOf } from '../../../src/domain/catalogue/kinds.ts';
import { gramsOf, gramsWanted } from '../../../src/projections/cases/grams.ts';
import { numbersOf, pathNumber } from '../../../src/projections/cases/numbers.ts';
import { presenceToken, tokensOf, valueToken } from '../../../src/projections/cases/tokens.ts';

it('D-20: every part of one or two characters is a gram of its field', () => {
  const grams = gramsOf({ name: '张小明', pat_med_card: '12', inpatient_no: null });
  expect([...grams].sort()).toEqual(['c1', 'c12', 'c2', 'n小', 'n小明', 'n张', 'n张小', 'n明'].sort());
});

it('D-20: characters outside the basic plane are one character', () => {
  expect(gramsOf({ name: '𠮷田', pat_med_card: null, inpatient_no: null })).toEqual(['n𠮷', 'n𠮷田', 'n田']);
  expect(gramsWanted('name', '𠮷')).toEqual({ grams: ['n𠮷'], exact: true });
});

it('D-20: a part is searched by its pairs, which are enough up to two characters', () => {
  expect(gramsWanted('name', '小明')).toEqual({ grams: ['n小明'], exact: true });
  expect(gramsWanted('pat_med_card', '1212')).toEqual({ grams: ['c12', 'c21', 'c12'], exact: false });
});

it('D-20: letters of ASCII are searched whatever their case; others are themselves', () => {
  expect(gramsOf({ name: 'Ⅷ王É', pat_med_card: 'Mz', inpatient_no: null })).toEqual(
    gramsOf({ name: 'Ⅷ王É', pat_med_card: 'mZ', inpatient_no: null }),
  );
  expect(gramsWanted('pat_med_card', 'MZ')).toEqual({ grams: ['cmz'], exact: true });
  expect(gramsWanted('name', 'É')).not.toEqual(gramsWanted('name', 'é'));
});

it('D-20: a value has one token wherever it comes from, another under every other path', () => {
  const tokens = tokensOf({ 'patient.bed_no': '45', symptoms_multi: [1, 2], 'patient.wristlet': '45' });
  expect(tokens).toContain(valueToken('patient.bed_no', 45));
  expect(tokens).toContain(valueToken('symptoms_multi', 2));
  expect(tokens).toContain(presenceToken('symptoms_multi'));
  expect(tokens).toHaveLength(7);
  expect(tokens).not.toContain(valueToken('patient.bed_no', '4'));
  expect(tokens).not.toContain(presenceToken('patient.bed_n'));
  expect([...tokens].sort((a, b) => a - b)).toEqual(tokens);
});

it('D-20: numbers, dates and times stand beside the numbers of their paths, and have no token but of being set', () => {
  const values = {
    'patient.age': 45,
    'patient.birth_date': '1970-01-02',
    call_time: '1970-01-01T00:01:00Z',
    'patient.wristlet': '45',
  };
  const { paths, values: numbers } = numbersOf(values);
  const byPath = new Map(paths.map((path, index) => [path, numbers[index]]));
  expect(byPath.get(pathNumber('patient.age'))).toBe(45);
  expect(byPath.get(pathNumber('patient.birth_date'))).toBe(86_400);
  expect(byPath.get(pathNumber('call_time'))).toBe(60);
  expect([...paths].sort((a, b) => a - b)).toEqual(paths);
  expect(paths).toHaveLength(3);
  expect(tokensOf(values)).toHaveLength(5);
});

it('D-07, A-13, D-20: a flag that may be a time has a token as a flag and a rank as a time', () => {
  const name = FIELDS.find(({ kind }) => kind === 'flagOrDatetime')?.path ?? '';
  expect([numbersOf({ [name]: true }).paths.length, tokensOf({ [name]: true }).length]).toEqual([0, 2]);
  const time = { [name]: '2026-01-01T00:00:00Z' };
  expect([numbersOf(time).paths.length, tokensOf(time).length]).toEqual([1, 1]);
});

it('D-20: no two paths whose values follow each other share a number', () => {
  const paths = [...new Set(FIELDS.filter((field) => orderOf(field)).map(({ path }) => path))];
  expect(paths.length).toBeGreaterThan(150);
  expect(new Set(paths.map(pathNumber)).size).toBe(paths.length);
  expect(paths.map(pathNumber).every((number) => Number.isInteger(number) && number >= 0 && number < 2 ** 31)).toBe(
    true,
  );
});

it('D-20: a hundred thousand different values have as many tokens', () => {
  const paths = ['patient.age', 'patient.name', 'therapy.tici', 'assist_examination.triage_time'];
  const tokens = paths.flatMap((path) => Array.from({ length: 25_000 }, (_, value) => valueToken(path, value)));
  expect(new Set(tokens).size).toBe(100_000);
});
