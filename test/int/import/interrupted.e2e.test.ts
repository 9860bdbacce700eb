import { StoreUnavailable } from '../../../src/eventstore/errors.ts';
import type { EventStore } from '../../../src/eventstore/port.ts';
import { startCaseApi, type CaseApi } from '../../support/caseApi.ts';
import { createCommands } from '../../../src/app/commands.ts';
import type { ImportServices } from '../../../src/app/import/importWorld.ts';
import {
  createLogFolder,
  importInto,
  leftOut,
  smallCsv,
  smallMap,
  type Importing,
  type LogFolder,
  type SmallRow,
} from '../../support/importing.ts';

let api: CaseApi;
let folder: LogFolder;
beforeEach(async () => {
  [api, folder] = await Promise.all([startCaseApi(), createLogFolder()]);
});
afterEach(() => Promise.all([api.close(), folder.remove()]));

const MAP = smallMap();
const PERSONS = 300;
/** Each person comes twice: more than two batches in flight hold. */
const VISITS = 2 * PERSONS;
const MILESTONES = 3 * PERSONS;

const rows = Array.from({ length: PERSONS }, (_, index): readonly SmallRow[] => [
  [`P${index}-`, 'Registration', `2024-05-01 08:${String(index % 60).padStart(2, '0')}:00`, '50'],
  [`P${index}-`, 'Triage', `2024-05-01 09:${String(index % 60).padStart(2, '0')}:00`],
  [`P${index}-`, 'Return', `2024-05-03 10:${String(index % 60).padStart(2, '0')}:00`],
]).flat();

const writeLog = (): Promise<string> => folder.write(smallCsv(rows));

const run = (file: string, options: Importing = {}) => importInto(api, { file, map: MAP, ...options });

/** How often each fact stands in the log: registrations, and milestones by what they say of whom. */
const inTheLog = async () => {
  const { rows: events } = await api.pool.query(
    `select type, count(*)::int as facts, count(distinct (data::jsonb, stream))::int as different
     from eventstore.events where type in ('CaseRegistered', 'MilestoneRecorded') group by type order by type`,
  );
  return events;
};

const WHOLE = [
  { type: 'CaseRegistered', facts: VISITS, different: VISITS },
  { type: 'MilestoneRecorded', facts: MILESTONES, different: MILESTONES },
];

const requireWhole = async (): Promise<void> => {
  expect(await inTheLog()).toEqual(WHOLE);
  const { body } = await api.call('GET', '/api/basic_rescue/?limit=1');
  expect(body.count).toBe(VISITS);
  expect((await api.call('GET', '/api/basic_rescue/?same_pat_no=True&limit=1')).body.count).toBe(VISITS);
};

/** A store that fails at some append, before it or after it was stored. */
const failingStore = (at: number, when: 'before' | 'after'): Pick<ImportServices, 'store' | 'commands'> => {
  let appends = 0;
  const store: EventStore = {
    ...api.store,
    append: async (...append) => {
      appends += 1;
      const isCut = appends >= at;
      if (isCut && when === 'before') throw new StoreUnavailable('cut before the append');
      const appended = await api.store.append(...append);
      if (isCut) throw new StoreUnavailable('cut after the append');
      return appended;
    },
  };
  return { store, commands: createCommands(store).patients };
};

describe('an import that broke off is healed by the next one, without doubling anything (D-40)', () => {
  it.each(['before', 'after'] as const)('when the store went away %s an append', async (when) => {
    const file = await writeLog();
    const broken = await run(file, { instead: failingStore(170, when) });
    expect(broken).toMatchObject({ ending: 'failed', error: expect.any(StoreUnavailable) });
    expect(broken.milestones).toBeLessThan(MILESTONES);
    expect(broken.notReached).toBeGreaterThan(0);
    const [registered] = await inTheLog();
    expect(registered.facts).toBeLessThan(VISITS);
    const healed = await run(file);
    expect(healed).toMatchObject({ ending: 'complete', notReached: 0 });
    expect(healed.milestones + (leftOut(healed)['already_imported'] ?? 0)).toBe(MILESTONES);
    await requireWhole();
    const end = await api.store.end();
    expect(leftOut(await run(file))).toEqual({ already_imported: MILESTONES });
    expect(await api.store.end()).toBe(end);
  });

  it('when the database went away after the appends, before they were noted', async () => {
    const file = await writeLog();
    let finishes = 0;
    const db: ImportServices['db'] = {
      query: (statement) => {
        if (statement.name !== 'import_finish') return api.pool.query(statement);
        finishes += 1;
        if (finishes === 2) throw new Error('the connection was lost');
        return api.pool.query(statement);
      },
    };
    expect(await run(file, { instead: { db } })).toMatchObject({ ending: 'failed' });
    expect(await run(file)).toMatchObject({ ending: 'complete' });
    await requireWhole();
  });

  it('when the log had grown in the meantime', async () => {
    const broken = await run(await writeLog(), { instead: failingStore(100, 'after') });
    expect(broken.ending).toBe('failed');
    const longer = [
      ...rows,
      ...Array.from({ length: PERSONS }, (_, index): SmallRow => [`P${index}-`, 'Release', '2024-05-03 20:00:00']),
    ];
    const file = await folder.write(smallCsv(longer));
    expect(await run(file)).toMatchObject({ ending: 'complete' });
    const [, milestones] = await inTheLog();
    expect(milestones).toEqual({ ...WHOLE[1], facts: MILESTONES + PERSONS, different: MILESTONES + PERSONS });
    const end = await api.store.end();
    expect(leftOut(await run(file))).toEqual({ already_imported: MILESTONES + PERSONS });
    expect(await api.store.end()).toBe(end);
  });

  it('when somebody asked it to stop: what was begun is finished, the rest is said', async () => {
    const file = await writeLog();
    const stopping = new AbortController();
    const progress = {
      begin: () => undefined,
      reach: (done: number) => void (done > 64 && stopping.abort()),
      end: () => undefined,
    };
    const afterCounting = { ...progress, begin: (phase: string) => void (counting = phase === 'reading') };
    let counting = true;
    const reach = (done: number) => (counting ? undefined : progress.reach(done));
    const stopped = await run(file, { signal: stopping.signal, progress: { ...afterCounting, reach } });
    expect(stopped.ending).toBe('stopped');
    expect(stopped.casesOpened).toBeGreaterThan(0);
    expect(stopped.milestones + stopped.notReached).toBe(MILESTONES);
    const [registered] = await inTheLog();
    expect(registered.facts).toBe(stopped.casesOpened);
    const { rows: open } = await api.pool.query(
      'select count(*)::int as open from greenlane.import_steps where not done',
    );
    expect(open).toEqual([{ open: 0 }]);
    expect(await run(file)).toMatchObject({ ending: 'complete', casesOpened: VISITS - stopped.casesOpened });
    await requireWhole();
  });
});

