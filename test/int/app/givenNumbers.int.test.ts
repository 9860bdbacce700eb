import pg from 'pg';
import { runMigrations } from '../../../src/app/database/runMigrations.ts';
import { givenNumbers } from '../../../src/app/givenNumbers.ts';
import { registerCase } from '../../../src/domain/patient/registerCase.ts';
import type { PatientState } from '../../../src/domain/patient/state.ts';
import { userStream } from '../../../src/domain/user/events.ts';
import { createEventStoreDbEventStore } from '../../../src/eventstore/eventStoreDb/eventStoreDbEventStore.ts';
import { BEGINNING, NO_STREAM, type EventStore } from '../../../src/eventstore/port.ts';
import { createPostgresEventStore } from '../../../src/eventstore/postgres/postgresEventStore.ts';
import { collecting } from '../../contract/collector.ts';
import { newEvent } from '../../contract/events.ts';
import { context, patientCommands } from '../../support/commands.ts';
import { createDatabase, type TestDatabase } from '../../support/database.ts';
import { Loopback } from '../../support/eventStoreDb/loopback.ts';
import { changes, NOON } from '../../support/given.ts';

let database: TestDatabase;
let pool: pg.Pool;
let closers: (() => Promise<unknown>)[];

beforeEach(async () => {
  database = await createDatabase();
  await runMigrations(database.url);
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  closers = [];
});

afterEach(async () => {
  for (const close of closers.reverse()) await close();
  await pool.end();
  await database.drop();
});

/** Of one process of several; nobody keeps read models. */
const openStore = async (): Promise<EventStore> => {
  const store = await createPostgresEventStore({ url: database.url });
  await store.migrate();
  closers.push(() => store.close());
  return store;
};

const openEventStoreDb = async (): Promise<EventStore> => {
  const loopback = await Loopback.start();
  const store = createEventStoreDbEventStore({ url: loopback.url });
  closers.push(
    () => loopback.stop(),
    () => store.close(),
  );
  return store;
};

const register = async (store: EventStore, ...patientIds: number[]): Promise<void> => {
  for (const patientId of patientIds) {
    const command = { patientId, caseType: 'trauma', caseId: patientId, createdTime: NOON } as const;
    const decide = (state: PatientState) => registerCase({ ...command, changes: changes({}) }, state);
    await patientCommands(store).handle({ stream: `patient-${patientId}`, decide, context: context() });
  }
};

const given = async (store: EventStore) => {
  const client = await pool.connect();
  const numbers = await givenNumbers(client, store).finally(() => client.release());
  return Object.fromEntries(numbers);
};

const following = (store: EventStore, body: () => Promise<void>): Promise<void> =>
  collecting(store, { from: BEGINNING, patience: 10_000 }, async (seen) => {
    await seen.until('the beginning', ({ batches }) => batches.length > 0);
    await body();
  });

describe('the numbers that a log has given (D-35)', () => {
  it('are those too that another process gave a moment ago, of which nobody has heard', async () => {
    const [here, other] = [await openStore(), await openStore()];
    await following(here, () =>
      following(other, async () => {
        await register(here, 5);
        await register(other, 7, 8, 9);
        expect(await given(here)).toEqual({ patient: 9, case_trauma: 9 });
      }),
    );
  });

  it('are those of all of the log where its store says too early that nothing follows', async () => {
    const store = await openStore();
    await register(store, 7, 8, 9);
    const hasty: EventStore = {
      ...store,
      subscribe: (from, options, onBatch) =>
        store.subscribe(from, { ...options, batchSize: 1 }, (batch) => onBatch({ ...batch, caughtUp: true })),
    };
    expect(await given(hasty)).toEqual({ patient: 9, case_trauma: 9 });
  });

  it('are found where the log came back shorter meanwhile', async () => {
    const store = await openStore();
    await register(store, 7, 8, 9);
    const losing: EventStore = {
      ...store,
      end: async () => {
        const end = await store.end();
        await pool.query(`delete from eventstore.events where stream = 'patient-9'`);
        return end;
      },
    };
    expect(await given(losing)).toEqual({ patient: 8, case_trauma: 8 });
  });

  it.each([
    ['PostgreSQL', openStore],
    ['EventStoreDB', openEventStoreDb],
  ])('are found in a log that ends with what gives none: %s', async (_, open) => {
    const store = await open();
    await register(store, 7, 8);
    await store.append(userStream(1), [newEvent()], NO_STREAM);
    expect(await given(store)).toEqual({ patient: 8, case_trauma: 8 });
  });
});
