import type { PatientEvent } from '../../../src/domain/patient/events.ts';
import { listHistory, type HistoryRequest } from '../../../src/projections/operationRecord/queries.ts';
import { operationRecord } from '../../../src/projections/operationRecord/readModel.ts';
import { projectEvents } from '../../../src/projections/runnerBatch.ts';
import { createFold } from '../../../src/projections/fold.ts';
import { createStates } from '../../../src/projections/schema.ts';
import { openSession } from '../../../src/projections/session.ts';
import { fact, filled, recorded } from '../../support/given.ts';
import { openBook, registered, type Book } from './casesBook.ts';
import { ZONE } from './runnerHarness.ts';

let book: Book;
let patients = 500;
let patientId: number;

beforeAll(async () => void (book = await openBook()));
afterAll(() => book.close());
beforeEach(() => void (patientId = patients += 1));

const history = async (request: Partial<HistoryRequest> = {}) => {
  await book.seen();
  const { total, items, next } = await listHistory(book.pool, {
    patientId,
    filters: {},
    limit: 20,
    offset: 0,
    ...request,
  });
  return { total, next, items: items.map((item) => JSON.parse(item)) };
};

const at = (hour: number): string => `2026-11-23T0${hour}:00:00.000Z`;

it('D-16, E-HIST-01: one item a request, newest first, with old and new values and their labels', async () => {
  await book.write(patientId, [registered(patientId, 'basic')], { at: at(1) });
  await book.write(patientId, [filled({ 'patient.gender': '1', 'patient.name': '张三' })], {
    at: at(2),
    user: '李护士',
  });
  await book.write(
    patientId,
    [recorded('assist_examination.triage_time', '2026-11-23T02:30:00Z'), filled({ 'patient.gender': '2' })],
    { at: at(3), client: 'android' },
  );
  const { total, items } = await history();
  expect(total).toBe(3);
  expect(items.map(({ action }) => action)).toEqual(['update', 'update', 'create']);
  expect(items[0]).toEqual({
    id: expect.any(String),
    table_name: 'basic_basicrescue',
    instance_id: patientId * 10,
    user: '王医生',
    client: 'android',
    time: '2026-11-23 11:00:00',
    action: 'update',
    changes: [
      {
        field: 'assist_examination.triage_time',
        label: expect.stringMatching(/\p{Script=Han}/u),
        old: null,
        new: '2026-11-23 10:30:00',
        old_label: null,
        new_label: '2026-11-23 10:30:00',
      },
      { field: 'patient.gender', label: '性别', old: '1', new: '2', old_label: '男', new_label: '女' },
    ],
    from: null,
    to: null,
  });
});

it('D-16: tells unknown fields, ECG rows, archive steps with their reason, and refused attempts', async () => {
  const row = { id: 1, imgs: ['/media/a.png'], ecg_fetch_time: null, ecg_diagnosis_time: null };
  const requests: PatientEvent[][] = [
    [registered(patientId, 'basic')],
    [fact('UnknownFieldsRecorded', { values: { 'patient.old_form': { a: 1 } } })],
    [fact('EcgAdded', { list: 'pre_ecg', row })],
    [fact('EcgChanged', { list: 'pre_ecg', row: { ...row, ecg_fetch_time: '2026-11-23T01:00:00Z' } })],
    [fact('EcgRemoved', { list: 'pre_ecg', id: 1 })],
    [fact('ArchiveRequested', {})],
    [fact('ArchiveRefused', { reason: '缺少签名' })],
    [fact('ChangeRefused', { code: 'case_archived', paths: ['patient.name'] })],
    [fact('ChangeRefused', { code: 'case_archived', paths: [], attempted: 'delete' })],
    [fact('ChangeRefused', { code: 'case_archived', paths: [], attempted: 'switch' })],
    // As it was written before it said what was attempted.
    [fact('ChangeRefused', { code: 'case_archived', paths: [] })],
  ];
  for (const facts of requests) await book.write(patientId, facts);
  const { items } = await history();
  expect(items.map(({ action, changes }) => [action, changes.map(toShort)])).toEqual([
    ['refused_change', []],
    ['refused_switch', []],
    ['refused_delete', []],
    ['refused_change', [['patient.name', null, null]]],
    [
      'refuse_archive',
      [
        ['patient.arch_status', '1', '3'],
        ['reason', null, '缺少签名'],
      ],
    ],
    ['ask_archive', [['patient.arch_status', '0', '1']]],
    [
      'update',
      [
        ['pre_ecg[1].imgs', ['/media/a.png'], null],
        ['pre_ecg[1].ecg_fetch_time', '2026-11-23 09:00:00', null],
      ],
    ],
    ['update', [['pre_ecg[1].ecg_fetch_time', null, '2026-11-23 09:00:00']]],
    ['update', [['pre_ecg[1].imgs', null, ['/media/a.png']]]],
    ['update', [['patient.old_form', null, { a: 1 }]]],
    ['create', []],
  ]);
});

