import type { PatientEvent } from '../../../src/domain/patient/events.ts';
import { evolve, initialState, type PatientState } from '../../../src/domain/patient/state.ts';
import type { Aggregate } from '../../../src/eventstore/command.ts';
import { foldStored, unwritten } from '../../../src/eventstore/foldStored.ts';
import { findPatientSnapshot } from '../../../src/projections/patientState.ts';
import { fact, filled } from '../../support/given.ts';
import { openBook, type Book } from './casesBook.ts';

let book: Book;

beforeAll(async () => void (book = await openBook()));
afterAll(() => book.close());

const patient: Aggregate<PatientState, PatientEvent> = { initialState, evolve };

const snapshotOf = async (stream: string) => {
  await book.seen();
  return findPatientSnapshot(book.pool, stream);
};

it('finds what the runner has folded, and with which event it ends', async () => {
  const id = await book.open('chestpain', { 'patient.name': '张三' });
  await book.open('chestpain', { 'patient.name': '李四' });
  await book.write(id / 10, [
    filled({ 'patient.gender': '1' }),
    fact('MilestoneRecorded', { path: 'first_touch_time', at: '2026-11-23T04:05:00Z' }),
  ]);
  const stream = `patient-${id / 10}`;
  const stored = await book.store.read(stream);
  const { state, revision } = foldStored(patient, unwritten(patient), stored);
  expect(await snapshotOf(stream)).toEqual({ state, revision, eventId: stored.at(-1)?.id });
});

it('finds nothing of strangers', async () => {
  expect(await snapshotOf('patient-99999')).toBeUndefined();
  expect(await snapshotOf('user-1')).toBeUndefined();
});

it('finds nothing while another release keeps states of another shape', async () => {
  const id = await book.open('chestpain');
  const stream = `patient-${id / 10}`;
  expect(await snapshotOf(stream)).toBeDefined();
  await book.pool.query(`update projection.checkpoints set version = version + 1 where name = 'patient_states'`);
  expect(await findPatientSnapshot(book.pool, stream)).toBeUndefined();
  await book.pool.query(`update projection.checkpoints set version = version - 1 where name = 'patient_states'`);
});
