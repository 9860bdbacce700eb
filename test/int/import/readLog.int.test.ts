import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { LogRow } from '../../../src/integrations/eventLog/logRow.ts';
import { readLog } from '../../../src/integrations/eventLog/readLog.ts';
import { createLogFolder, smallCsv, smallMap, type LogFolder } from '../../support/importing.ts';

let folder: LogFolder;
beforeAll(async () => {
  folder = await createLogFolder();
});
afterAll(() => folder.remove());

const rowsIn = async (content: string | Uint8Array, map = smallMap()): Promise<readonly LogRow[]> => {
  const rows: LogRow[] = [];
  for await (const row of readLog({ path: await folder.write(content), map })) rows.push(row);
  return rows;
};

const cells = (rows: readonly LogRow[]) =>
  rows.map(({ line, caseKey, activity, time }) => [line, caseKey, activity, time]);

const CSV = smallCsv([
  ['A', 'Registration', '2024-05-01 08:00:00', '77'],
  ['A', 'Triage', '2024-05-01 08:10:00'],
]);

const READ = [
  [2, 'A', 'Registration', '2024-05-01 08:00:00'],
  [3, 'A', 'Triage', '2024-05-01 08:10:00'],
];

describe('reading the file of a log', () => {
  it('gives each row with its line and only what the map asks for', async () => {
    const rows = await rowsIn(CSV);
    expect(cells(rows)).toEqual(READ);
    expect(rows.map(({ patient, isBroken }) => [patient, isBroken])).toEqual([
      [['A', 'A', '77'], false],
      [['A', 'A', ''], false],
    ]);
  });

  it.each([
    ['a byte order mark', `\uFEFF${CSV}`],
    ['line ends of Windows', CSV.replaceAll('\n', '\r\n')],
    ['line ends of old Macs', CSV.replaceAll('\n', '\r')],
    ['a line end at its end', `${CSV}\n`],
    ['quotes', CSV.replaceAll(/[^,\n]+/g, '"$&"')],
    ['spaces around its cells', CSV.replaceAll(',', ' , ')],
    [
      'columns in another order',
      'time,age,step,case\n2024-05-01 08:00:00,77,Registration,A\n2024-05-01 08:10:00,,Triage,A',
    ],
  ])('takes one with %s', async (_what, content) => {
    expect(cells(await rowsIn(content))).toEqual(READ);
  });

  it('takes the delimiter of the map', async () => {
    expect(cells(await rowsIn(CSV.replaceAll(',', ';'), smallMap({ delimiter: ';' })))).toEqual(READ);
    expect(cells(await rowsIn(CSV.replaceAll(',', '\t'), smallMap({ delimiter: '\t' })))).toEqual(READ);
  });

  it('counts lines as an editor does, and gives the first of a row whose quoted cells have several', async () => {
    const content = `${CSV.replace('A,Triage', '\r\n"A\r\n\r\nB",Triage')}\r\nA,Release,2024-05-01 09:00:00,`;
    const rows = await rowsIn(content.replaceAll(/(?<!\r)\n/g, '\r\n'));
    expect(rows.map(({ line, caseKey }) => [line, caseKey])).toEqual([
      [2, 'A'],
      [4, 'A\n\nB'],
      [7, 'A'],
    ]);
  });

  it('reads Chinese in the encoding that the map names, and cuts no character at the end of a chunk', async () => {
    const chinese = Uint8Array.from([0xb7, 0xd6, 0xd5, 0xef]); // 分诊 in GBK
    const text = (activity: Uint8Array) =>
      Buffer.concat([Buffer.from('case,step,time,age\nA,'), activity, Buffer.from(',2024-05-01 08:10:00,\n')]);
    expect(cells(await rowsIn(text(chinese), smallMap({ encoding: 'gb18030' })))).toEqual([
      [2, 'A', '分诊', '2024-05-01 08:10:00'],
    ]);
    const long = `case,step,time,age\n${'A,分诊,2024-05-01 08:10:00,\n'.repeat(9_000)}`;
    const rows = await rowsIn(long);
    expect(rows).toHaveLength(9_000);
    expect(new Set(rows.map(({ activity }) => activity))).toEqual(new Set(['分诊']));
    await expect(rowsIn(text(chinese))).rejects.toThrow(/is not written in utf-8; say "encoding" in the map/);
  });

  it('marks a row with more or fewer cells than the heading', async () => {
    const rows = await rowsIn(`${CSV}\nA,Release\nA,Release,2024-05-01 09:00:00,1,2`);
    expect(rows.map(({ isBroken }) => isBroken)).toEqual([false, false, true, true]);
  });

  it.each(['', '\uFEFF', '\n\r\n'])('refuses a file without a heading: %j', async (content) => {
    await expect(rowsIn(content)).rejects.toThrow(/log.*: has no heading: it is empty$/);
  });

  it('names what is wrong with the file', async () => {
    expect(await rowsIn('case,step,time,age\n')).toEqual([]);
    await expect(rowsIn('case,step,when,age\nA,b,c,d')).rejects.toThrow(
      /no column "time"; its columns are case, step, when, age/,
    );
    await expect(rowsIn('case,step,time,time,age\nA,b,c,c,d')).rejects.toThrow(/two columns "time"/);
    await expect(rowsIn(CSV.replaceAll(',', ';'))).rejects.toThrow(/one column only; is "," the right "delimiter"/);
    await expect(rowsIn(`${CSV}\n"A,Release`)).rejects.toThrow(/no sound CSV.*line 4/s);
    const missing = readLog({ path: '/nowhere/log.csv', map: smallMap() });
    await expect(missing.next()).rejects.toThrow(/\/nowhere\/log.csv cannot be read: ENOENT/);
  });
});

describe('the times of a log', () => {
  it('do not depend on the zone of the machine (D-04, D-41)', async () => {
    // New York skips this hour, Amsterdam does not.
    const script = `
      const { createLogTimeReader } = await import('./src/integrations/eventLog/logTime.ts');
      const { at } = createLogTimeReader('yyyy-MM-dd HH:mm', 'Europe/Amsterdam')('2014-03-09 02:30');
      console.log(new Date(2014, 6, 1).getTimezoneOffset(), at);`;
    const args = ['--import', './scripts/typescript.mjs', '--input-type=module', '--eval', script];
    const env = { ...process.env, TZ: 'America/New_York', NODE_OPTIONS: '' };
    const { stdout } = await promisify(execFile)(process.execPath, args, { env });
    expect(stdout.trim()).toBe('240 2014-03-09T01:30:00Z');
  });
});