it('D-08, D-18: tells an attempt and what the same command, sent again, then did as two entries', async () => {
  await book.write(patientId, [registered(patientId, 'basic')]);
  await book.write(patientId, [
    fact('ChangeRefused', { code: 'case_archived', paths: ['patient.name'] }),
    fact('FieldsRecorded', { values: { 'patient.name': '王芳' } }),
  ]);
  const { items } = await history();
  expect(items.map(({ action, changes }) => [action, changes.map(toShort)])).toEqual([
    ['update', [['patient.name', null, '王芳']]],
    ['refused_change', [['patient.name', null, null]]],
    ['create', []],
  ]);
});

const toShort = (line: { field: string; old: unknown; new: unknown }) => [line.field, line.old, line.new];

it('D-09, D-10: goes on through a switch and a deletion, naming the case as it was at each moment', async () => {
  const from = { caseType: 'basic', caseId: patientId * 10 } as const;
  const to = { caseType: 'apoplexy', caseId: 7_000 + patientId } as const;
  await book.write(patientId, [registered(patientId, 'basic'), filled({ 'patient.name': '张三', has_cpr_pre: true })]);
  await book.write(patientId, [fact('CaseSwitched', { from, to, carried: ['patient.name'] })]);
  await book.write(patientId, [fact('CaseDeleted', to)]);
  await book.write(patientId, [fact('CaseRestored', to)]);
  const { items } = await history();
  expect(items.map(({ action, table_name, instance_id }) => [action, table_name, instance_id])).toEqual([
    ['restore', 'apoplexy_apoplexy', to.caseId],
    ['delete', 'apoplexy_apoplexy', to.caseId],
    ['switch', 'basic_basicrescue', from.caseId],
    ['create', 'basic_basicrescue', from.caseId],
  ]);
  expect(items[2]).toMatchObject({
    from: { case_type: 'basic', case_id: from.caseId },
    to: { case_type: 'apoplexy', case_id: to.caseId },
    changes: [{ field: 'has_cpr_pre', old: true, new: null }],
  });
});

describe('D-16: narrows', () => {
  beforeEach(async () => {
    await book.write(patientId, [registered(patientId, 'basic')], { at: at(1), user: '甲' });
    await book.write(patientId, [filled({ 'patient.name': '张"field":"patient.age"' })], { at: at(2), user: '乙' });
    await book.write(patientId, [filled({ 'patient.age': 40, 'patient.name': '李' })], { at: at(3), user: '乙' });
  });

  it.each([
    [{ user: '乙' }, [3, 2]],
    [{ user: '丙' }, []],
    [{ field: 'patient.name' }, [3, 2]],
    [{ field: 'patient.age' }, [3]],
    [{ from: at(2) }, [3, 2]],
    [{ before: at(2) }, [1]],
    [{ from: at(2), before: at(3) }, [2]],
    [{ user: '乙', field: 'patient.age', from: at(1), before: at(9) }, [3]],
  ])('by %j', async (filters, hours) => {
    const { total, items } = await history({ filters });
    expect(items.map(({ time }) => Number(time.slice(11, 13)) - 8)).toEqual(hours);
    expect(total).toBe(hours.length);
    expect((await history({ filters, offset: 50 })).total).toBe(hours.length);
  });
});

it('D-16: pages by position skip and double nothing while entries come in', async () => {
  await book.write(patientId, [registered(patientId, 'basic')]);
  for (let age = 1; age <= 7; age += 1) await book.write(patientId, [filled({ 'patient.age': age })]);
  const ages: unknown[] = [];
  let after: string | undefined;
  do {
    const page = await history({ limit: 3, after });
    ages.push(...page.items.map(({ changes }) => changes[0]?.new));
    after = page.next;
    await book.write(patientId, [filled({ 'patient.age': 100 + ages.length })]);
  } while (after !== undefined);
  expect(ages).toEqual([7, 6, 5, 4, 3, 2, 1, undefined]);
});

it('D-16: completes an entry whose append was split over two batches, with the bytes of a whole one', async () => {
  const facts = [
    registered(patientId, 'basic'),
    recorded('assist_examination.triage_time'),
    recorded('assist_examination.register_time'),
    filled({ 'patient.name': '张三' }),
    fact('CaseSwitched', {
      from: { caseType: 'basic', caseId: patientId * 10 },
      to: { caseType: 'toxic', caseId: 9_900 },
      carried: ['patient.name'],
    }),
  ];
  await book.write(patientId, facts);
  await book.seen();
  const stored = await book.store.read(`patient-${patientId}`);
  const whole = await book.pool.query('select * from operation_record where patient_id = $1', [patientId]);
  await book.pool.query('create schema if not exists split');
  const session = await openSession(book.database, 'split');
  const target = { readModels: [operationRecord], fold: createFold(10), zone: ZONE, onGaps: () => undefined };
  await session.transaction(async (connection) => {
    await createStates(connection);
    await operationRecord.createTables(connection);
  });
  for (const events of [stored.slice(0, 2), stored.slice(2, 3), stored.slice(3, 4), stored.slice(4)])
    await session.transaction((connection) => projectEvents(connection, target, events));
  await session.close();
  const split = await book.pool.query('select * from split.operation_record where patient_id = $1', [patientId]);
  expect(whole.rows).toHaveLength(1);
  expect(split.rows).toEqual(whole.rows);
});
