import { withAbsoluteMedia } from '../../../src/projections/cases/mediaUrls.ts';
import { findCase, findCasesByIds } from '../../../src/projections/cases/findCase.ts';
import { fact, filled, recorded } from '../../support/given.ts';
import { openBook, type Book } from './casesBook.ts';

let book: Book;

beforeAll(async () => void (book = await openBook()));
afterAll(() => book.close());

const theOnly = async (caseType: 'gib' | 'toxic' | 'chestpain') => {
  await book.seen();
  const { total, rows } = await book.list(caseType);
  expect(total).toBe(1);
  return JSON.parse(rows[0] ?? '');
};

it('E-GEN-11, A-05: answers rows in the shape of clients, with the ids of case and visit', async () => {
  const id = await book.open('gib', { 'patient.name': '张三', 'patient.illness_grade': '2' });
  expect(await theOnly('gib')).toMatchObject({
    id,
    case_type: 'gib',
    illness_grade: '2',
    patient: { id: id / 10, name: '张三', illness_grade: '2', arch_status: '0' },
    assist_examination: { last_modified: '2026-11-23 12:00:00' },
  });
});

it('A-66: leaves unset fields out and keeps every block', async () => {
  await book.open('toxic');
  const row = await theOnly('toxic');
  expect(row).not.toHaveProperty('illness_grade');
  expect(row.patient).not.toHaveProperty('name');
  expect(row.patient.leave_hospital).toEqual({});
});

it('E-CASE-20: shows the last save, which a refused attempt is not (D-08)', async () => {
  const id = await book.open('chestpain');
  await book.write(id / 10, [recorded('assist_examination.triage_time')], { at: '2026-11-23T05:00:00.000Z' });
  const attempt = fact('ChangeRefused', { code: 'case_archived', paths: ['patient.name'] });
  await book.write(id / 10, [attempt], { at: '2026-11-23T06:00:00.000Z' });
  const row = await theOnly('chestpain');
  expect(row.assist_examination.last_modified).toBe('2026-11-23 13:00:00');
});

it('E-GEN-14: keeps picture URLs relative, to be made absolute without parsing', async () => {
  const id = await book.open('apoplexy', { 'patient.name': '"/media/1"' });
  const row = {
    id: 1,
    imgs: [`/media/${'a'.repeat(64)}.png`, `/media/${'b'.repeat(64)}.png`],
    ecg_fetch_time: null,
    ecg_diagnosis_time: null,
  };
  await book.write(id / 10, [fact('EcgAdded', { list: 'pre_ecg', row })]);
  await book.seen();
  const { rows } = await book.list('apoplexy');
  const absolute = JSON.parse(withAbsoluteMedia(rows[0] ?? '', 'https://host/base'));
  expect(absolute.pre_ecg[0].imgs).toEqual(row.imgs.map((url) => `https://host/base${url}`));
  expect(absolute.patient.name).toBe('"/media/1"');
});

it('finds the visit behind a case id, and nothing behind the id of another type', async () => {
  const id = await book.open('trauma');
  await book.seen();
  expect(await findCase(book.pool, { caseType: 'trauma', caseId: id })).toMatchObject({
    patientId: id / 10,
    status: 'live',
    to: undefined,
    row: expect.stringContaining(`"id":${id}`),
  });
  expect(await findCase(book.pool, { caseType: 'basic', caseId: id })).toBeUndefined();
});

it('D-09: a switched case leads to the live one, also through a chain, and is in no list', async () => {
  const id = await book.open('basic', { 'patient.name': '李四' }, '2026-01-05T04:00:00Z');
  const reference = { caseType: 'basic', caseId: id } as const;
  const [second, third] = [
    { caseType: 'toxic', caseId: 9001 },
    { caseType: 'basic', caseId: 9002 },
  ] as const;
  await book.write(id / 10, [fact('CaseSwitched', { from: reference, to: second, carried: ['patient.name'] })]);
  expect(await book.ids('basic')).toEqual([]);
  expect(await book.ids('toxic', { patient__name: '李四' })).toEqual([9001]);
  await book.write(id / 10, [fact('CaseSwitched', { from: second, to: third, carried: [] })]);
  expect(await book.ids('toxic', { patient__name: '李四' })).toEqual([]);
  expect(await book.ids('basic', { patient__name: '李四' })).toEqual([]);
  expect(await book.ids('basic', { month: '2026-01-01' })).toEqual([9002]);
  const found = await findCasesByIds(book.pool, { caseType: 'basic', caseIds: [id, 9002] });
  expect(found.find(({ caseId }) => caseId === id)).toMatchObject({ status: 'switched', to: third, row: undefined });
  expect(found.find(({ caseId }) => caseId === 9002)).toMatchObject({ status: 'live', patientId: id / 10 });
});

