import { withMoreErrors } from '../../../src/api/dialect/moreErrors.ts';

const at = (...paths: readonly string[]) => Object.fromEntries(paths.map((path) => [path, [path]]));

describe('two checks of one body', () => {
  it.each([
    ['the same place', 'patient.age', 'patient.age'],
    ['a place within', 'pre_ecg_in', 'pre_ecg_in[0].id'],
    ['a place around', 'patient.age', 'patient'],
  ])('say once what both say of %s', (_, found, more) =>
    expect(withMoreErrors(at(found), at(more))).toEqual(at(found)),
  );

  it.each([
    ['patient.age', 'patient.name'],
    ['pre_ecg', 'pre_ecg_in'],
    ['pre_ecg_in[1]', 'pre_ecg_in[10]'],
  ])('say both where the places are apart: %s and %s', (found, more) =>
    expect(withMoreErrors(at(found), at(more))).toEqual(at(found, more)),
  );

  it('hold nobody up, however many places they name', () => {
    const places = Array.from({ length: 20_000 }, (_, index) => `a.${index}`);
    expect(Object.keys(withMoreErrors(at(...places), at(...places)))).toHaveLength(20_000);
    const deep = '.'.repeat(500_000);
    expect(Object.keys(withMoreErrors(at(deep), at(`${deep}a`)))).toHaveLength(2);
  });
});
