import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PatientEvent } from '../../../src/domain/patient/events.ts';
import { evolve, initialState } from '../../../src/domain/patient/state.ts';
import { decode } from '../../../src/eventstore/codec.ts';
import { currentVersion } from '../../../src/eventstore/upcasting.ts';
import { PATIENT_EXAMPLES, USER_EXAMPLES } from './goldenExamples.ts';

/** One file a type and version, `Type.v1.json`: the event as it was stored. They are added, never edited. */
const FOLDER = join(import.meta.dirname, '../../golden/events');

const EXAMPLES = Object.entries({ ...PATIENT_EXAMPLES, ...USER_EXAMPLES });

const golden = (name: string) => JSON.parse(readFileSync(join(FOLDER, name), 'utf8'));

describe('every stored event version still reads', () => {
  it.each(EXAMPLES)('%s has a golden file for each of its versions', (type) => {
    const versions = Array.from({ length: currentVersion(type) }, (_, index) => `${type}.v${index + 1}.json`);
    expect(readdirSync(FOLDER)).toEqual(expect.arrayContaining(versions));
  });

  it.each(readdirSync(FOLDER))('%s reads as today', (name) => {
    const event = decode(golden(name));
    expect(event.data).toEqual(Object.fromEntries(EXAMPLES)[event.type]);
    expect(event.metadata).toMatchObject({ user: expect.any(String), client: 'web', recordedAt: expect.any(String) });
  });

  it('folds them all without a throw, and an unknown one without a change', () => {
    const events = readdirSync(FOLDER).map((name) => decode<PatientEvent>(golden(name)));
    const state = events.reduce((before, event) => evolve(before, event), initialState());
    expect(state.patientId).toBe(1);
    const stranger = { type: 'WrittenByANewerRelease', data: {} } as unknown as PatientEvent;
    expect(evolve(state, stranger)).toBe(state);
  });
});
