import { GBS_RANGE, gbsRisk, gbsTotal, type GbsInputs } from '../../../src/domain/scores/gbs.ts';
import { heartRisk, heartTotal, type HeartInputs } from '../../../src/domain/scores/heart.ts';
import { findResponseLimit } from '../../../src/domain/scores/illnessGrade.ts';
import { isMewsCritical, mewsTotal, type MewsInputs } from '../../../src/domain/scores/mews.ts';

describe('MEWS (clinical.md 2.7, D-31), at every boundary', () => {
  const well: MewsInputs = { systolic: 120, heartRate: 80, breaths: 12, temperature: 36.5, conscious: '1' };

  it.each<[keyof MewsInputs, number | string, number | undefined]>([
    ['systolic', 0, 3],
    ['systolic', 70, 3],
    ['systolic', 71, 2],
    ['systolic', 80, 2],
    ['systolic', 81, 1],
    ['systolic', 100, 1],
    ['systolic', 101, 0],
    ['systolic', 199, 0],
    ['systolic', 200, 2],
    ['heartRate', 0, 2],
    ['heartRate', 40, 2],
    ['heartRate', 41, 1],
    ['heartRate', 50, 1],
    ['heartRate', 51, 0],
    ['heartRate', 100, 0],
    ['heartRate', 101, 1],
    ['heartRate', 110, 1],
    ['heartRate', 111, 2],
    ['heartRate', 129, 2],
    ['heartRate', 130, 3],
    ['breaths', 0, 2],
    ['breaths', 8, 2],
    ['breaths', 9, 0],
    ['breaths', 14, 0],
    ['breaths', 15, 1],
    ['breaths', 20, 1],
    ['breaths', 21, 2],
    ['breaths', 29, 2],
    ['breaths', 30, 3],
    ['temperature', 34.9, 2],
    ['temperature', 35, 0],
    ['temperature', 38.4, 0],
    ['temperature', 38.45, 0],
    ['temperature', 38.5, 2],
    ['conscious', '1', 0],
    ['conscious', '2', 1],
    ['conscious', '3', 2],
    ['conscious', '4', 3],
    ['conscious', '5', undefined],
    ['conscious', '6', undefined],
    ['conscious', '7', undefined],
    ['conscious', '8', undefined],
    ['conscious', '', undefined],
  ])('%s %p adds %p', (item, value, points) => expect(mewsTotal({ ...well, [item]: value })).toBe(points));

  it('runs to 14 and is critical from 5', () => {
    const worst = { systolic: 60, heartRate: 140, breaths: 35, temperature: 39, conscious: '4' };
    expect(mewsTotal(worst)).toBe(14);
    expect([4, 5].map(isMewsCritical)).toEqual([false, true]);
  });
});

describe('GBS (clinical.md 2.8, D-31), at every boundary', () => {
  const well: GbsInputs = {
    ...{ gender: '1', urea: 5, haemoglobin: 140, systolic: 120, pulse: 80 },
    ...{ melaena: false, syncope: false, hepaticDisease: false, cardiacFailure: false },
  };

  it.each<[keyof GbsInputs, number | boolean, number]>([
    ['urea', 6.4, 0],
    ['urea', 6.5, 2],
    ['urea', 7.9, 2],
    ['urea', 8, 3],
    ['urea', 9.9, 3],
    ['urea', 10, 4],
    ['urea', 24.9, 4],
    ['urea', 25, 6],
    ['haemoglobin', 130, 0],
    ['haemoglobin', 129, 1],
    ['haemoglobin', 120, 1],
    ['haemoglobin', 119, 3],
    ['haemoglobin', 100, 3],
    ['haemoglobin', 99, 6],
    ['systolic', 110, 0],
    ['systolic', 109, 1],
    ['systolic', 100, 1],
    ['systolic', 99, 2],
    ['systolic', 90, 2],
    ['systolic', 89, 3],
    ['pulse', 99, 0],
    ['pulse', 100, 1],
    ['melaena', true, 1],
    ['syncope', true, 2],
    ['hepaticDisease', true, 2],
    ['cardiacFailure', true, 2],
  ])('%s %p adds %i', (item, value, points) => expect(gbsTotal({ ...well, [item]: value })).toBe(points));

  it.each([
    [120, 0],
    [119, 1],
    [100, 1],
    [99, 6],
  ])('the haemoglobin of a woman, %i, adds %i', (haemoglobin, points) =>
    expect(gbsTotal({ ...well, gender: '2', haemoglobin })).toBe(points),
  );

  it.each([undefined, '', '9'])('is refused, not guessed, for gender %p', (gender) =>
    expect(gbsTotal({ ...well, gender })).toBeUndefined(),
  );

  it('runs from 0 to 23', () => {
    expect(gbsTotal(well)).toBe(GBS_RANGE.min);
    const worst = { gender: '2', urea: 30, haemoglobin: 60, systolic: 70, pulse: 130 };
    expect(gbsTotal({ ...worst, melaena: true, syncope: true, hepaticDisease: true, cardiacFailure: true })).toBe(
      GBS_RANGE.max,
    );
  });

  it.each([
    [0, 'veryLow'],
    [1, 'veryLow'],
    [2, 'intermediate'],
    [6, 'intermediate'],
    [7, 'high'],
    [23, 'high'],
  ])('%i is %s', (total, risk) => expect(gbsRisk(total)).toBe(risk));
});

describe('HEART (clinical.md 2.9), at every boundary', () => {
  const well: HeartInputs = {
    ...{ history: 0, ecg: 0, age: 30, riskFactors: 0, knownAtherosclerosis: false, troponin: 0.5 },
  };

  it.each<[keyof HeartInputs, number | boolean, number | undefined]>([
    ['history', 0, 0],
    ['history', 2, 2],
    ['history', 3, undefined],
    ['history', -1, undefined],
    ['ecg', 1, 1],
    ['ecg', 2, 2],
    ['ecg', 3, undefined],
    ['age', 44, 0],
    ['age', 45, 1],
    ['age', 64, 1],
    ['age', 65, 2],
    ['riskFactors', 0, 0],
    ['riskFactors', 1, 1],
    ['riskFactors', 2, 1],
    ['riskFactors', 3, 2],
    ['knownAtherosclerosis', true, 2],
    ['troponin', 1, 0],
    ['troponin', 1.01, 1],
    ['troponin', 3, 1],
    ['troponin', 3.01, 2],
    ['troponin', -1, undefined],
    ['troponin', Number.NaN, undefined],
  ])('%s %p adds %p', (item, value, points) => expect(heartTotal({ ...well, [item]: value })).toBe(points));

  it('runs to 10', () =>
    expect(heartTotal({ history: 2, ecg: 2, age: 80, riskFactors: 1, knownAtherosclerosis: true, troponin: 5 })).toBe(
      10,
    ));

  it.each([
    [0, 'low'],
    [3, 'low'],
    [4, 'moderate'],
    [6, 'moderate'],
    [7, 'high'],
    [10, 'high'],
  ])('%i is %s', (total, risk) => expect(heartRisk(total)).toBe(risk));
});

describe('the limits of triage (clinical.md 2.5)', () => {
  it.each([
    ['1', 0],
    ['2', 10],
    ['3', 30],
    ['4', 60],
    ['unknown', undefined],
  ])('grade %s is seen within %p minutes', (grade, minutes) => expect(findResponseLimit(grade)).toBe(minutes));
});
