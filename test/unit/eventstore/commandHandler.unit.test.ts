import { setImmediate } from 'node:timers/promises';
import { Rejection } from '../../../src/domain/shared/rejection.ts';
import { withdrawArchive } from '../../../src/domain/patient/archive.ts';
import type { PatientEvent, Values } from '../../../src/domain/patient/events.ts';
import { evolve, initialState, isAttempt, type PatientState } from '../../../src/domain/patient/state.ts';
import { decode } from '../../../src/eventstore/codec.ts';
import { CommandHandler, RevisionMismatch } from '../../../src/eventstore/commandHandler.ts';
import { verifyLog, type StreamEnd } from '../../../src/eventstore/audit/verifyLog.ts';
import { StreamGone } from '../../../src/eventstore/errors.ts';
import { hashOf } from '../../../src/eventstore/hash.ts';
import type { EventStore, Position, StoredEvent } from '../../../src/eventstore/port.ts';
import { context, patientCommands } from '../../support/commands.ts';
import { NOON } from '../../support/given.ts';
import { createMemoryEventStore } from '../../support/memoryEventStore.ts';
import { ask, change, register, STREAM } from '../../support/oneRecord.ts';

const opened = async (store: EventStore = createMemoryEventStore()) => {
  const commands = patientCommands(store);
  await commands.handle({ stream: STREAM, decide: register, context: context() });
  return { store, commands };
};

const metadataOf = (event: StoredEvent) => decode(event).metadata;

