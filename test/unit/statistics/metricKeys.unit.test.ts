import { CASE_TYPE_NAMES } from '../../../src/domain/catalogue/caseTypes.ts';
import { METRICS_OF } from '../../../src/domain/catalogue/intervals.ts';
import { ALL_CASES } from '../../../src/domain/statistics/tally.ts';

const STORED = CASE_TYPE_NAMES.flatMap((caseType) => [
  [caseType, ALL_CASES] as const,
  ...METRICS_OF[caseType].map(({ key }) => [caseType, key] as const),
]);

describe('the names under which figures are kept', () => {
  it.each(STORED)('of %s hold no blank, at which a row of figures is cut: "%s"', (_, name) => {
    expect(name).not.toMatch(/\s/);
  });

  it.each(CASE_TYPE_NAMES)('of %s differ from each other', (caseType) => {
    const names = STORED.filter(([type]) => type === caseType).map(([, name]) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});
