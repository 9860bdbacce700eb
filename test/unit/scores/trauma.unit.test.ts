import { GCS_RANGE, gcsSeverity, gcsTotal } from '../../../src/domain/scores/gcs.ts';
import {
  AIS_RANGE,
  doesAisFitIss,
  ISS_TOTALS,
  isSevereIss,
  issTotal,
  type AisGrades,
} from '../../../src/domain/scores/iss.ts';
import { TI_RANGE, traumaIndexSeverity, traumaIndexTotal } from '../../../src/domain/scores/traumaIndex.ts';
import { needsTraumaCentre, trtsTotal } from '../../../src/domain/scores/trts.ts';

describe('GCS (clinical.md 2.6)', () => {
  it.each([
    [1, 1, 1, GCS_RANGE.min],
    [4, 5, 6, GCS_RANGE.max],
    [3, 'T', 5, 9],
    [0, 1, 1, undefined],
    [5, 1, 1, undefined],
    [1, 0, 1, undefined],
    [1, 6, 1, undefined],
    [1, 1, 0, undefined],
    [1, 1, 7, undefined],
    [1.5, 1, 1, undefined],
  ] as const)('E%p V%p M%p is %p', (eyes, verbal, motor, total) =>
    expect(gcsTotal({ eyes, verbal, motor })).toBe(total),
  );

  it.each([
    [3, 'severe'],
    [8, 'severe'],
    [9, 'moderate'],
    [12, 'moderate'],
    [13, 'mild'],
    [15, 'mild'],
  ])('%i is %s', (total, severity) => expect(gcsSeverity(total)).toBe(severity));
});

describe('AIS and ISS (clinical.md 2.6)', () => {
  it.each<[AisGrades, number | undefined]>([
    [{}, 0],
    [{ face: 1 }, 1],
    [{ chest: 4, abdomen: 3, face: 2, external: 1 }, 29],
    [{ chest: 5, abdomen: 5, headNeck: 5 }, 75],
    [{ headNeck: 6 }, 75],
    [{ headNeck: 6, chest: 1 }, 75],
    [{ headNeck: 2, face: 2, chest: 2, abdomen: 2, extremities: 2, external: 2 }, 12],
    [{ chest: 0 }, undefined],
    [{ chest: 7 }, undefined],
    [{ chest: 2.5 }, undefined],
  ])('%j is %p', (regions, total) => expect(issTotal(regions)).toBe(total));

  it('has the totals that three grades can make, 75 for an AIS of 6, and no other', () => {
    const grades = [0, 1, 2, 3, 4, 5];
    const possible = grades.flatMap((chest) =>
      grades.flatMap((face) => grades.map((abdomen) => chest ** 2 + face ** 2 + abdomen ** 2)),
    );
    expect(ISS_TOTALS).toEqual([...new Set(possible)].sort((a, b) => a - b));
    expect(ISS_TOTALS).toHaveLength(45);
    for (const impossible of [7, 15, 23, 28, 31, 37, 74, 76]) expect(ISS_TOTALS).not.toContain(impossible);
  });

  it.each([
    [9, false],
    [14, false],
    [16, true],
    [75, true],
    ['16', false],
    [undefined, false],
  ])('R3: %p is severe: %p', (score, severe) => expect(isSevereIss(score)).toBe(severe));

  it.each([
    [6, 75, true],
    [6, 36, false],
    [5, 75, true],
    [4, 75, false],
    [5, 25, true],
    [5, 24, false],
    [3, 27, true],
    [3, 29, false],
    [1, 1, true],
    [1, 3, true],
    [1, 4, false],
  ])('D-31: the worst AIS %i with an ISS of %i fits: %p', (ais, iss, fits) =>
    expect(doesAisFitIss(ais, iss)).toBe(fits),
  );

  it('grades from 1 to 6', () => expect(AIS_RANGE).toEqual({ min: 1, max: 6 }));
});

describe('trauma index (clinical.md 2.6), both variants', () => {
  const of = (region: number, type: number, circulation: number, breathing: number, consciousness: number) =>
    traumaIndexTotal({ region, type, circulation, breathing, consciousness });

  it('adds five categories to 0 to 30', () => {
    expect(of(0, 0, 0, 0, 0)).toBe(TI_RANGE.min);
    expect(of(6, 6, 6, 6, 6)).toBe(TI_RANGE.max);
    expect(of(1, 3, 5, 6, 0)).toBe(15);
    expect(of(1, 3, 4, 6, 0)).toBe(14);
  });

  it.each([2, 7, -1, 0.5])('refuses a grade of %d', (grade) => expect(of(grade, 0, 0, 0, 0)).toBeUndefined());

  it('refuses grades of both variants at once', () => expect(of(4, 5, 0, 0, 0)).toBeUndefined());

  it.each([
    [0, 'light'],
    [9, 'light'],
    [10, 'moderate'],
    [16, 'moderate'],
    [17, 'severe'],
    [30, 'severe'],
  ])('%i is %s', (total, severity) => expect(traumaIndexSeverity(total)).toBe(severity));
});

describe('T-RTS (clinical.md 2.6), at every boundary', () => {
  const best = { gcs: 15, breaths: 20, systolic: 120 };

  it.each([
    ['gcs', 3, 8],
    ['gcs', 4, 9],
    ['gcs', 5, 9],
    ['gcs', 6, 10],
    ['gcs', 8, 10],
    ['gcs', 9, 11],
    ['gcs', 12, 11],
    ['gcs', 13, 12],
    ['gcs', 15, 12],
    ['gcs', 2, undefined],
    ['gcs', 16, undefined],
    ['breaths', 0, 8],
    ['breaths', 1, 9],
    ['breaths', 5, 9],
    ['breaths', 6, 10],
    ['breaths', 9, 10],
    ['breaths', 10, 12],
    ['breaths', 29, 12],
    ['breaths', 30, 11],
    ['systolic', 0, 8],
    ['systolic', 1, 9],
    ['systolic', 49, 9],
    ['systolic', 50, 10],
    ['systolic', 75, 10],
    ['systolic', 76, 11],
    ['systolic', 89, 11],
    ['systolic', 90, 12],
  ])('%s %i makes %p of 12', (item, value, total) => expect(trtsTotal({ ...best, [item]: value })).toBe(total));

  it('runs from 0; 11 goes to a trauma centre, 12 does not', () => {
    expect(trtsTotal({ gcs: 3, breaths: 0, systolic: 0 })).toBe(0);
    expect([11, 12].map(needsTraumaCentre)).toEqual([true, false]);
  });
});
