import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { CaseTypeName } from '../../../src/domain/catalogue/caseTypes.ts';
import type { PatientEvent, Values } from '../../../src/domain/patient/events.ts';
import type { ClientKind } from '../../../src/domain/shared/actor.ts';
import { encode, type Tail } from '../../../src/eventstore/encode.ts';
import type { EventStore } from '../../../src/eventstore/port.ts';
import { countCases, listCases } from '../../../src/projections/cases/listCases.ts';
import type { ListQuery } from '../../../src/projections/cases/listQuery.ts';
import { readListQuery, type RawParameters } from '../../../src/projections/cases/readListQuery.ts';
import { READ_MODELS } from '../../../src/projections/readModels.ts';
import { fact, filled } from '../../support/given.ts';
import { createDatabase } from '../../support/database.ts';
import { createMemoryEventStore } from '../../support/memoryEventStore.ts';
import { eventually } from '../../support/eventually.ts';
import { harness, ZONE } from './runnerHarness.ts';

interface Entered {
  readonly at?: string;
  readonly user?: string;
  readonly client?: ClientKind;
}

/** Appends facts to patients' streams as the command handler would. */
const createBook = (store: EventStore) => {
  const tails = new Map<number, Tail>();
  return {
    /** One request; resolves with its command id. */
    write: async (patientId: number, facts: readonly PatientEvent[], entered: Entered = {}): Promise<string> => {
      const tail = tails.get(patientId) ?? { revision: -1 };
      const causationId = randomUUID();
      const { at = '2026-11-23T04:00:00.000Z', user = '王医生', client = 'web' } = entered;
      const origin = { correlationId: causationId, causationId, user, client };
      const stream = `patient-${patientId}`;
      const encoded = encode(facts, { stream, tail, origin, now: new Date(at) });
      await store.append(stream, encoded.events, tail.revision);
      tails.set(patientId, encoded.tail);
      return causationId;
    },
  };
};

export const registered = (patientId: number, caseType: CaseTypeName, createdTime = '2026-11-23T04:00:00Z') =>
  fact('CaseRegistered', { patientId, caseType, caseId: patientId * 10, createdTime });

/** A database with the real read models, kept by the real runner. */
export const openBook = async () => {
  const database = await createDatabase();
  const store = createMemoryEventStore();
  const h = harness(database.url, store);
  h.run(READ_MODELS);
  const pool = new pg.Pool({ connectionString: database.url, max: 4, options: '-c search_path=read_model' });
  const seen = async (): Promise<void> => {
    const end = await store.end();
    await eventually(async () => (await h.position('cases')) === end);
  };
  const list = async (caseType: CaseTypeName, raw: RawParameters = {}) => {
    const reading = readListQuery(caseType, raw, ZONE);
    if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
    return listCases(pool, reading.query);
  };
  const { write } = createBook(store);
  let patients = 0;
  /** A new case; its id is ten times the patient's. */
  const open = async (caseType: CaseTypeName, values: Values = {}, createdTime?: string): Promise<number> => {
    patients += 1;
    const contents = Object.keys(values).length > 0 ? [filled(values)] : [];
    await write(patients, [registered(patients, caseType, createdTime), ...contents]);
    return patients * 10;
  };
  return {
    write,
    open,
    database: database.url,
    store,
    harness: h,
    pool,
    seen,
    list,
    /** The ids on the page, newest first, once everything written is seen. */
    ids: async (caseType: CaseTypeName, raw: RawParameters = {}): Promise<readonly number[]> => {
      await seen();
      const { total, rows } = await list(caseType, { limit: '500', ...raw });
      const ids = rows.map((row) => JSON.parse(row).id);
      if (raw.limit === undefined && total !== ids.length) throw new Error(`total ${total}, but rows ${ids.join()}`);
      return ids;
    },
    count: (query: ListQuery) => countCases(pool, query),
    close: async () => {
      await pool.end();
      await h.close();
      await database.drop();
    },
  };
};

export type Book = Awaited<ReturnType<typeof openBook>>;