it('D-10: a deleted case leaves lists and counts, stands among the deleted, and comes back', async () => {
  const month = { month: '2026-02-01' };
  const [kept, gone] = [
    await book.open('basic', {}, '2026-02-01T04:00:00Z'),
    await book.open('basic', {}, '2026-02-02T04:00:00Z'),
  ];
  const reference = { caseType: 'basic', caseId: gone } as const;
  await book.write(gone / 10, [fact('CaseDeleted', reference)]);
  expect(await book.ids('basic', month)).toEqual([kept]);
  expect(await book.ids('basic', { ...month, deleted: 'True' })).toEqual([gone]);
  expect(await findCase(book.pool, reference)).toMatchObject({ status: 'deleted' });
  await book.write(gone / 10, [fact('CaseRestored', reference)]);
  expect(await book.ids('basic', month)).toEqual([gone, kept]);
  expect(await book.ids('basic', { ...month, deleted: 'True' })).toEqual([]);
});

it('D-17: pages without skipping or doubling, 20 by default, 500 at most, newest first', async () => {
  const month = { month: '2025-06-01' };
  for (let each = 0; each < 45; each += 1) await book.open('trauma', {}, `2025-06-0${1 + (each % 3)}T04:00:00Z`);
  await book.seen();
  const pages = await Promise.all(
    ['0', '20', '40', '60'].map(async (offset) => {
      const { total, rows } = await book.list('trauma', { ...month, offset });
      return { total, ids: rows.map((row) => JSON.parse(row).id) };
    }),
  );
  expect(pages.map(({ total }) => total)).toEqual([45, 45, 45, 45]);
  expect(pages.map(({ ids }) => ids.length)).toEqual([20, 20, 5, 0]);
  const all = await book.ids('trauma', { ...month, limit: '100000' });
  expect(pages.flatMap(({ ids }) => ids)).toEqual(all);
  expect(new Set(all).size).toBe(45);
});

it('D-17: orders by created_time, id and the hot columns, either way', async () => {
  const month = { month: '2025-07-01' };
  const second = await book.open('basic', { 'patient.illness_grade': '2' }, '2025-07-03T04:00:00Z');
  const first = await book.open('basic', { 'patient.illness_grade': '1' }, '2025-07-01T04:00:00Z');
  const third = await book.open('basic', {}, '2025-07-02T04:00:00Z');
  const ordered = (ordering: string) => book.ids('basic', { ...month, ordering });
  expect(await book.ids('basic', month)).toEqual([second, third, first]);
  expect(await ordered('created_time')).toEqual([first, third, second]);
  expect(await ordered('id')).toEqual([second, first, third]);
  expect(await ordered('-id')).toEqual([third, first, second]);
  expect(await ordered('illness_grade')).toEqual([first, second, third]);
  expect(await ordered('-patient__illness_grade')).toEqual([third, second, first]);
});

it('E-CASE-01: a change that only touches one patient leaves the rows of the others alone', async () => {
  const [one, other] = [
    await book.open('gib', { 'patient.name': '甲' }),
    await book.open('gib', { 'patient.name': '乙' }),
  ];
  await book.write(one / 10, [filled({ 'patient.name': '丙' })]);
  expect(await book.ids('gib', { patient__name: '乙' })).toEqual([other]);
  expect(await book.ids('gib', { patient__name: '丙' })).toEqual([one]);
  expect(await book.ids('gib', { patient__name: '甲' })).toEqual([]);
});

it('goes on when two visits claim one case, and shows the later one', async () => {
  const [first, second] = [8_001, 8_002];
  const claim = (patientId: number) =>
    fact('CaseRegistered', { patientId, caseType: 'gib', caseId: 80_000, createdTime: '2024-01-01T04:00:00Z' });
  await Promise.all([book.write(first, [claim(first)]), book.write(second, [claim(second)])]);
  await book.seen();
  expect(await findCase(book.pool, { caseType: 'gib', caseId: 80_000 })).toMatchObject({ patientId: second });
});

it('D-20: a value that many cases have gives the same pages as one that few have', async () => {
  const many: number[] = [];
  for (let each = 0; each < 60; each += 1) {
    const treatment = each % 3 === 0 ? [430] : [429, 431];
    const values = { treatment_type: treatment, 'patient.gender': each % 2 === 0 ? '1' : '2' };
    const id = await book.open('apoplexy', values, `2024-05-01T0${each % 10}:${10 + (each % 50)}:00Z`);
    if (each % 3 !== 0) many.push(id);
  }
  await book.seen();
  const whole = await book.ids('apoplexy', { treatment_type: '429' });
  expect([...whole].sort((a, b) => a - b)).toEqual(many);
  for (const raw of [{ treatment_type: '429' }, { treatment_type: '429', gender: '1' }]) {
    const all = await book.ids('apoplexy', raw);
    const first = await book.list('apoplexy', { ...raw, limit: '1' });
    const second = await book.list('apoplexy', { ...raw, limit: '1', offset: '1' });
    expect([...first.rows, ...second.rows].map((row) => JSON.parse(row).id)).toEqual(all.slice(0, 2));
    expect([first.total, second.total]).toEqual([all.length, all.length]);
  }
});
