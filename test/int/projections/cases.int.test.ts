import { fact, filled } from '../../support/given.ts';
import { openBook, type Book } from './casesBook.ts';
import type { CaseTypeName } from '../../../src/domain/catalogue/caseTypes.ts';
import type { PatientEvents, Values } from '../../../src/domain/patient/events.ts';
import { findCase } from '../../../src/projections/cases/findCase.ts';

let book: Book;

beforeAll(async () => void (book = await openBook()));
afterAll(() => book.close());

const registered = (patientId: number, data: Partial<PatientEvents['CaseRegistered']> = {}) =>
  fact('CaseRegistered', {
    patientId,
    caseType: 'apoplexy',
    caseId: patientId * 10,
    createdTime: '2026-11-23T04:00:00Z',
    ...data,
  });

let nextPatient = 1;

/** A new case; resolves with its id. */
const open = async (caseType: CaseTypeName, values: Values = {}, createdTime?: string): Promise<number> => {
  const patientId = nextPatient;
  nextPatient += 1;
  const data = { caseType, ...(createdTime && { createdTime }) };
  await book.write(patientId, [
    registered(patientId, data),
    ...(Object.keys(values).length > 0 ? [filled(values)] : []),
  ]);
  await book.seen();
  return patientId * 10;
};

it('E-GEN-11, A-05: answers rows in the clients shape, with the ids of case and visit', async () => {
  const id = await open('gib', { 'patient.name': '张三', 'patient.illness_grade': '2' });
  const { total, rows } = await book.list('gib');
  expect(total).toBe(1);
  expect(JSON.parse(rows[0] ?? '')).toMatchObject({
    id,
    case_type: 'gib',
    illness_grade: '2',
    patient: { id: id / 10, name: '张三', illness_grade: '2', arch_status: '0' },
    assist_examination: { last_modified: '2026-11-23 12:00:00' },
  });
  expect(await findCase(book.pool, { caseType: 'gib', caseId: id })).toMatchObject({
    patientId: id / 10,
    status: 'live',
  });
});
