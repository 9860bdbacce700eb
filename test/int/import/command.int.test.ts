import { execFile } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { readFile } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { main } from '../../../src/app/cli/main.ts';
import { createDatabase, type TestDatabase } from '../../support/database.ts';
import { install } from '../../support/install.ts';
import { createLogFolder, SMALL_MAP, smallCsv, type LogFolder, type SmallRow } from '../../support/importing.ts';

let database: TestDatabase;
let folder: LogFolder;
let pool: pg.Pool;
beforeEach(async () => {
  [database, folder] = await Promise.all([createDatabase(), createLogFolder()]);
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
});
afterEach(async () => {
  await pool.end();
  await Promise.all([database.drop(), folder.remove()]);
});

const rowsOf = (persons: number): readonly SmallRow[] =>
  Array.from({ length: persons }, (_, index): readonly SmallRow[] => [
    [`P${index}`, 'Registration', '2024-05-01 08:00:00', '50'],
    [`P${index}`, 'Triage', '2024-05-01 08:10:00'],
    [`P${index}`, 'Blood count', '2024-05-01 08:20:00'],
  ]).flat();

interface Started {
  /** What is drawn on the terminal. */
  readonly terminal: PassThrough;
  readonly signals: EventEmitter;
  readonly ended: Promise<{ readonly code: number; readonly told: string; readonly complained: string }>;
}

const runCommand = (args: readonly string[], isTTY = false, zone = 'Asia/Shanghai'): Started => {
  const [told, complained]: [string[], string[]] = [[], []];
  const terminal = Object.assign(new PassThrough(), { isTTY, columns: 120 });
  const signals = new EventEmitter();
  const env = { DATABASE_URL: database.url, EVENTSTORE_URL: database.url, DATA_DIR: folder.path, TZ_HOSPITAL: zone };
  const console = {
    tell: (line: string) => void told.push(line),
    complain: (line: string) => void complained.push(line),
  };
  const process = Object.assign(signals, { stderr: terminal }) as unknown as NodeJS.Process;
  const ended = main(args, { env, console, process }).then((code) => ({
    code,
    told: told.join('\n'),
    complained: complained.join('\n'),
  }));
  return { terminal, signals, ended };
};

const start = (args: readonly string[], isTTY = false): Started => runCommand(['import', ...args], isTTY);

const run = (args: readonly string[]) => start(args).ended;

/** Adds a person whom imports can name. */
const addPerson = async (name: string): Promise<void> => {
  await install(database.url);
  const { code, complained } = await runCommand(['user', 'add', name]).ended;
  if (code !== 0) throw new Error(complained);
};

const mapFile = (some: object = {}): Promise<string> => folder.write(JSON.stringify({ ...SMALL_MAP, ...some }));

const registered = async (): Promise<number> =>
  (await pool.query(`select count(*)::int as n from eventstore.events where type = 'CaseRegistered'`)).rows[0].n;

