import {
  GRACE_RANGE,
  graceRisk,
  graceRiskOfStemi,
  graceTotal,
  type GraceInputs,
} from '../../../src/domain/scores/grace.ts';

/** Adds 0 but for the creatinine, which adds at least 1. */
const LEAST: GraceInputs = {
  age: 29,
  heartRate: 49,
  systolic: 200,
  creatinine: 0,
  killip: 1,
  cardiacArrest: false,
  stDeviation: false,
  raisedMarkers: false,
};
const points = (inputs: Partial<GraceInputs>) => (graceTotal({ ...LEAST, ...inputs }) ?? Number.NaN) - 1;

describe('GRACE (clinical.md 2.2, D-31), at every boundary', () => {
  it.each<[keyof GraceInputs, number, number]>([
    ['age', 0, 0],
    ['age', 29, 0],
    ['age', 30, 8],
    ['age', 39, 8],
    ['age', 40, 25],
    ['age', 49, 25],
    ['age', 50, 41],
    ['age', 59, 41],
    ['age', 60, 58],
    ['age', 69, 58],
    ['age', 70, 75],
    ['age', 79, 75],
    ['age', 80, 91],
    ['age', 89, 91],
    ['age', 90, 100],
    ['age', 120, 100],
    ['heartRate', 0, 0],
    ['heartRate', 49, 0],
    ['heartRate', 50, 3],
    ['heartRate', 69, 3],
    ['heartRate', 70, 9],
    ['heartRate', 89, 9],
    ['heartRate', 90, 15],
    ['heartRate', 109, 15],
    ['heartRate', 110, 24],
    ['heartRate', 149, 24],
    ['heartRate', 150, 38],
    ['heartRate', 199, 38],
    ['heartRate', 200, 46],
    ['systolic', 0, 58],
    ['systolic', 79, 58],
    ['systolic', 80, 53],
    ['systolic', 99, 53],
    ['systolic', 100, 43],
    ['systolic', 119, 43],
    ['systolic', 120, 34],
    ['systolic', 139, 34],
    ['systolic', 140, 24],
    ['systolic', 159, 24],
    ['systolic', 160, 10],
    ['systolic', 199, 10],
    ['systolic', 200, 0],
    ['creatinine', 35.3, 0],
    ['creatinine', 35.4, 3],
    ['creatinine', 70.6, 3],
    ['creatinine', 70.7, 6],
    ['creatinine', 106, 6],
    ['creatinine', 106.1, 9],
    ['creatinine', 141.3, 9],
    ['creatinine', 141.4, 12],
    ['creatinine', 176.7, 12],
    ['creatinine', 176.8, 20],
    ['creatinine', 353.5, 20],
    ['creatinine', 353.6, 27],
    ['killip', 1, 0],
    ['killip', 2, 20],
    ['killip', 3, 39],
    ['killip', 4, 59],
  ])('%s %d adds %i', (item, value, expected) => expect(points({ [item]: value })).toBe(expected));

  it.each([
    ['cardiacArrest', 39],
    ['stDeviation', 28],
    ['raisedMarkers', 14],
  ] as const)('%s adds %i', (item, expected) => expect(points({ [item]: true })).toBe(expected));

  it('runs from 1 to 372', () => {
    expect(graceTotal(LEAST)).toBe(GRACE_RANGE.min);
    const most = { age: 90, heartRate: 200, systolic: 79, creatinine: 353.6, killip: 4 } as const;
    expect(graceTotal({ ...most, cardiacArrest: true, stDeviation: true, raisedMarkers: true })).toBe(GRACE_RANGE.max);
  });

  it('is refused for a measurement below zero', () => expect(graceTotal({ ...LEAST, systolic: -1 })).toBeUndefined());

  it.each([
    [1, 'low'],
    [108, 'low'],
    [109, 'intermediate'],
    [140, 'intermediate'],
    [141, 'high'],
    [372, 'high'],
  ])('NSTEMI and UA: %i is %s', (score, risk) => expect(graceRisk(score)).toBe(risk));

  it.each([
    [49, 'low'],
    [125, 'low'],
    [126, 'intermediate'],
    [154, 'intermediate'],
    [155, 'high'],
    [319, 'high'],
  ])('STEMI: %i is %s', (score, risk) => expect(graceRiskOfStemi(score)).toBe(risk));
});
