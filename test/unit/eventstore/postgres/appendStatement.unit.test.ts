import { appendStatement } from '../../../../src/eventstore/postgres/appendStatement.ts';
import { separatorFor, textArray } from '../../../../src/eventstore/arrays.ts';
import { toNumber, toPosition } from '../../../../src/eventstore/postgres/positions.ts';
import { outcomesOf } from '../../../../src/eventstore/postgres/verdicts.ts';
import { newEvents } from '../../../contract/events.ts';

describe('positions', () => {
  it('compare as text as the numbers do (D-34)', () => {
    const numbers = [0, 1, 9, 10, 99, 100, 4_294_967_296, Number.MAX_SAFE_INTEGER];
    const texts = numbers.map(toPosition);
    expect([...texts].sort()).toEqual(texts);
    expect(texts.map(toNumber)).toEqual(numbers);
    expect(texts[1]).toBe('00000000000000000001');
  });

  it.each(['x', '-1', '1.5', '99999999999999999999'])('refuse %s', (text) => {
    expect(() => toNumber(text)).toThrow(RangeError);
  });
});

describe('an array for PostgreSQL', () => {
  it('keeps quotes, backslashes, commas, braces, NULL and nothing at all as they are', () => {
    expect(textArray(['a"b', 'c\\d', 'e,f', '{g}', 'NULL', ''])).toBe('{"a\\"b","c\\\\d","e,f","{g}","NULL",""}');
  });
});

describe('a separator', () => {
  const controls = ['\u001f', '\u001e', '\u001d', '\u001c'];

  it.each([
    ['{"a":1}', '{}'],
    ['\u001f', 'b'],
    ['\u001f\u001e\u001d\u001c', ''],
    ['\u001f\u001e\u001e\u001d', '\u001e\u001c\u001f'],
    [...controls, ...controls.map((control) => control.repeat(3)), '\u001f\u001e\u001e\u001e'],
  ])('takes joined texts apart again: %j', (...texts) => {
    const separator = separatorFor(texts);
    expect(texts.join(separator).split(separator)).toEqual(texts);
  });
});

describe('an append statement', () => {
  const [one, two] = [newEvents(2), newEvents(1)];

  it('says that streams are distinct only when they are', () => {
    const append = { stream: 'patient-1', events: one, expected: -1 };
    const other = { stream: 'patient-2', events: two, expected: 4 };
    expect(appendStatement([append, other], { judgeEach: false, tell: true }).values[0]).toBe(true);
    expect(appendStatement([append, other, append], { judgeEach: false, tell: true }).values[0]).toBe(false);
    expect(appendStatement([append, other], { judgeEach: true, tell: true }).values[0]).toBe(false);
  });

  it('gives every event its stream and revision', () => {
    const batch = [
      { stream: 'patient-1', events: one, expected: -1 },
      { stream: 'patient-2', events: two, expected: 4 },
    ];
    const { values } = appendStatement(batch, { judgeEach: false, tell: true });
    expect(values.slice(1, 6)).toEqual([
      '{"patient-1","patient-2"}',
      '{-1,4}',
      '{2,1}',
      '{"patient-1","patient-1","patient-2"}',
      '{0,1,5}',
    ]);
  });
});

describe('the outcomes of a batch', () => {
  const [first, second] = [
    { stream: 'patient-1', events: newEvents(2), expected: -1 },
    { stream: 'patient-2', events: newEvents(1), expected: 4 },
  ];

  it('follow from the first position when all were stored as expected', () => {
    expect(outcomesOf([first, second], { firstPosition: 7, verdicts: undefined })).toEqual([
      { status: 'done', stored: true, appended: { firstRevision: 0, lastRevision: 1, position: toPosition(8) } },
      { status: 'done', stored: true, appended: { firstRevision: 5, lastRevision: 5, position: toPosition(9) } },
    ]);
  });

  it('are the verdicts when there are any', () => {
    const outcomes = outcomesOf([first, second, first, second], {
      firstPosition: 7,
      verdicts: [{ actual: 3 }, { taken: true }, { first: 0, last: 1, position: '5' }],
    });
    expect(outcomes).toMatchObject([
      { status: 'refused', error: { name: 'WrongExpectedRevision', expected: -1, actual: 3 } },
      { status: 'refused', error: { name: 'EventIdsTaken', stream: 'patient-2' } },
      { status: 'done', stored: false, appended: { firstRevision: 0, lastRevision: 1, position: toPosition(5) } },
      { status: 'refused', error: { message: 'no verdict on an append to patient-2' } },
    ]);
  });
});
