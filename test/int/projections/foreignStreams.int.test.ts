import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { createLogger } from '../../../src/app/logging/logger.ts';
import { openEventStore } from '../../../src/app/openEventStore.ts';
import { patientStream } from '../../../src/api/cases/caseServices.ts';
import { registerCase } from '../../../src/domain/patient/registerCase.ts';
import type { PatientState } from '../../../src/domain/patient/state.ts';
import { userStream } from '../../../src/domain/user/events.ts';
import { verifyLog } from '../../../src/eventstore/audit/verifyLog.ts';
import { NO_STREAM, type EventStore } from '../../../src/eventstore/port.ts';
import { readAnchors } from '../../../src/projections/anchors.ts';
import { rebuild } from '../../../src/projections/rebuild.ts';
import { context, patientCommands } from '../../support/commands.ts';
import { createDatabase, type TestDatabase } from '../../support/database.ts';
import { eventually } from '../../support/eventually.ts';
import { Loopback } from '../../support/eventStoreDb/loopback.ts';
import { changes, NOON } from '../../support/given.ts';
import { harness, newEvent, toy, ZONE, type Harness } from './runnerHarness.ts';

let loopback: Loopback;
let client: EventStoreDBClient;
let store: EventStore;
let database: TestDatabase;
let h: Harness;

beforeEach(async () => {
  [loopback, database] = await Promise.all([Loopback.start(), createDatabase()]);
  client = EventStoreDBClient.connectionString(loopback.url);
  store = await openEventStore({ url: loopback.url, logger: createLogger({ level: 'silent' }) });
  h = harness(database.url, store);
});
afterEach(async () => {
  await h.close();
  await store.close();
  await client.dispose();
  await Promise.all([loopback.stop(), database.drop()]);
});

const register = async (patientId: number): Promise<void> => {
  const command = { patientId, caseType: 'basic', caseId: patientId, createdTime: NOON, changes: changes({}) } as const;
  const decide = (state: PatientState) => registerCase(command, state);
  await patientCommands(store).handle({ stream: patientStream(patientId), decide, context: context() });
};

const stored = async (): Promise<number> => (await store.read(patientStream(1))).length;

const noted = async () => {
  const anchors = await readAnchors(h.connection, { after: '', limit: 10 });
  return new Map(anchors.map(({ stream, ...end }) => [stream, end]));
};

describe('an event of another application in the same EventStoreDB', () => {
  it('without metadata stops neither the read models nor the audit, and is neither counted nor noted', async () => {
    h.run([toy()]);
    await register(1);
    await client.appendToStream('order-1', [jsonEvent({ type: 'OrderPlaced', data: { id: 1 } })]);
    await register(2);
    const end = await store.end();
    await eventually(async () => (await h.position()) === end);
    const anchors = await noted();
    expect([...anchors.keys()]).toEqual(['patient-1', 'patient-2']);
    const events = 2 * (await stored());
    expect(await verifyLog(store, anchors)).toEqual({ events, streams: 2, findings: [] });
    expect(h.lines.filter(({ level }) => level !== 'info')).toEqual([]);
  });

  it('does not keep a rebuild waiting for a position that only the runner was told of', async () => {
    const end = async () => (await h.position()) === (await store.end());
    const first = h.run([toy()]);
    await register(1);
    await eventually(end);
    await first.stop();
    const order = () => jsonEvent({ type: 'OrderPlaced', data: {} });
    await client.appendToStream('order-1', Array.from({ length: 600 }, order));
    h.run([toy()]);
    await eventually(async () => !(await end()));
    const names = ['toy'];
    const options = { database: database.url, store, readModels: [toy()], zone: ZONE, log: h.log, names };
    expect(await rebuild(options)).toMatchObject({ events: await stored() });
    await register(2);
    await eventually(end);
    expect(await h.one('select count(*)::int from read_model.toy_tally')).toBe(2);
  });

  it('does not keep anybody from writing to the streams of cases and of people', async () => {
    for (const stream of [patientStream(1), userStream(1)]) {
      await store.append(stream, [newEvent('Noted', {})], NO_STREAM);
      expect(await store.read(stream)).toHaveLength(1);
    }
  });
});
