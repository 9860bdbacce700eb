import { codeOf, startCaseApi, type CaseApi, type Json } from '../../support/caseApi.ts';
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
beforeAll(async () => {
  [api, folder] = await Promise.all([startCaseApi(), createLogFolder()]);
});
afterAll(() => Promise.all([api.close(), folder.remove()]));

const MAP = smallMap();

const importRows = async (rows: readonly SmallRow[], options: Importing = {}) =>
  importInto(api, { file: await folder.write(smallCsv(rows)), map: MAP, ...options });

const claims = async (): Promise<number> =>
  (await api.pool.query('select count(*)::int as claims from greenlane.import_steps')).rows[0].claims;

let cards = 0;
/** A person whom no other test knows. */
const nextCard = (): string => `card-${(cards += 1)}-`;

const casesOf = async (card: string): Promise<readonly Json[]> =>
  (await api.call('GET', `/api/basic_rescue/?patient__pat_med_card=${card}&ordering=created_time`)).body.results;

const onlyCase = async (card: string): Promise<Json> => {
  const [row, ...more] = await casesOf(card);
  expect(more).toEqual([]);
  return api.detail('basic', row.id);
};

const DAY = '2024-05-01';
const visit = (card: string, age = '77'): readonly SmallRow[] => [
  [card, 'Registration', `${DAY} 08:00:00`, age],
  [card, 'Triage', `${DAY} 08:10:00`],
];

const refusalsIn = (report: Awaited<ReturnType<typeof importRows>>) =>
  report.notImported
    .filter(({ reason }) => reason === 'refused')
    .map(({ detail, rows, lines }) => ({ detail, rows, lines }));

describe('a value that a POST refuses (D-40)', () => {
  const posted = async (body: Json): Promise<Json> => {
    const reply = await api.call('POST', '/api/basic_rescue/', { body });
    expect(reply.status).toBe(400);
    return reply.body;
  };

  it.each([
    ['age', '200'],
    ['age', 'seventy'],
    ['age', '-1'],
    ['age', '77.5'],
    ['gender', '9'],
    ['birth_date', '2024-02-30'],
    ['name', 'x'.repeat(256)],
  ])('is refused with the same sentence: %s %s', async (field, value) => {
    const card = nextCard();
    const { errors } = await posted({ patient: { [field]: value } });
    const rows = visit(card, value);
    const report = await importRows(rows, { map: smallMap({ patient: { pat_med_card: 'case', [field]: 'age' } }) });
    const sentence = errors[`patient.${field}`].join(', ');
    expect(sentence).toMatch(/\p{Script=Han}/u);
    expect(refusalsIn(report)).toEqual([{ detail: `patient.${field}: ${sentence}`, rows: 2, lines: [2, 3] }]);
    expect(await casesOf(card)).toEqual([]);
  });

  it('is refused with the same sentence where the text cannot be stored (D-06)', async () => {
    const card = nextCard();
    const { msg } = await posted({ patient: { name: 'a\0b' } });
    const report = await importRows(visit(`${card}\0`));
    expect(refusalsIn(report)).toMatchObject([{ detail: msg, rows: 2 }]);
  });

  it('keeps its visit out as a whole, and no other', async () => {
    const [bad, good] = [nextCard(), nextCard()];
    const report = await importRows([...visit(bad, '200'), ...visit(good)]);
    expect(report).toMatchObject({ casesOpened: 1, milestones: 2, ending: 'complete' });
    expect(await casesOf(bad)).toEqual([]);
    expect(await onlyCase(good)).toMatchObject({ patient: { age: 77 } });
  });

  it('comes in when the log was put right', async () => {
    const card = nextCard();
    await importRows(visit(card, '200'));
    expect(await importRows(visit(card, '20'))).toMatchObject({ casesOpened: 1, milestones: 2 });
    expect(await onlyCase(card)).toMatchObject({ patient: { age: 20 } });
  });
});

describe('rows that cannot be imported', () => {
  it('are reported by reason with their lines, and the others come in', async () => {
    const card = nextCard();
    const report = await importRows([
      ...visit(card),
      [card, 'Release', '1 May'],
      [card, 'Blood count', `${DAY} 09:00:00`],
      ['', 'Triage', `${DAY} 09:00:00`],
      [nextCard(), 'Release', `${DAY} 09:00:00`],
    ]);
    expect(report).toMatchObject({ rows: 6, milestones: 2, notReached: 0 });
    expect(report.notImported).toEqual([
      { reason: 'activity_not_mapped', detail: 'Blood count', rows: 1, lines: [5] },
      { reason: 'case_never_opened', detail: 'Release', rows: 1, lines: [7] },
      { reason: 'no_case_key', detail: '', rows: 1, lines: [6] },
      {
        reason: 'time_unreadable',
        detail: 'Release: not a time in the form yyyy-MM-dd HH:mm:ss',
        example: '1 May',
        rows: 1,
        lines: [4],
      },
    ]);
  });
});

