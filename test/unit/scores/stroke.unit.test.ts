import { isExcellentOutcome, isGoodOutcome, isMrs } from '../../../src/domain/scores/mrs.ts';
import { NIHSS_ITEMS, NIHSS_RANGE, nihssBand, nihssTotal, type NihssItem } from '../../../src/domain/scores/nihss.ts';

const itemsOf = (of: (item: NihssItem) => number): Record<NihssItem, number> => ({
  consciousness: of('consciousness'),
  questions: of('questions'),
  commands: of('commands'),
  gaze: of('gaze'),
  visual: of('visual'),
  facial: of('facial'),
  leftArm: of('leftArm'),
  rightArm: of('rightArm'),
  leftLeg: of('leftLeg'),
  rightLeg: of('rightLeg'),
  ataxia: of('ataxia'),
  sensory: of('sensory'),
  language: of('language'),
  dysarthria: of('dysarthria'),
  neglect: of('neglect'),
});
const NONE = itemsOf(() => 0);

describe('NIHSS (clinical.md 2.3, D-31), at every boundary', () => {
  const MAXIMA: readonly [NihssItem, number, boolean][] = [
    ['consciousness', 3, false],
    ['questions', 2, false],
    ['commands', 2, false],
    ['gaze', 2, false],
    ['visual', 3, false],
    ['facial', 3, false],
    ['leftArm', 4, true],
    ['rightArm', 4, true],
    ['leftLeg', 4, true],
    ['rightLeg', 4, true],
    ['ataxia', 2, true],
    ['sensory', 2, false],
    ['language', 3, false],
    ['dysarthria', 2, true],
    ['neglect', 2, false],
  ];

  it.each(MAXIMA)('%s has 0 to %i; untestable: %p', (item, max, mayBeUntestable) => {
    expect(nihssTotal({ ...NONE, [item]: max })).toBe(max);
    expect(nihssTotal({ ...NONE, [item]: max + 1 })).toBeUndefined();
    expect(nihssTotal({ ...NONE, [item]: -1 })).toBeUndefined();
    expect(nihssTotal({ ...NONE, [item]: 0.5 })).toBeUndefined();
    expect(nihssTotal({ ...NONE, [item]: 9 })).toBe(mayBeUntestable ? 0 : undefined);
  });

  it('runs from 0 to 42', () => {
    expect(NIHSS_ITEMS).toEqual(MAXIMA.map(([item]) => item));
    expect(nihssTotal(NONE)).toBe(NIHSS_RANGE.min);
    const max = new Map(MAXIMA.map(([item, most]) => [item, most]));
    expect(nihssTotal(itemsOf((item) => max.get(item) ?? 0))).toBe(NIHSS_RANGE.max);
  });

  it.each([
    [0, '1'],
    [1, '2'],
    [4, '2'],
    [5, '3'],
    [15, '3'],
    [16, '4'],
    [20, '4'],
    [21, '5'],
    [42, '5'],
  ])('%i is band %s', (score, band) => expect(nihssBand(score)).toBe(band));
});

describe('mRS (clinical.md 2.4)', () => {
  it.each([
    [-1, false, false, false],
    [0, true, true, true],
    [1, true, true, true],
    [2, true, true, false],
    [3, true, false, false],
    [6, true, false, false],
    [7, false, false, false],
    [1.5, false, false, false],
  ])('%d: a grade %p, good %p, excellent %p', (grade, valid, good, excellent) =>
    expect([isMrs(grade), isGoodOutcome(grade), isExcellentOutcome(grade)]).toEqual([valid, good, excellent]),
  );
});
