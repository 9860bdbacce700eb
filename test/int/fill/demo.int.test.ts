import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { demo } from '../../../scripts/fill/demo.ts';
import { main } from '../../../src/app/cli/main.ts';
import { startRecord, type TestRecord } from '../../support/record.ts';

let record: TestRecord;
beforeEach(async () => {
  record = await startRecord();
});
afterEach(() => record.close());

const frameOf = () => {
  const lines: string[] = [];
  const told = { tell: (line: string) => void lines.push(line), complain: (line: string) => void lines.push(line) };
  const { url } = record.database;
  const signals = new EventEmitter();
  const process = Object.assign(signals, { stderr: new PassThrough() }) as unknown as NodeJS.Process;
  return { lines, signals, frame: { env: { DATABASE_URL: url, EVENTSTORE_URL: url }, console: told, process } };
};

const numberOf = async (sql: string): Promise<number> => (await record.pool.query<{ n: number }>(sql)).rows[0]?.n ?? -1;

const caughtUp = async (): Promise<void> => {
  expect(await record.progress.waitFor(await record.store.end(), 30_000)).toBe(true);
};

describe('npm run demo', () => {
  it('fills the log, which the read models follow and the audit finds whole (D-33, D-35)', async () => {
    const { frame, lines } = frameOf();
    expect(await demo(['--cases', '300', '--until', '2026-11-24'], frame)).toBe(0);
    expect(lines.at(-1)).toMatch(/^300 cases, \d+ events in /);
    await caughtUp();
    expect(await numberOf(`select count(distinct patient_id)::int as n from cases`)).toBe(300);
    expect(await numberOf(`select count(*)::int as n from cases where status = 'live'`)).toBeGreaterThan(280);
    expect(await numberOf(`select max(patient_id)::int as n from cases`)).toBe(300);
    const audit = frameOf();
    expect(await main(['audit', 'verify'], audit.frame)).toBe(0);
    expect(audit.lines.at(-1)).toMatch(/^The log is whole/);
  });

  it('goes on after the numbers that were given before, so that it can be run again', async () => {
    expect(await demo(['--cases', '20'], frameOf().frame)).toBe(0);
    expect(await demo(['--cases', '20', '--seed', '2'], frameOf().frame)).toBe(0);
    await caughtUp();
    expect(await numberOf(`select count(distinct patient_id)::int as n from cases`)).toBe(40);
  });

  it('goes on after those of the log where fewer numbers were given, and overwrites nothing (D-35)', async () => {
    expect(await demo(['--cases', '5'], frameOf().frame)).toBe(0);
    await record.pool.query(`select setval('greenlane.patient_id', 1, false)`);
    expect(await demo(['--cases', '5'], frameOf().frame)).toBe(0);
    await caughtUp();
    expect(await numberOf(`select count(distinct patient_id)::int as n from cases`)).toBe(10);
  });

  it('refuses on a log that is not the one of the read models, and writes nothing', async () => {
    expect(await demo(['--cases', '5'], frameOf().frame)).toBe(0);
    await caughtUp();
    await record.pool.query('delete from eventstore.events');
    const { frame, lines } = frameOf();
    expect(await demo(['--cases', '5'], frame)).toBe(1);
    expect(lines).toEqual([expect.stringMatching(/^the event log does not hold event \d+ of patient-\d+ /)]);
    expect(await numberOf('select count(*)::int as n from eventstore.events')).toBe(0);
  });

  it('ends at Ctrl-C with what was begun, and says how far it came', async () => {
    const { frame, lines, signals } = frameOf();
    const ended = demo(['--cases', '100000'], frame);
    while ((await record.store.end()) === '') await wait(20);
    signals.emit('SIGINT');
    expect(await ended).toBe(1);
    expect(lines.at(-1)).toMatch(/^Stopped before the 100000 asked for/);
    await caughtUp();
    const streams = await numberOf(`select count(distinct stream)::int as n from eventstore.events`);
    expect(lines.at(-2)).toMatch(new RegExp(`^${streams} cases, `));
  });
});