describe('a longer log', () => {
  const triaged = async (card: string): Promise<Json> => {
    await importRows(visit(card));
    return onlyCase(card);
  };

  const RELEASE = 'patient.leave_hospital.leave_hos_time';
  const withRelease = (card: string): readonly SmallRow[] => [...visit(card), [card, 'Release', `${DAY} 12:00:00`]];

  it('brings what is new of a known visit, and new visits of a known person (D-40)', async () => {
    const card = nextCard();
    await triaged(card);
    const report = await importRows([...withRelease(card), [card, 'Return', `${DAY} 20:00:00`]]);
    expect(report).toMatchObject({ casesOpened: 1, milestones: 2 });
    expect(leftOut(report)).toEqual({ already_imported: 2 });
    const [first, second] = await casesOf(card);
    expect(first.patient.leave_hospital.leave_hos_time).toBe(`${DAY} 12:00:00`);
    expect(second).toMatchObject({ created_time: `${DAY} 20:00:00`, patient: { age: 77 } });
    const end = await api.store.end();
    await importRows([...withRelease(card), [card, 'Return', `${DAY} 20:00:00`]]);
    expect(await api.store.end()).toBe(end);
  });

  it('never overwrites what a person changed, nor fills in what a person cleared (D-40)', async () => {
    const card = nextCard();
    const { id } = await triaged(card);
    const triage = (time: string | null) => ({ assist_examination: { triage_time: time } });
    await api.put('basic', id, {
      ...triage(`${DAY} 08:15:00`),
      patient: { leave_hospital: { leave_hos_time: `${DAY} 11:00:00` } },
    });
    const end = await api.store.end();
    const report = await importRows(withRelease(card));
    expect(leftOut(report)).toEqual({ already_imported: 2, already_set: 1 });
    expect(await api.store.end()).toBe(end);
    await api.put('basic', id, { ...triage(null), patient: { leave_hospital: { leave_hos_time: null } } });
    const cleared = await api.store.end();
    expect(leftOut(await importRows(withRelease(card)))).toEqual({ already_imported: 2, already_set: 1 });
    expect(await api.store.end()).toBe(cleared);
  });

  it('is refused by an archived case, and the attempt is noted once (D-08)', async () => {
    const card = nextCard();
    const { patient } = await triaged(card);
    await api.archive(patient.id, 'ask', 'accept');
    const refused = [{ detail: `${RELEASE}: 病历已归档,未保存`, rows: 1, lines: [4] }];
    expect(refusalsIn(await importRows(withRelease(card)))).toEqual(refused);
    const events = await api.eventsOf(patient.id);
    expect(events.at(-1)?.type).toBe('ChangeRefused');
    expect(refusalsIn(await importRows(withRelease(card)))).toEqual(refused);
    expect(await api.eventsOf(patient.id)).toHaveLength(events.length);
  });

  it('is foreseen by --dry-run: what somebody has set since, and what an archived case refuses', async () => {
    const [set, archived] = [nextCard(), nextCard()];
    const { id } = await triaged(set);
    await api.put('basic', id, { patient: { leave_hospital: { leave_hos_time: `${DAY} 11:00:00` } } });
    const { patient } = await triaged(archived);
    await api.archive(patient.id, 'ask', 'accept');
    const rows = [...withRelease(set), ...withRelease(archived)];
    const before = [await api.store.end(), await claims()];
    const foreseen = await importRows(rows, { isDryRun: true });
    expect([await api.store.end(), await claims()]).toEqual(before);
    const real = await importRows(rows);
    expect(leftOut(real)).toEqual({ already_imported: 4, already_set: 1, refused: 1 });
    const { casesOpened, milestones, recorded, notImported } = real;
    expect(foreseen).toMatchObject({ isDryRun: true, casesOpened, milestones, recorded, notImported });
  });

  it('is refused by a case that was deleted or switched since', async () => {
    const [deleted, switched] = [nextCard(), nextCard()];
    const one = await triaged(deleted);
    const two = await triaged(switched);
    await api.call('DELETE', `/api/basic_rescue/${one.id}/`);
    await api.switchTo('basic', two.id, 'toxic');
    const report = await importRows([...withRelease(deleted), ...withRelease(switched)]);
    expect(
      refusalsIn(report)
        .map(({ detail }) => detail)
        .sort(),
    ).toEqual(['该病历已切换为其他类型!', '该病历已被删除!']);
    expect(report.milestones).toBe(0);
  });
});

describe('who entered it, and when (D-39)', () => {
  it('stands in the history: the person named, client import, the time of entry now, the time in the data from the log', async () => {
    const card = nextCard();
    await importRows(visit(card));
    const { id, patient } = await onlyCase(card);
    const [event] = await api.eventsOf(patient.id);
    const metadata = JSON.parse(event?.metadata ?? '{}');
    expect(metadata).toMatchObject({ user: 'archivist', client: 'import', osUser: 'tester' });
    expect(Date.now() - Date.parse(metadata.recordedAt)).toBeLessThan(60_000);
    expect((await api.history('basic', id)).results).toMatchObject([{ user: 'archivist', client: 'import' }]);
    expect((await api.detail('basic', id)).created_time).toBe(`${DAY} 08:00:00`);
    expect(codeOf('basic')).toBe(patient.emergency_type);
  });
});

describe('--dry-run', () => {
  it('tells what would be done, and writes nothing', async () => {
    const [card, bad] = [nextCard(), nextCard()];
    await importRows(visit(card));
    const before = [await api.store.end(), await claims()];
    const rows: readonly SmallRow[] = [...visit(card), [card, 'Release', `${DAY} 12:00:00`], ...visit(bad, '200')];
    const report = await importRows([...rows, ...visit(nextCard())], { isDryRun: true });
    expect(report).toMatchObject({ isDryRun: true, casesOpened: 1, milestones: 3, ending: 'complete' });
    expect(leftOut(report)).toEqual({ already_imported: 2, refused: 2 });
    expect([await api.store.end(), await claims()]).toEqual(before);
  });
});
