import { CASE_TYPE_NAMES, type CaseTypeName } from '../domain/catalogue/caseTypes.ts';
import { PATIENT_STREAMS, type CaseReference, type PatientEvent } from '../domain/patient/events.ts';
import type { SequenceName } from '../api/cases/caseServices.ts';
import { factOf } from '../eventstore/codec.ts';
import { BEGINNING, type EventBatch, type EventStore, type Position, type StoredEvent } from '../eventstore/port.ts';
import { readCheckpoints } from '../projections/checkpoints.ts';
import type { Connection } from '../projections/projection.ts';
import { LIVE } from '../projections/schema.ts';
import { caseSequence } from './sequences.ts';

/** The highest number that the log has given out, by sequence; none where it has given none. */
export type Given = ReadonlyMap<SequenceName, number>;

type Counting = Map<SequenceName, number>;

const note = (given: Counting, name: SequenceName, id: number): void =>
  void given.set(name, Math.max(id, given.get(name) ?? 0));

const noteCase = (given: Counting, { caseType, caseId }: CaseReference): void =>
  note(given, caseSequence(caseType), caseId);

/** What gives numbers; other events need not be parsed. */
const GIVING = new Set(['CaseRegistered', 'CaseSwitched']);

const noteEvent = (given: Counting, stored: StoredEvent): void => {
  if (!GIVING.has(stored.type)) return;
  const fact = factOf<PatientEvent>(stored);
  if (fact.type === 'CaseSwitched') noteCase(given, fact.data.to);
  if (fact.type !== 'CaseRegistered') return;
  note(given, 'patient', fact.data.patientId);
  noteCase(given, fact.data);
};

/** Where numbers stand in read models, and up to where in the log. */
const HOLDERS = ['patient_states', 'cases'];

interface HighestRow {
  readonly type: CaseTypeName | null;
  readonly id: number | null;
}

const HIGHEST = `
  select null as type, max(patient_id)::float8 as id from ${LIVE}.patient_states
  ${CASE_TYPE_NAMES.map(
    (type) => `union all select '${type}', max(case_id)::float8 from ${LIVE}.cases where case_type = '${type}'`,
  ).join('\n')}`;

const readHolders = async (connection: Connection, given: Counting): Promise<Position> => {
  const holders = (await readCheckpoints(connection)).filter(({ name, isWhole }) => isWhole && HOLDERS.includes(name));
  if (holders.length < HOLDERS.length) return BEGINNING;
  const { rows } = await connection.query<HighestRow>(HIGHEST);
  for (const { type, id } of rows) if (id !== null) note(given, type === null ? 'patient' : caseSequence(type), id);
  return holders.map(({ position }) => position).reduce((a, b) => (a < b ? a : b));
};

/** Tables and checkpoints of one moment. */
const fromReadModels = async (connection: Connection, given: Counting): Promise<Position> => {
  await connection.query('begin isolation level repeatable read read only');
  try {
    return await readHolders(connection, given);
  } finally {
    await connection.query('rollback');
  }
};

interface Piece {
  readonly after: Position;
  readonly end: Position;
}

/** To its end, of which a subscription may believe too early that it has come there: others write too (see `caughtUp`). */
const fromLog = (store: EventStore, { after, end }: Piece, given: Counting): Promise<void> =>
  new Promise((resolve, reject) => {
    const isAll = async ({ position, caughtUp }: EventBatch): Promise<boolean> =>
      position >= end || (caughtUp && position >= (await store.end()));
    const subscription = store.subscribe(after, { streamPrefixes: [PATIENT_STREAMS] }, async (batch) => {
      for (const event of batch.events) noteEvent(given, event);
      if (await isAll(batch)) resolve(subscription.stop());
    });
    subscription.ended.catch(reject);
  });

/**
 * What the read models know of it, and the log after them: exact whether or not a runner works, and however old the
 * database is.
 * @throws StoreUnavailable
 */
export const givenNumbers = async (connection: Connection, store: EventStore): Promise<Given> => {
  const given: Counting = new Map();
  const end = await store.end();
  const position = await fromReadModels(connection, given);
  if (position < end) await fromLog(store, { after: position, end }, given);
  return given;
};
