import { findWearer } from '../../../src/projections/wristlet/queries.ts';
import { fact, filled } from '../../support/given.ts';
import { openBook, type Book } from './casesBook.ts';

let book: Book;

beforeAll(async () => void (book = await openBook()));
afterAll(() => book.close());

const wearer = async (wristlet: string) => {
  await book.seen();
  return findWearer(book.pool, wristlet);
};

const bind = (caseId: number, wristlet: string | null) =>
  book.write(caseId / 10, [filled({ 'patient.wristlet': wristlet })]);

const basic = (caseId: number) => ({ caseType: 'basic', caseId }) as const;
const worn = (caseId: number) => ({ patientId: caseId / 10, ...basic(caseId) });

it('D-13, E-WRIST-01: finds who wears a wristlet, and nobody where nobody does', async () => {
  const id = await book.open('basic', { 'patient.wristlet': 'a1' });
  expect(await wearer('a1')).toEqual(worn(id));
  expect(await wearer('a')).toBeUndefined();
});

it('D-13: the latest binding counts, not the latest case', async () => {
  const early = await book.open('basic');
  const late = await book.open('basic', { 'patient.wristlet': 'b1' });
  await bind(early, 'b1');
  expect(await wearer('b1')).toEqual(worn(early));
  await book.write(late / 10, [filled({ 'patient.name': '张三' })]);
  expect(await wearer('b1')).toEqual(worn(early));
  await bind(early, 'b2');
  expect(await wearer('b1')).toEqual(worn(late));
  await bind(late, null);
  expect(await wearer('b1')).toBeUndefined();
});

it('D-10, D-13: follows deletion and restoration without binding anew', async () => {
  const first = await book.open('basic', { 'patient.wristlet': 'c1' });
  const second = await book.open('basic', { 'patient.wristlet': 'c1' });
  await book.write(second / 10, [fact('CaseDeleted', basic(second))]);
  expect(await wearer('c1')).toEqual(worn(first));
  await book.write(first / 10, [fact('CaseDeleted', basic(first))]);
  expect(await wearer('c1')).toBeUndefined();
  await book.write(second / 10, [fact('CaseRestored', basic(second))]);
  await book.write(first / 10, [fact('CaseRestored', basic(first))]);
  expect(await wearer('c1')).toEqual(worn(second));
});

it('D-10, D-13: a restored case was bound when it was, before and after those of others', async () => {
  const first = await book.open('basic', { 'patient.wristlet': 'e1' });
  const second = await book.open('basic', { 'patient.wristlet': 'e1' });
  for (const [id, left] of [
    [second, first],
    [first, second],
  ] as const) {
    await book.write(id / 10, [fact('CaseDeleted', basic(id))]);
    expect(await wearer('e1')).toEqual(worn(left));
    await book.write(id / 10, [fact('CaseRestored', basic(id))]);
    expect(await wearer('e1')).toEqual(worn(second));
  }
});

it('D-09, D-13: leads to the new case after a switch, unless the wristlet was not carried', async () => {
  const id = await book.open('basic', { 'patient.wristlet': 'd1' });
  const [toxic, gib] = [{ caseType: 'toxic', caseId: 9_001 } as const, { caseType: 'gib', caseId: 9_002 } as const];
  await book.write(id / 10, [fact('CaseSwitched', { from: basic(id), to: toxic, carried: ['patient.wristlet'] })]);
  expect(await wearer('d1')).toEqual({ patientId: id / 10, ...toxic });
  await book.write(id / 10, [fact('CaseSwitched', { from: toxic, to: gib, carried: [] })]);
  expect(await wearer('d1')).toBeUndefined();
});
