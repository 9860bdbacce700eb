import { verifyLog } from '../../../src/eventstore/audit/verifyLog.ts';
import { CommandHandler } from '../../../src/eventstore/commandHandler.ts';
import { StoreUnavailable } from '../../../src/eventstore/errors.ts';
import { NO_STREAM, type EventStore, type StoredEvent } from '../../../src/eventstore/port.ts';
import type { PatientEvent } from '../../../src/domain/patient/events.ts';
import * as patient from '../../../src/domain/patient/state.ts';
import { context, patientCommands } from '../../support/commands.ts';
import { createMemoryEventStore } from '../../support/memoryEventStore.ts';
import { change, register, STREAM } from '../../support/oneRecord.ts';

const command = (toast: string) => ({ stream: STREAM, decide: change({ toast }), context: context() });

/** A log that is there, and one that can take its place under whoever writes. */
const replaceable = () => {
  let log = createMemoryEventStore();
  let isAway = false;
  const reach = async (): Promise<EventStore> => {
    if (isAway) throw new StoreUnavailable('away');
    return log;
  };
  const store: EventStore = {
    read: async (...args) => (await reach()).read(...args),
    append: async (...args) => (await reach()).append(...args),
    subscribe: (...args) => log.subscribe(...args),
    end: () => log.end(),
    distance: (...args) => log.distance(...args),
    forget: () => log.forget(),
    close: () => log.close(),
  };
  /** As a restore of an older copy does it. */
  const restore = async (events: readonly StoredEvent[]): Promise<void> => {
    log = createMemoryEventStore();
    await log.append(STREAM, events, NO_STREAM);
  };
  const setAway = (away: boolean): void => void (isAway = away);
  return { store, restore, setAway };
};

const opened = async () => {
  const { store, restore, setAway } = replaceable();
  let isOther = false;
  const options = { store, now: () => new Date(), isOtherLog: () => isOther };
  const commands = new CommandHandler<patient.PatientState, PatientEvent>(patient, options);
  await commands.handle({ stream: STREAM, decide: register, context: context() });
  const setOther = (other: boolean): void => void (isOther = other);
  return { store, restore, setAway, commands, setOther };
};

describe('a log that came back from an older copy under a running process', () => {
  it('is gone on with from what it holds, not from what was remembered', async () => {
    const { store, restore, commands } = await opened();
    const older = await store.read(STREAM);
    await commands.handle(command('1'));
    await restore(older);
    await patientCommands(store).handle(command('2'));
    commands.forget();
    expect(await commands.handle(command('3'))).toMatchObject({ revision: 2, state: { values: { toast: '3' } } });
    expect((await verifyLog(store, new Map())).findings).toEqual([]);
  });

  it('is not remembered by who was reading before it came back', async () => {
    const { store, restore, commands } = await opened();
    const older = await store.read(STREAM);
    await commands.handle(command('1'));
    const loading = commands.load(STREAM);
    commands.forget();
    await loading;
    await restore(older);
    await patientCommands(store).handle(command('2'));
    await commands.handle(command('3'));
    expect((await verifyLog(store, new Map())).findings).toEqual([]);
  });

  it('is not remembered either by who saw that it was away', async () => {
    const { store, restore, commands, setAway } = await opened();
    const older = await store.read(STREAM);
    await commands.handle(command('1'));
    setAway(true);
    await expect(commands.handle({ ...command('2'), stream: 'patient-2' })).rejects.toThrow(StoreUnavailable);
    setAway(false);
    await restore(older);
    await patientCommands(store).handle(command('2'));
    await commands.handle(command('3'));
    expect((await verifyLog(store, new Map())).findings).toEqual([]);
  });

  it('takes no command while it is another one, and all of them afterwards', async () => {
    const { store, commands, setOther } = await opened();
    setOther(true);
    await expect(commands.handle(command('1'))).rejects.toThrow(StoreUnavailable);
    expect(await store.read(STREAM)).toHaveLength(1);
    setOther(false);
    expect(await commands.handle(command('1'))).toMatchObject({ revision: 1 });
  });

  it('takes no command either that was decided just before that was seen', async () => {
    const { store, commands, setOther } = await opened();
    const seenMeanwhile = {
      ...command('1'),
      decide: (state: patient.PatientState) => (setOther(true), change({ toast: '1' })(state)),
    };
    await expect(commands.handle(seenMeanwhile)).rejects.toThrow(StoreUnavailable);
    expect(await store.read(STREAM)).toHaveLength(1);
  });
});
