import { EventEmitter } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { main } from '../../../src/app/cli/main.ts';
import { registerCase } from '../../../src/domain/patient/registerCase.ts';
import type { PatientState } from '../../../src/domain/patient/state.ts';
import { context, patientCommands } from '../../support/commands.ts';
import { changes, NOON } from '../../support/given.ts';
import { eventually } from '../../support/eventually.ts';
import { startRecord, type TestRecord } from '../../support/record.ts';
import { untilShown } from '../../support/untilShown.ts';

let record: TestRecord;
let folder: string;
let file: string;

const register = async (patientId: number): Promise<void> => {
  const command = { patientId, caseType: 'basic', caseId: patientId, createdTime: NOON, changes: changes({}) } as const;
  const decide = (state: PatientState) => registerCase(command, state);
  await patientCommands(record.store).handle({ stream: `patient-${patientId}`, decide, context: context() });
};

beforeEach(async () => {
  record = await startRecord();
  folder = await mkdtemp(join(tmpdir(), 'greenlane-audit-'));
  file = join(folder, 'ends.csv');
  for (const patientId of [1, 2, 3]) await register(patientId);
  await untilShown(record, 10_000);
});
afterEach(async () => {
  await record.close();
  await rm(folder, { recursive: true });
});

/** Starts a command line as the shell would. */
const started = (argv: readonly string[], settings: Record<string, string> = {}) => {
  const lines: string[] = [];
  const told = { tell: (line: string) => void lines.push(line), complain: (line: string) => void lines.push(line) };
  const process = Object.assign(new EventEmitter(), { stderr: new PassThrough() });
  const env = { EVENTSTORE_URL: record.database.url, DATA_DIR: folder, ...settings };
  const code = main(argv, { env, console: told, process: process as unknown as NodeJS.Process });
  return { process, ended: async () => ({ code: await code, lines }) };
};

const greenlane = (...argv: readonly string[]) => started(argv, { DATABASE_URL: record.database.url }).ended();

/** What somebody does who may write into the database, and who tidies up behind himself. */
const cutOff = async (stream: string, from: number): Promise<void> => {
  await record.pool.query('delete from eventstore.events where stream = $1 and revision >= $2', [stream, from]);
  await record.pool.query('delete from projection.anchors where stream = $1', [stream]);
};

describe('greenlane audit (D-33)', () => {
  it('needs no database of read models for what was noted outside, and makes none', async () => {
    await greenlane('audit', 'export', file);
    const DATA_DIR = join(folder, 'none');
    const { code, lines } = await started(['audit', 'verify', '--anchors', file], { DATA_DIR }).ended();
    expect([code, lines]).toEqual([0, ['The log is whole: 6 events in 3 streams, 3 noted ends.']]);
    expect(await readdir(folder)).toEqual(['ends.csv']);
  });

  it('says that it knows nothing when it is stopped before the end', async () => {
    const { process, ended } = started(['audit', 'verify'], { DATABASE_URL: record.database.url });
    await eventually(() => process.listenerCount('SIGTERM') > 0);
    process.emit('SIGTERM', 'SIGTERM');
    const { code, lines } = await ended();
    expect([code, lines]).toEqual([2, [expect.stringMatching(/^(Stopped before|.*told to stop)/)]]);
  });

  it('exports where each stream ends, and finds the log whole by it', async () => {
    expect(await greenlane('audit', 'export', file)).toEqual({
      code: 0,
      lines: [`3 stream ends written to ${file}`],
    });
    expect((await readFile(file, 'utf8')).split('\n').map((line) => line.split(',').slice(0, 2).join())).toEqual([
      'stream,revision',
      'patient-1,1',
      'patient-2,1',
      'patient-3,1',
      '',
    ]);
    const { code, lines } = await greenlane('audit', 'verify', '--anchors', file);
    expect([code, lines]).toEqual([0, ['The log is whole: 6 events in 3 streams, 3 noted ends.']]);
  });

  it('finds by what was exported what somebody took away who could change the noted ends too', async () => {
    await greenlane('audit', 'export', file);
    await cutOff('patient-2', 1);
    await cutOff('patient-3', 0);
    expect((await greenlane('audit', 'verify')).code).toBe(0);
    const { code, lines } = await greenlane('audit', 'verify', '--anchors', file);
    expect([code, lines]).toEqual([
      1,
      [
        'tail_cut: event 1 of patient-2 and what follows it up to the noted end were cut off',
        'stream_removed: event 1 of patient-3 and the whole stream with it are gone',
        '2 findings in 3 events in 2 streams, 3 noted ends',
      ],
    ]);
  });

  it.each([
    ['patient-1,one,0', 'line 2 is not a stream, a revision and a hash'],
    [`patient-1,1,${'0'.repeat(64)}\npatient-2,1`, 'line 3 is not a stream, a revision and a hash'],
  ])('says in a line which of an export is no stream end: %j', async (rows, complaint) => {
    await writeFile(file, `stream,revision,hash\n${rows}\n`);
    expect(await greenlane('audit', 'verify', '--anchors', file)).toEqual({ code: 2, lines: [complaint] });
  });

  it.each([
    ['', 'holds no end of a stream'],
    ['stream,revision,hash\n', 'holds no end of a stream'],
    ['name,address\nzhang,here\n', 'is no export of ends: its first line is not stream,revision,hash'],
    [`patient-1,1,${'0'.repeat(64)}\n`, 'is no export of ends: its first line is not stream,revision,hash'],
  ])('does not hold the log against a file that is no export, or an empty one: %j', async (content, complaint) => {
    await writeFile(file, content);
    expect(await greenlane('audit', 'verify', '--anchors', file)).toEqual({ code: 2, lines: [`${file} ${complaint}`] });
  });

  it('reads an export that a spreadsheet has saved with a byte order mark', async () => {
    await greenlane('audit', 'export', file);
    await writeFile(file, `\ufeff${await readFile(file, 'utf8')}`);
    expect((await greenlane('audit', 'verify', '--anchors', file)).lines).toEqual([
      'The log is whole: 6 events in 3 streams, 3 noted ends.',
    ]);
  });

  it('says in a line that a file cannot be read or written', async () => {
    const nowhere = join(folder, 'none', 'ends.csv');
    for (const [argv, verb, exitCode] of [
      [['verify', '--anchors', nowhere], 'read', 2],
      [['export', nowhere], 'written', 1],
    ] as const) {
      const { code, lines } = await greenlane('audit', ...argv);
      expect([code, lines]).toEqual([
        exitCode,
        [expect.stringMatching(new RegExp(`^${nowhere} cannot be ${verb}: .*ENOENT`))],
      ]);
    }
  });

  it('does not take for findings what kept it from looking', async () => {
    await record.pool.query('drop table eventstore.events');
    expect(await greenlane('audit', 'verify')).toEqual({
      code: 2,
      lines: ['there is no record in the database of EVENTSTORE_URL; check EVENTSTORE_URL'],
    });
  });

  it('says in a line that no ends are noted yet, as before the first start after an import', async () => {
    await record.pool.query('drop table projection.anchors');
    const complaint = 'no ends of streams are noted yet: a server has to run first, which notes them';
    expect(await greenlane('audit', 'verify')).toEqual({ code: 2, lines: [complaint] });
    expect(await greenlane('audit', 'export', file)).toEqual({ code: 1, lines: [complaint] });
    await expect(readFile(file)).rejects.toThrow('ENOENT');
  });
});
