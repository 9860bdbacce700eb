import { waitUntil } from '../../src/app/embeddedPostgres/waitUntil.ts';
import { cleanUp } from '../support/greenlaneProcess.ts';
import { beginDrill, CLEAN, type Drill } from './drill.ts';
import { factsOf, type LoggedEvent } from './facts.ts';
import { judge } from './judge.ts';
import { readJournal, type Line } from './journal.ts';
import { onDatabase, readLog } from './logEvents.ts';
import { judgeSystem } from './verdict.ts';
import { openWire } from './wire.ts';

const folders: string[] = [];
let drill: Drill;
let url: string;
let lines: readonly Line[];
let events: readonly LoggedEvent[];

const verdictNow = async () => {
  const wire = openWire(drill.server.url, drill.token);
  const { findings, ...verdict } = await judgeSystem(drill.system, drill.journalPath, wire);
  wire.close();
  return { findings, unanswered: 0, ...verdict };
};

const change = (sql: string): Promise<number | null> =>
  onDatabase(url, async (client) => (await client.query(sql)).rowCount);

beforeAll(async () => {
  drill = await beginDrill('planted faults', folders);
  const { load, system } = drill;
  await waitUntil(async () => load.acknowledged >= 150, 60_000);
  expect(await load.finish(drill.wire)).toBe(0);
  await drill.journal.close();
  url = await system.databaseUrl();
  [lines, events] = [await readJournal(drill.journalPath), await readLog(url)];
}, 120_000);

afterAll(() => cleanUp(folders));

/** The last event of somebody's acknowledged change: nothing in the log stands on it, and it gave no number. */
const lastChange = (): LoggedEvent => {
  const registrations = events.filter(({ type }) => type === 'CaseRegistered');
  const registering = new Set(registrations.map(({ metadata }) => metadata.correlationId));
  const isChange = (event: LoggedEvent): boolean =>
    event.type === 'MilestoneRecorded' && !registering.has(event.metadata.correlationId);
  const last = events.findLast((event) => isChange(event) && factsOf(event)[0]?.includes(' = '));
  if (last === undefined) throw new Error('the load has changed nothing');
  return last;
};

const kinds = (log: readonly LoggedEvent[]): ReadonlySet<string> => new Set(judge(lines, log).map(({ what }) => what));

const renumbered = (log: readonly LoggedEvent[]): readonly LoggedEvent[] =>
  log.map((event, index) => ({ ...event, position: index + 1 }));

describe('the checks of a drill, on a system that ran under load', () => {
  it('find nothing before anything is planted', async () => {
    expect(await verdictNow()).toEqual(CLEAN);
  }, 60_000);

  it('find one lost write', () => {
    const { correlationId } = lastChange().metadata;
    const lost = renumbered(events.filter(({ metadata }) => metadata.correlationId !== correlationId));
    expect(kinds(lost)).toEqual(new Set(['lost']));
  });

  it('find one doubled write', () => {
    const { correlationId } = lastChange().metadata;
    const again = events.filter(({ metadata }) => metadata.correlationId === correlationId);
    expect(kinds(renumbered([...events, ...again]))).toEqual(new Set(['doubled']));
  });

  it('find a changed row of each read model', async () => {
    const one = (table: string): string => `where ctid = (select min(ctid) from read_model.${table})`;
    expect(await change(`update read_model.name_counts set total = total + 1 ${one('name_counts')}`)).toBe(1);
    expect(await change(`update read_model.operation_record set user_name = 'x' ${one('operation_record')}`)).toBe(1);
    expect(await change(`delete from read_model.wristlets ${one('wristlets')}`)).toBe(1);
    expect(await change(`update read_model.patient_states set revision = revision + 1 ${one('patient_states')}`)).toBe(
      1,
    );
    const { unlikeRebuild, rebuild } = await verdictNow();
    expect(unlikeRebuild).toEqual(['operation_record', 'cases', 'wristlet', 'patient_states']);
    for (const name of unlikeRebuild.slice(0, 3))
      expect(rebuild).toContain(`${name}: the rows that were replaced did not follow`);
    expect((await verdictNow()).unlikeRebuild).toEqual([]);
  }, 60_000);

  it('find a detail that shows another value', async () => {
    const sql = `update read_model.case_rows set row = replace(row, '"wristlet":"band-', '"wristlet":"bond-')`;
    expect(await change(sql)).toBeGreaterThan(0);
    const { misshown } = await verdictNow();
    expect(misshown.some((found) => found.includes('patient.wristlet is bond-'))).toBe(true);
  }, 60_000);

  it('find a history that shows another value', async () => {
    const sql = `update read_model.operation_record set changes = replace(changes, '"band-', '"bond-')`;
    expect(await change(sql)).toBeGreaterThan(0);
    const { misshown } = await verdictNow();
    expect(misshown.some((found) => /^history of .* shows patient.wristlet = bond-/.test(found))).toBe(true);
  }, 60_000);

  it('find a history that leaves a request out', async () => {
    const one = 'where ctid = (select min(ctid) from read_model.operation_record)';
    expect(await change(`delete from read_model.operation_record ${one}`)).toBe(1);
    const { misshown } = await verdictNow();
    expect(misshown.some((found) => /^history of .*: \d+ items, not \d+$/.test(found))).toBe(true);
  }, 60_000);

  it('find a sequence that would give an id again', async () => {
    await change(`select setval('greenlane.patient_id', 1)`);
    expect((await verdictNow()).lateSequences).toEqual([
      expect.stringMatching(/^patient stands at 1, the log at \d+$/),
    ]);
  }, 60_000);

  it('find a broken chain', async () => {
    const { stream } = lastChange();
    const sql = `update eventstore.events set data = replace(data, '}', ' }') where stream = '${stream}' and revision = 0`;
    expect(await change(sql)).toBe(1);
    const { audit } = await verdictNow();
    expect(audit).toEqual({ code: 1, output: expect.stringContaining(`chain_broken: event 1 of ${stream}`) });
  }, 60_000);
});
