import { gramsOf, gramsWanted } from '../../../src/projections/cases/grams.ts';
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

it('D-20: a value has one token wherever it comes from, another under every other path', () => {
  const tokens = tokensOf({ 'patient.age': 45, symptoms_multi: [1, 2], 'patient.wristlet': '45' });
  expect(tokens).toContain(valueToken('patient.age', '45'));
  expect(tokens).toContain(valueToken('symptoms_multi', 2));
  expect(tokens).toContain(presenceToken('symptoms_multi'));
  expect(tokens).toHaveLength(7);
  expect(tokens).not.toContain(valueToken('patient.age', 4));
  expect(tokens).not.toContain(presenceToken('patient.ag'));
  expect([...tokens].sort((a, b) => a - b)).toEqual(tokens);
});

it('D-20: a hundred thousand different values have as many tokens', () => {
  const paths = ['patient.age', 'patient.name', 'therapy.tici', 'assist_examination.triage_time'];
  const tokens = paths.flatMap((path) => Array.from({ length: 25_000 }, (_, value) => valueToken(path, value)));
  expect(new Set(tokens).size).toBe(100_000);
});
