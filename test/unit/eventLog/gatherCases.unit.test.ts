import { countRows, gatherCases } from '../../../src/integrations/eventLog/gatherCases.ts';
import type { Dropped, LogCase } from '../../../src/integrations/eventLog/logCase.ts';
import { readLogMap } from '../../../src/integrations/eventLog/readLogMap.ts';
import type { LogRow } from '../../../src/integrations/eventLog/logRow.ts';
import { MAP } from './logCases.ts';

const map = readLogMap(JSON.stringify(MAP), 'UTC');

const row = (caseKey: string, activity: string, time: string, some: Partial<LogRow> = {}): LogRow => ({
  line: 0,
  caseKey,
  activity,
  time: `2024-05-01 ${time}`,
  patient: [caseKey, ''],
  isBroken: false,
  ...some,
});

async function* rowsOf(rows: readonly LogRow[]): AsyncGenerator<LogRow> {
  for (const [index, each] of rows.entries()) yield { ...each, line: index + 2 };
}

const gather = async (rows: readonly LogRow[], counted = rows) => {
  const [cases, dropped]: [LogCase[], Dropped[]] = [[], []];
  const count = await countRows(rowsOf(counted));
  const drop = (each: Dropped) => void dropped.push(each);
  for await (const each of gatherCases(rowsOf(rows), { count, map, drop })) cases.push(each);
  return { cases, dropped, count };
};

describe('gathering the cases of a log', () => {
  it('hands over each case when its last row was read, however the cases are mixed', async () => {
    const { cases, count } = await gather([
      row('A', 'Registration', '08:00:00'),
      row('B', 'Registration', '09:00:00'),
      row('B', 'Release', '10:00:00'),
      row('A', 'Release', '11:00:00'),
    ]);
    expect(count.rows).toBe(4);
    expect(cases.map(({ key, steps }) => [key, steps.map(({ line }) => line)])).toEqual([
      ['B', [3, 4]],
      ['A', [2, 5]],
    ]);
  });

  it('takes the first value of a person that is not empty, from any row, also of a step that is not mapped', async () => {
    const { cases } = await gather([
      row('A', 'Registration', '08:00:00'),
      row('A', 'Leucocytes', '08:30:00', { patient: ['A', '77'] }),
      row('A', 'Release', '09:00:00', { patient: ['A', '78'] }),
    ]);
    expect([...(cases[0]?.person ?? [])]).toEqual([
      ['patient.name', 'A'],
      ['patient.age', '77'],
    ]);
  });

  it('says of each row that no case keeps why', async () => {
    const { cases, dropped } = await gather([
      row('', 'Release', '08:00:00'),
      row('A', 'Registration', '08:00:00'),
      row('A', '', '08:00:00'),
      row('A', 'Leucocytes', '08:00:00'),
      row('A', 'Release', '8 o’clock'),
    ]);
    expect(dropped).toEqual([
      { line: 2, reason: 'no_case_key', detail: '' },
      { line: 4, reason: 'no_activity', detail: '' },
      { line: 5, reason: 'activity_not_mapped', detail: 'Leucocytes' },
      {
        line: 6,
        reason: 'time_unreadable',
        detail: 'Release: not a time in the form yyyy-MM-dd HH:mm:ss',
        example: '2024-05-01 8 o’clock',
      },
    ]);
    expect(cases).toMatchObject([{ key: 'A', isOpeningUnreadable: false, steps: [{ line: 3 }] }]);
  });

  it('marks a case in which a row that may open a visit cannot be read', async () => {
    const broken = await gather([row('A', 'Registration', '08:00:00'), row('A', 'x', 'y', { isBroken: true })]);
    expect(broken.cases).toMatchObject([{ isOpeningUnreadable: true }]);
    expect(broken.dropped).toMatchObject([{ line: 3, reason: 'wrong_columns' }]);
    const unread = await gather([row('A', 'Registration', '08:00:00'), row('A', 'Return', 'tomorrow')]);
    expect(unread.cases).toMatchObject([{ isOpeningUnreadable: true }]);
  });

  it('notices that the file is another than the one that was counted', async () => {
    const [first, second] = [row('A', 'Registration', '08:00:00'), row('A', 'Release', '09:00:00')];
    await expect(gather([first], [first, second])).rejects.toThrow(/changed/);
    await expect(gather([first, second], [first])).rejects.toThrow(/changed/);
    await expect(gather([first, row('B', 'Release', '09:00:00')], [first])).rejects.toThrow(/changed/);
  });
});
