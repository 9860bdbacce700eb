import { acceptArchive } from '../../../src/domain/patient/archive.ts';
import type { PatientState } from '../../../src/domain/patient/state.ts';
import { Rejection } from '../../../src/domain/shared/rejection.ts';
import { verifyLog } from '../../../src/eventstore/audit/verifyLog.ts';
import type { EventStore, ReadOptions } from '../../../src/eventstore/port.ts';
import type { Snapshot } from '../../../src/eventstore/snapshot.ts';
import { context, patientCommands } from '../../support/commands.ts';
import { createMemoryEventStore } from '../../support/memoryEventStore.ts';
import { ask, change, register, STREAM } from '../../support/oneRecord.ts';

type Snapshots = Snapshot<PatientState> | undefined;

/** A record that another process has written, as a runner would have folded it. */
const written = async (...decisions: readonly ((state: PatientState) => ReturnType<typeof register>)[]) => {
  const store = createMemoryEventStore();
  const commands = patientCommands(store);
  for (const decide of [register, ...decisions]) await commands.handle({ stream: STREAM, decide, context: context() });
  const { state, revision } = await commands.load(STREAM);
  const eventId = (await store.read(STREAM)).at(-1)?.id ?? '';
  const snapshot: Snapshot<PatientState> = { state, revision, eventId };
  return { store, commands, snapshot };
};

const noting = (store: EventStore) => {
  const reads: (ReadOptions | undefined)[] = [];
  const noted: EventStore = {
    ...store,
    read: (stream, options) => {
      reads.push(options);
      return store.read(stream, options);
    },
  };
  return { noted, reads };
};

const WHOLE = { from: 0 };
const END = { direction: 'backwards', limit: 1 };

const changedOn = async (store: EventStore, findSnapshot: () => Promise<Snapshots>) => {
  const { noted, reads } = noting(store);
  const commands = patientCommands(noted, undefined, findSnapshot);
  const handled = await commands.handle({ stream: STREAM, decide: change({ toast: '2' }), context: context() });
  return { handled, reads };
};

describe('a snapshot', () => {
  it('spares the events that are in it, and the chain goes on from their end', async () => {
    const { store, commands, snapshot } = await written(change({ toast: '1' }), change({ toast: '3' }));
    const { handled, reads } = await changedOn(store, () => Promise.resolve(snapshot));
    expect(reads).toEqual([END]);
    expect(handled.revision).toBe(3);
    expect(await commands.load(STREAM)).toEqual(await patientCommands(store).load(STREAM));
    expect((await verifyLog(store, new Map())).findings).toEqual([]);
  });

  it('says what the whole stream says', async () => {
    const { store, snapshot } = await written(change({ toast: '1' }));
    const withSnapshot = patientCommands(store, undefined, () => Promise.resolve(snapshot));
    expect(await withSnapshot.load(STREAM)).toEqual(await patientCommands(store).load(STREAM));
  });

  it.each([
    ['is behind', ({ revision, ...rest }: Snapshot<PatientState>) => ({ ...rest, revision: revision - 1 })],
    ['is of another history', (snapshot: Snapshot<PatientState>) => ({ ...snapshot, eventId: 'another' })],
    ['is not there', () => undefined],
  ])('is not used when it %s', async (_, spoilt: (snapshot: Snapshot<PatientState>) => Snapshots) => {
    const { store, snapshot } = await written(change({ toast: '2' }));
    const lying = { ...snapshot, state: { ...snapshot.state, values: {} } };
    const { handled, reads } = await changedOn(store, () => Promise.resolve(spoilt(lying)));
    expect(reads).toEqual([END, WHOLE]);
    expect(handled).toMatchObject({ revision: 1, state: { values: { toast: '2' } } });
  });

  it('is not missed where nothing is written yet, which one look at the end tells', async () => {
    const { noted, reads } = noting(createMemoryEventStore());
    const commands = patientCommands(noted, undefined, () => Promise.resolve(undefined));
    const handled = await commands.handle({ stream: STREAM, decide: register, context: context() });
    expect(handled.revision).toBe(0);
    expect(reads).toEqual([END]);
  });

  it('is not missed when the read models are away', async () => {
    const { store } = await written();
    const { handled } = await changedOn(store, () => Promise.reject(new Error('away')));
    expect(handled.revision).toBe(1);
  });

  it('is not asked for what is in memory', async () => {
    const { store, snapshot } = await written();
    const asked: string[] = [];
    const commands = patientCommands(store, undefined, (stream) => {
      asked.push(stream);
      return Promise.resolve(snapshot);
    });
    await commands.handle({ stream: STREAM, decide: change({ toast: '1' }), context: context() });
    await commands.handle({ stream: STREAM, decide: change({ toast: '2' }), context: context() });
    expect(asked).toEqual([STREAM]);
  });

  it('that ends with a refused attempt does not tell when the record was changed', async () => {
    const accept = (state: PatientState) => acceptArchive({}, state);
    const { store, commands } = await written(ask, accept);
    const late = { stream: STREAM, decide: change({ toast: '1' }), context: context() };
    await expect(commands.handle(late)).rejects.toThrow(Rejection);
    const { state, revision } = await patientCommands(store).load(STREAM);
    const snapshot = { state, revision, eventId: (await store.read(STREAM)).at(-1)?.id ?? '' };
    const withSnapshot = patientCommands(store, undefined, () => Promise.resolve(snapshot));
    expect(await withSnapshot.load(STREAM)).toEqual(await patientCommands(store).load(STREAM));
  });
});