describe('the command handler', () => {
  it('appends what was decided and answers with the state after it', async () => {
    const { commands } = await opened();
    const handled = await commands.handle({ stream: STREAM, decide: change({ toast: '1' }), context: context() });
    expect(handled).toMatchObject({ revision: 1, state: { values: { toast: '1' } } });
    expect(handled.position).toBeDefined();
  });

  it('appends nothing when nothing changes', async () => {
    const { commands, store } = await opened();
    await commands.handle({ stream: STREAM, decide: change({ toast: '1' }), context: context() });
    const again = await commands.handle({ stream: STREAM, decide: change({ toast: '1' }), context: context() });
    expect(again.position).toBeUndefined();
    expect(await store.read(STREAM)).toHaveLength(2);
  });

  it('keeps who, from where, through what and when entered in the metadata', async () => {
    const { store } = await opened();
    const [first] = await store.read(STREAM);
    expect(first && metadataOf(first)).toMatchObject({
      user: 'nurse',
      userId: 1,
      client: 'web',
      address: '10.0.0.7',
      schemaVersion: 1,
      recordedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    });
  });

  it('decides again on the new state, so that everybody on one patient succeeds', async () => {
    const { store } = await opened();
    const people = Array.from({ length: 16 }, () => patientCommands(store));
    const paths = people.map((_, index) => `assist_examination.ct_atient_time_${(index % 3) + 2}`);
    await Promise.all(
      people.map((commands, index) => {
        const at = `2026-11-23T04:00:${String(index).padStart(2, '0')}Z`;
        const decide = change({ [paths[index] ?? '']: at });
        return commands.handle({ stream: STREAM, decide, context: context() });
      }),
    );
    const events = await store.read(STREAM);
    expect(events.map(({ revision }) => revision)).toEqual([...Array(17).keys()]);
  });

  it('refuses a revision that `If-Match` does not name, also after a conflict', async () => {
    const { commands, store } = await opened();
    await patientCommands(store).handle({ stream: STREAM, decide: change({ toast: '1' }), context: context() });
    const late = { stream: STREAM, decide: change({ toast: '2' }), context: context(), ifRevisions: [0] };
    await expect(commands.handle(late)).rejects.toThrow(RevisionMismatch);
    await expect(commands.handle({ ...late, ifRevisions: [7, 1] })).resolves.toMatchObject({ revision: 2 });
  });

  it('decides again on what is stored before it says that nothing changes, since another process may have gone on', async () => {
    const { commands, store } = await opened();
    await commands.handle({ stream: STREAM, decide: change({ toast: '1' }), context: context() });
    await patientCommands(store).handle({ stream: STREAM, decide: change({ toast: '2' }), context: context() });
    const back = await commands.handle({ stream: STREAM, decide: change({ toast: '1' }), context: context() });
    expect(back).toMatchObject({ revision: 3, state: { values: { toast: '1' } } });
    expect(await store.read(STREAM)).toHaveLength(4);
  });

  it('refuses only what the stored record refuses, not what an older one did', async () => {
    const { commands, store } = await opened();
    await commands.handle({ stream: STREAM, decide: ask, context: context() });
    const reason = (state: PatientState) => withdrawArchive({ reason: '补录' }, state);
    await patientCommands(store).handle({ stream: STREAM, decide: reason, context: context() });
    const asked = await commands.handle({ stream: STREAM, decide: ask, context: context() });
    expect(asked.revision).toBe(3);
    await expect(commands.handle({ stream: STREAM, decide: ask, context: context() })).rejects.toThrow(Rejection);
  });

  it('makes the same event ids when a command is sent again (D-18)', async () => {
    const store = createMemoryEventStore();
    const again = context({ isRepeatable: true });
    const decide = change({ toast: '1', 'thrombolysis.sign_time': NOON });
    await opened(store);
    await patientCommands(store).handle({ stream: STREAM, decide, context: again });
    const before = await store.read(STREAM);
    await patientCommands(store).handle({ stream: STREAM, decide, context: again });
    expect(await store.read(STREAM)).toEqual(before);
  });

  it('recognises a resent append that is decided on a state which is behind, and chains on to what was kept', async () => {
    const { store } = await opened();
    const again = context({ isRepeatable: true });
    const decide = change({ toast: '1' });
    const behind = await store.read(STREAM);
    await patientCommands(store).handle({ stream: STREAM, decide, context: again });
    let stale = 1;
    const racing: EventStore = {
      ...store,
      read: (stream, options) => (stale-- > 0 ? Promise.resolve(behind) : store.read(stream, options)),
    };
    const commands = patientCommands(racing, () => new Date('2030-01-01T00:00:00Z'));
    await commands.handle({ stream: STREAM, decide, context: again });
    await commands.handle({ stream: STREAM, decide: change({ toast: '2' }), context: context() });
    expect((await verifyLog(store, new Map())).findings).toEqual([]);
    expect(await store.read(STREAM)).toHaveLength(3);
  });

  it('gives what the first run of a command has done, whatever others did since (D-18)', async () => {
    const { store, commands } = await opened();
    const asking = { stream: STREAM, decide: ask, context: context() };
    const first = await commands.handle(asking);
    await commands.handle({ stream: STREAM, decide: change({ toast: '1' }), context: context() });
    const again = { ...asking, context: { ...asking.context, isRepeatable: true }, ifRevisions: [0] };
    const second = await patientCommands(store).handle(again);
    expect(second).toEqual({ ...first, wasDone: true });
    expect(second.state).toMatchObject({ archive: 'requested', values: {} });
    expect(await store.read(STREAM)).toHaveLength(3);
  });

  it.each<[string, Values, Values]>([
    ['with the same ids', { toast: '2' }, { toast: '1' }],
    ['with fewer', { toast: '1' }, { toast: '1', 'thrombolysis.sign_time': NOON }],
    ['with more', { toast: '1', 'thrombolysis.sign_time': NOON }, { toast: '1' }],
  ])('gives what another run of the same command did %s meanwhile', async (_name, done, sent) => {
    const { store } = await opened();
    const asked = context();
    const slow: EventStore = {
      ...store,
      append: async (...append) => {
        await patientCommands(store).handle({ stream: STREAM, decide: change(done), context: asked });
        return store.append(...append);
      },
    };
    await patientCommands(store).handle({ stream: STREAM, decide: change({ nihss_discharge: 3 }), context: context() });
    const handled = await patientCommands(slow).handle({ stream: STREAM, decide: change(sent), context: asked });
    expect(handled.state.values).toMatchObject(done);
    expect(await store.read(STREAM)).toHaveLength(2 + Object.keys(done).length);
  });

  it('decides a refused attempt again, and notes it once', async () => {
    const { store, commands } = await opened();
    const accept = () => [{ type: 'ArchiveAccepted', data: {} }] as const;
    const withdraw = () => [{ type: 'ArchiveWithdrawn', data: {} }] as const;
    await commands.handle({ stream: STREAM, decide: accept, context: context() });
    const change1 = { stream: STREAM, decide: change({ toast: '1' }), context: context({ isRepeatable: true }) };
    await expect(commands.handle(change1)).rejects.toThrow(Rejection);
    await expect(patientCommands(store).handle(change1)).rejects.toThrow(Rejection);
    expect(await store.read(STREAM)).toHaveLength(3);
    await commands.handle({ stream: STREAM, decide: withdraw, context: context() });
    expect((await commands.handle(change1)).state.values).toEqual({ toast: '1' });
  });

  it('never lets the time of entry step back within a stream (D-11)', async () => {
    const store = createMemoryEventStore();
    await opened(store);
    const slow = patientCommands(store, () => new Date('2001-01-01T00:00:00Z'));
    await slow.handle({ stream: STREAM, decide: change({ toast: '1' }), context: context() });
    const [first, second] = (await store.read(STREAM)).map(metadataOf);
    expect(second?.recordedAt).toBe(first?.recordedAt);
  });

  it('records the attempt on an archived case and refuses it (D-08)', async () => {
    const { store, commands } = await opened();
    const accept = () => [{ type: 'ArchiveAccepted', data: {} }] as const;
    await commands.handle({ stream: STREAM, decide: ask, context: context() });
    await commands.handle({ stream: STREAM, decide: accept, context: context() });
    const attempt = commands.handle({ stream: STREAM, decide: change({ toast: '1' }), context: context() });
    await expect(attempt).rejects.toThrow(Rejection);
    const last = (await store.read(STREAM)).at(-1);
    expect(last && decode(last)).toMatchObject({ type: 'ChangeRefused', data: { paths: ['toast'] } });
  });

  it('lets who was refused wait until the attempt can be read (D-36)', async () => {
    const { store, commands } = await opened();
    const accept = () => [{ type: 'ArchiveAccepted', data: {} }] as const;
    await commands.handle({ stream: STREAM, decide: accept, context: context() });
    const shown: Position[] = [];
    const attempted = async (position: Position): Promise<void> => {
      await setImmediate();
      shown.push(position);
    };
    const options = { store, now: () => new Date(), attempted };
    const waiting = new CommandHandler<PatientState, PatientEvent>({ initialState, evolve, isAttempt }, options);
    const refused = waiting.handle({ stream: STREAM, decide: change({ toast: '1' }), context: context() });
    await expect(refused).rejects.toThrow(Rejection);
    expect(shown).toEqual([await store.end()]);
  });

  it('does not take an attempt for the last change, also where it is all that was read anew (D-08)', async () => {
    const store = createMemoryEventStore();
    const at = (time: string) => patientCommands(store, () => new Date(time));
    const commands = at('2026-11-23T10:00:00Z');
    const accept = () => [{ type: 'ArchiveAccepted', data: {} }] as const;
    await commands.handle({ stream: STREAM, decide: register, context: context() });
    await commands.handle({ stream: STREAM, decide: accept, context: context() });
    const attempt = { stream: STREAM, decide: change({ toast: '1' }), context: context() };
    await expect(at('2026-11-23T11:00:00Z').handle(attempt)).rejects.toThrow(Rejection);
    const unchanged = await commands.handle({ stream: STREAM, decide: () => [], context: context() });
    expect(unchanged).toMatchObject({ revision: 2, lastChangedAt: '2026-11-23T10:00:00.000Z' });
  });

  it('shows a visit as it was known at an instant: the longest prefix entered by then (D-11)', async () => {
    const store = createMemoryEventStore();
    const at = (time: string) => patientCommands(store, () => new Date(time));
    await at('2026-11-23T10:00:00Z').handle({ stream: STREAM, decide: register, context: context() });
    await at('2026-11-23T11:00:00Z').handle({ stream: STREAM, decide: change({ toast: '1' }), context: context() });
    const commands = patientCommands(store);
    expect(await commands.loadAsOf(STREAM, '2026-11-23T09:59:59.999Z')).toBeUndefined();
    expect((await commands.loadAsOf(STREAM, '2026-11-23T10:59:59.999Z'))?.state.values).toEqual({});
    expect((await commands.loadAsOf(STREAM, '2026-11-23T11:00:00.000Z'))?.state.values).toEqual({ toast: '1' });
  });
});

