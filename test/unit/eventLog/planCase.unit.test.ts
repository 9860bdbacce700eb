import { fallen, logCase, MAP, planned, visits, type Step } from './logCases.ts';
import { readLogMap } from '../../../src/integrations/eventLog/readLogMap.ts';
import { planCase } from '../../../src/integrations/eventLog/planCase.ts';

const TWO_VISITS: readonly Step[] = [
  ['Triage', '07:50'],
  ['Registration', '08:00'],
  ['Release', '12:00'],
  ['Return', '20:00'],
  ['Release', '23:00'],
];

describe('the visits of a log case', () => {
  it('begin at each opening step; what the log has before the first belongs to the first', () => {
    const plan = planned(TWO_VISITS);
    expect(visits(plan)).toEqual([
      ['Triage 07:50', 'Registration 08:00', 'Release 12:00'],
      ['Return 20:00', 'Release 23:00'],
    ]);
    expect(plan.visits.map(({ openedAt }) => openedAt)).toEqual(['2024-05-01T08:00:00Z', '2024-05-01T20:00:00Z']);
    expect(plan.dropped).toEqual([]);
  });

  it('carry the person each (D-01)', () => {
    expect(planned(TWO_VISITS).visits.map(({ person }) => [...person])).toEqual([
      [['patient.name', 'A']],
      [['patient.name', 'A']],
    ]);
  });

  it('are the same for every order of the file, keys included (D-40)', () => {
    const rules = readLogMap(JSON.stringify(MAP), 'UTC');
    const sorted = logCase(TWO_VISITS);
    const backwards = { ...sorted, steps: [...sorted.steps].reverse().map((step, line) => ({ ...step, line })) };
    const withoutLines = (plan: ReturnType<typeof planCase>) =>
      plan.visits.map(({ steps, ...visit }) => ({ ...visit, steps: steps.map((step) => ({ ...step, line: 0 })) }));
    expect(withoutLines(planCase(backwards, rules))).toEqual(withoutLines(planCase(sorted, rules)));
  });

  it('are not made where nothing opens them, or where a row that may open one cannot be read', () => {
    const steps = TWO_VISITS.filter(([activity]) => activity === 'Release');
    expect(planned(steps)).toMatchObject({
      visits: [],
      dropped: [{ line: 2, reason: 'case_never_opened' }, { line: 3 }],
    });
    const unreadable = planned(TWO_VISITS, { isOpeningUnreadable: true });
    expect(unreadable.visits).toEqual([]);
    expect(unreadable.dropped.map(({ reason }) => reason)).toEqual(Array(5).fill('opening_unreadable'));
  });
});

describe('steps of one kind', () => {
  it('that take the first occurrence take it once in the log case, not once a visit', () => {
    const plan = planned([
      ['Registration', '08:00'],
      ['Triage', '08:10'],
      ['Return', '20:00'],
      ['Triage', '20:10'],
    ]);
    expect(visits(plan)).toEqual([['Registration 08:00', 'Triage 08:10'], ['Return 20:00']]);
    expect(fallen(plan)).toEqual(['5 later_occurrence']);
  });

  it('that share a path: the earlier stays when the later one takes the first only', () => {
    const plan = planned([
      ['Registration', '08:00'],
      ['Retriage', '08:05'],
      ['Triage', '08:10'],
    ]);
    expect(visits(plan)).toEqual([['Registration 08:00', 'Retriage 08:05']]);
    expect(fallen(plan)).toEqual(['4 later_occurrence']);
  });

  it('that share a path otherwise: the later one counts within a visit, and the earlier is named', () => {
    const plan = planned([
      ['Registration', '08:00'],
      ['Release', '09:00'],
      ['Later release', '10:00'],
      ['Return', '20:00'],
      ['Release', '21:00'],
    ]);
    expect(visits(plan)).toEqual([
      ['Registration 08:00', 'Later release 10:00'],
      ['Return 20:00', 'Release 21:00'],
    ]);
    expect(fallen(plan)).toEqual(['3 replaced_by_later']);
  });
});

describe('rows that say the very same', () => {
  it('open one visit, and the others are named', () => {
    const plan = planned([
      ['Registration', '08:00'],
      ['Registration', '08:00'],
      ['Release', '09:00'],
      ['Release', '09:00'],
    ]);
    expect(visits(plan)).toEqual([['Registration 08:00', 'Release 09:00']]);
    expect(fallen(plan)).toEqual(['3 same_row', '5 same_row']);
  });
});

describe('the keys of steps (D-40)', () => {
  const keys = (steps: readonly Step[], key = 'A'): readonly string[] =>
    planned(steps, { key }).visits.flatMap((visit) => visit.steps.map((step) => step.key));

  it('come from case, activity and time, wherever the row stands', () => {
    const [first, second] = keys([
      ['Registration', '08:00'],
      ['Release', '09:00'],
    ]);
    expect(keys([['Registration', '08:00']])).toEqual([first]);
    expect(keys([['Registration', '08:01']])).not.toContain(first);
    expect(keys([['Registration', '08:00']], 'B')).not.toContain(first);
    expect(second).not.toBe(first);
  });

  it('take rows that say the very same for one', () => {
    const twice = keys([
      ['Registration', '08:00'],
      ['Registration', '08:00'],
    ]);
    expect(twice).toEqual(keys([['Registration', '08:00']]));
  });

  it('never change: they are what a later import recognises', () => {
    expect(keys([['Registration', '08:00']])).toEqual(['32c7d116-1323-5863-9be2-9d187ac4467e']);
  });
});