describe('greenlane import', () => {
  it('imports a log, closes with a report, and writes it as JSON where asked', async () => {
    await addPerson('librarian');
    const log = await folder.write(smallCsv(rowsOf(3)));
    const report = join(folder.path, 'report.json');
    const { code, told, complained } = await run([
      log,
      '--map',
      await mapFile(),
      '--as',
      'librarian',
      '--report',
      report,
    ]);
    expect([code, complained]).toEqual([0, '']);
    expect(told.replace(/in [\d.]+ s, [\d,]+ /, 'in … s, … ')).toBe(
      [
        '9 rows read, of 3 cases of the log',
        '3 cases opened',
        '6 milestones recorded in … s, … milestones/s',
        '  3  assist_examination.register_time  Registration 3',
        '  3  assist_examination.triage_time    Triage 3',
        '3 rows not imported',
        '  3  activity not mapped: Blood count  lines 4, 7, 10',
        'Lists and counts will show it when a server runs: greenlane start',
      ].join('\n'),
    );
    expect(JSON.parse(await readFile(report, 'utf8'))).toMatchObject({
      ending: 'complete',
      rows: 9,
      casesOpened: 3,
      milestones: 6,
      notImported: [{ reason: 'activity_not_mapped', detail: 'Blood count', rows: 3, lines: [4, 7, 10] }],
    });
    const { rows } = await pool.query(
      `select distinct metadata::jsonb ->> 'user' as who from eventstore.events where type <> 'UserAdded'`,
    );
    expect(rows).toEqual([{ who: 'librarian' }]);
  });

  it('refuses to import as somebody whom nobody added, says what to do, and writes nothing (D-39)', async () => {
    const args = [await folder.write(smallCsv(rowsOf(1))), '--map', await mapFile()];
    const { code, told, complained } = await run([...args, '--as', 'stranger']);
    expect([code, told]).toEqual([1, '']);
    expect(complained).toMatch(/^Nobody is called "stranger".*`greenlane user add NAME`/);
    expect((await pool.query('select from eventstore.events')).rows).toHaveLength(0);
    expect((await run([...args, '--as', 'admin'])).code).toBe(0);
  });

  it('refuses in another zone than that of the read models, and writes nothing (D-41)', async () => {
    await install(database.url);
    expect(await runCommand(['projections', 'rebuild'], false, 'Asia/Tokyo').ended).toMatchObject({ code: 0 });
    const args = [await folder.write(smallCsv(rowsOf(1))), '--map', await mapFile()];
    const { code, told, complained } = await run(args);
    expect([code, told]).toEqual([1, '']);
    expect(complained).toMatch(/^The read models are of the zone Asia\/Tokyo .* runs in Asia\/Shanghai, .*\.$/);
    expect(await registered()).toBe(0);
    expect(await runCommand(['import', ...args], false, 'Asia/Tokyo').ended).toMatchObject({ code: 0 });
  });

  it('refuses on a log that is not the one of the read models, and counts nothing as imported', async () => {
    const args = [await folder.write(smallCsv(rowsOf(2))), '--map', await mapFile()];
    expect(await run(args)).toMatchObject({ code: 0 });
    expect(await runCommand(['projections', 'rebuild']).ended).toMatchObject({ code: 0 });
    await pool.query('delete from eventstore.events');
    const { code, told, complained } = await run(args);
    expect([code, told]).toEqual([1, '']);
    expect(complained).toMatch(
      /^the event log does not hold event \d+ of patient-2 .*: greenlane projections rebuild$/,
    );
    expect(await registered()).toBe(0);
  });

  it('names the keys of a map that are wrong, and the column that a log lacks, and writes nothing', async () => {
    const log = await folder.write(smallCsv(rowsOf(1)));
    const wrongMap = await run([log, '--map', await mapFile({ caseType: 'sepsis', timeZone: 'UTC' })]);
    expect(wrongMap).toMatchObject({
      code: 1,
      complained: expect.stringMatching(/as a map:\n {2}timeZone: unexpected property$/),
    });
    expect(await run([log, '--map', '/nowhere.json'])).toMatchObject({
      code: 1,
      complained: expect.stringMatching(/^\/nowhere.json cannot be read: .*ENOENT/),
    });
    expect(await run([log, '--map', await mapFile({ time: 'when' })])).toMatchObject({
      code: 1,
      complained: expect.stringMatching(/has no column "when"/),
    });
    expect(await registered()).toBe(0);
  });

  it.each([
    [['none', 'report.json'], 'ENOENT'],
    [[], 'EISDIR'],
  ])('refuses a report that it could not write before anything is read or written: %j', async (names, reason) => {
    const report = join(folder.path, ...names);
    const log = await folder.write(smallCsv(rowsOf(1)));
    const { code, told, complained } = await run([log, '--map', '/nowhere.json', '--report', report]);
    expect([code, told]).toEqual([1, '']);
    expect(complained).toMatch(new RegExp(`^${report} cannot be written: .*${reason}.*$`));
  });

  it('says in words, with the first text, which times could not be read', async () => {
    const times = ['2024-05-01', 'noon', '1024-05-01 08:00:00', '1986-05-04 02:30:00'];
    const rows = times.map((time): SmallRow => ['P0', 'Triage', time]);
    const { told } = await run([
      await folder.write(smallCsv([...rowsOf(1), ...rows])),
      '--map',
      await mapFile(),
      '--dry-run',
    ]);
    expect(told.split('\n').filter((line) => line.includes('time not readable'))).toEqual([
      '  2  time not readable: Triage: not a time in the form yyyy-MM-dd HH:mm:ss, such as "2024-05-01"        lines 5, 6',
      '  1  time not readable: Triage: not between the years 1900 and 2100, such as "1024-05-01 08:00:00"      line 7',
      '  1  time not readable: Triage: skipped by summer time in Asia/Shanghai, such as "1986-05-04 02:30:00"  line 8',
    ]);
  });

  it.each(['', '\n\n'])('refuses a log without a heading: %j', async (content) => {
    const log = await folder.write(content);
    const { code, told, complained } = await run([log, '--map', await mapFile()]);
    expect([code, told, complained]).toEqual([1, '', `${log}: has no heading: it is empty`]);
  });

  it('refuses a pipe, which could not be read twice', async () => {
    const pipe = join(folder.path, 'pipe');
    await promisify(execFile)('mkfifo', [pipe]);
    const { code, told, complained } = await run([pipe, '--map', await mapFile()]);
    expect([code, told]).toEqual([1, '']);
    expect(complained).toBe(`${pipe} is a pipe, and a log is read twice: write it to a file first`);
  });

  it('leaves no report behind where it was refused', async () => {
    const report = join(folder.path, 'report.json');
    expect(await run(['/nowhere.csv', '--map', await mapFile(), '--report', report])).toMatchObject({ code: 1 });
    await expect(readFile(report)).rejects.toThrow('ENOENT');
  });

  it('shows a bar with rate and remaining time on a terminal', async () => {
    const log = await folder.write(smallCsv(rowsOf(200)));
    const { terminal, ended } = start([log, '--map', await mapFile()], true);
    let drawn = '';
    terminal.on('data', (chunk) => (drawn += String(chunk)));
    expect(await ended).toMatchObject({ code: 0 });
    expect(drawn).toMatch(/importing \[.*\] 100% \| 600\/600 rows \| \d+\/s \| 0 s left/);
  });

  it.each(['SIGTERM', 'SIGINT'])(
    'stops cleanly at %s, says how to go on, and does when it is run again',
    async (signal) => {
      const args = [await folder.write(smallCsv(rowsOf(3_000))), '--map', await mapFile()];
      const { terminal, signals, ended } = start(args, true);
      terminal.on('data', (chunk) => {
        if (/importing .* [1-9]\d*\/9000 rows/.test(String(chunk))) signals.emit(signal);
      });
      const stopped = await ended;
      expect(stopped.code).toBe(1);
      expect(stopped.complained).toBe(
        'Stopped before the end of the log. Run the same command again to continue; nothing is imported twice.',
      );
      expect(stopped.told).toMatch(/[\d,]+ rows not reached/);
      const before = await registered();
      expect(before).toBeGreaterThan(0);
      expect(before).toBeLessThan(3_000);
      expect(await run(args)).toMatchObject({ code: 0 });
      expect(await registered()).toBe(3_000);
    },
  );
});