describe('the hash chain (D-33)', () => {
  const written = async (): Promise<readonly StoredEvent[]> => {
    const { store, commands } = await opened();
    await commands.handle({ stream: STREAM, decide: change({ toast: '1' }), context: context() });
    await commands.handle({ stream: STREAM, decide: change({ toast: '2' }), context: context() });
    return store.read(STREAM);
  };

  /** A log as an attacker left it, told in the order given. */
  const logOf = (events: readonly StoredEvent[]): EventStore => {
    const position = events.at(-1)?.position ?? '';
    const store = createMemoryEventStore();
    return {
      ...store,
      end: () => Promise.resolve(position),
      subscribe: (_from, _options, onBatch) => {
        const ended = Promise.resolve().then(() => onBatch({ events, position, caughtUp: true }));
        return { ended, stop: () => Promise.resolve() };
      },
    };
  };

  const anchorsOf = (events: readonly StoredEvent[]): Map<string, StreamEnd> =>
    new Map(events.map((event) => [event.stream, { revision: event.revision, hash: hashOf(event) }]));

  const kindsFor = async (left: readonly StoredEvent[], anchors = new Map<string, StreamEnd>()) =>
    (await verifyLog(logOf(left), anchors)).findings.map(({ kind, revision }) => `${kind}@${revision}`);

  it('verifies what was written', async () => {
    const events = await written();
    expect(await kindsFor(events, anchorsOf(events))).toEqual([]);
  });

  it.each<[string, EventStore['read']]>([
    ['for ever', () => Promise.reject(new StreamGone(STREAM))],
    ['until somebody writes to it', () => Promise.resolve([])],
  ])('finds a stream that was removed %s, though its events are still handed over', async (_name, read) => {
    const events = await written();
    const { findings } = await verifyLog({ ...logOf(events), read, keepsRemoved: true }, anchorsOf(events));
    expect(findings).toEqual([{ kind: 'stream_removed', stream: STREAM, revision: 2 }]);
  });

  it.each<[string, (events: readonly StoredEvent[]) => readonly StoredEvent[], string[]]>([
    [
      'a changed event',
      ([a, b, c]) => [a, { ...b, data: '{"values":{"toast":"5"}}' }, c] as StoredEvent[],
      ['chain_broken@2'],
    ],
    [
      'a changed time of entry',
      ([a, b, c]) => [a, { ...b, metadata: b?.metadata.replace('nurse', 'other') }, c] as StoredEvent[],
      ['chain_broken@2'],
    ],
    ['a removed event', ([a, , c]) => [a, c] as StoredEvent[], ['revision_missing@1']],
    ['a cut tail', ([a, b]) => [a, b] as StoredEvent[], ['tail_cut@2']],
    [
      'a changed tail',
      ([a, b, c]) => [a, b, { ...c, data: '{"values":{"toast":"9"}}' }] as StoredEvent[],
      ['anchor_mismatch@2'],
    ],
    ['a removed stream', () => [], ['stream_removed@2']],
  ])('finds %s', async (_name, tampered, expected) => {
    const events = await written();
    expect(await kindsFor(tampered(events), anchorsOf(events))).toEqual(expected);
  });
});
