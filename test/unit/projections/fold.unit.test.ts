import type { PatientEvent } from '../../../src/domain/patient/events.ts';
import { encode } from '../../../src/eventstore/encode.ts';
import type { StoredEvent } from '../../../src/eventstore/port.ts';
import { createFold } from '../../../src/projections/fold.ts';
import type { Connection } from '../../../src/projections/projection.ts';
import { recorded, registered } from '../../support/given.ts';

const STREAM = 'patient-1';

/** Tables in which nobody is yet. */
const nobody: Connection = { query: () => Promise.resolve({ rows: [], rowCount: 0 }) };

const storedFrom = (...facts: readonly PatientEvent[]): readonly StoredEvent[] => {
  const origin = { correlationId: 'x', causationId: crypto.randomUUID(), user: 'nurse', client: 'web' } as const;
  const { events } = encode(facts, { stream: STREAM, tail: { revision: -1 }, origin, now: new Date() });
  return events.map((event, revision) => ({ ...event, stream: STREAM, revision, position: String(revision + 1) }));
};

const events = storedFrom(registered(), recorded('call_time'), recorded('send_car_time'), recorded('car_start_time'));

it('takes an event that was folded before for none', async () => {
  const { fold } = createFold(10);
  expect((await fold(nobody, events.slice(0, 2))).steps.map(({ event }) => event.revision)).toEqual([0, 1]);
  const { steps, gaps, changed } = await fold(nobody, events.slice(0, 3));
  expect([steps.map(({ event }) => event.revision), gaps]).toEqual([[2], []]);
  expect(changed.get(1)).toMatchObject({ revision: 2, state: { values: { send_car_time: expect.any(String) } } });
});

it('tells of an event that does not follow the one before it', async () => {
  const { fold } = createFold(10);
  await fold(nobody, events.slice(0, 2));
  const { steps, gaps } = await fold(nobody, events.slice(3));
  expect([steps.length, gaps]).toEqual([1, [{ stream: STREAM, revision: 3 }]]);
});