describe('a log that was revised after its import broke off', () => {
  const first: readonly SmallRow[] = [
    ['A', 'Registration', '2024-05-01 08:00:00'],
    ['A', 'Release', '2024-05-01 12:00:00'],
  ];
  const revised: readonly SmallRow[] = [
    ['A', 'Return', '2024-05-01 07:00:00'],
    ['A', 'Release', '2024-05-01 12:00:00'],
  ];

  it.each([
    ['before', { milestones: 2, leftOut: {}, registered: 1 }],
    ['after', { milestones: 1, leftOut: { already_imported: 1 }, registered: 2 }],
  ] as const)(
    '%s an append: a step stays in the visit that came to be, and is never in two',
    async (when, expected) => {
      const [file, later] = [await folder.write(smallCsv(first)), await folder.write(smallCsv(revised))];
      expect(await run(file, { instead: failingStore(1, when) })).toMatchObject({ ending: 'failed' });
      const report = await run(later);
      expect(report).toMatchObject({ ending: 'complete', casesOpened: 1, milestones: expected.milestones });
      expect(leftOut(report)).toEqual(expected.leftOut);
      const { rows: released } = await api.pool.query(
        `select 1 from eventstore.events where data::jsonb ->> 'path' = 'patient.leave_hospital.leave_hos_time'`,
      );
      expect(released).toHaveLength(1);
      const [registered] = await inTheLog();
      expect(registered.facts).toBe(expected.registered);
    },
  );
});

describe('two imports at once', () => {
  it('of the same log bring everything in once (D-40)', async () => {
    const [one, two] = [await writeLog(), await writeLog()];
    const reports = await Promise.all([run(one), run(two)]);
    expect(reports.map(({ ending }) => ending)).toEqual(['complete', 'complete']);
    await requireWhole();
  });
});

describe('an import beside clinicians', () => {
  it('loses nothing of either (D-38)', async () => {
    const importing = run(await writeLog());
    let isOver = false;
    void importing.finally(() => (isOver = true));
    let created = 0;
    const write = async (): Promise<void> => {
      while (!isOver && created < 500) {
        created += 1;
        const { id } = await api.create('basic', { patient: { name: 'beside' } });
        const put = await api.put('basic', id, { assist_examination: { triage_time: '2024-06-01 08:00:00' } });
        expect(put.body.assist_examination.triage_time).toBe('2024-06-01 08:00:00');
      }
    };
    await Promise.all([write(), write(), write(), write()]);
    expect(await importing).toMatchObject({ ending: 'complete', casesOpened: VISITS, milestones: MILESTONES });
    expect(created).toBeGreaterThan(3);
    const [registered, milestones] = await inTheLog();
    expect([registered.facts, milestones.facts]).toEqual([VISITS + created, MILESTONES + created]);
    expect((await api.call('GET', '/api/basic_rescue/?limit=1')).body.count).toBe(VISITS + created);
  });
});

describe('numbers that are behind the log', () => {
  it('end the import before anything is mistaken for somebody else’s record (D-35)', async () => {
    await api.create('basic');
    await api.pool.query(`select setval('greenlane.patient_id', 1, false)`);
    const end = await api.store.end();
    const file = await folder.write(smallCsv(rows.slice(0, 2)));
    const report = await run(file);
    expect(report).toMatchObject({ ending: 'failed', casesOpened: 0, error: { name: 'ImportFailed' } });
    expect(await api.store.end()).toBe(end);
  });
});
