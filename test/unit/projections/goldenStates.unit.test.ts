import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PatientEvent, PatientEventType } from '../../../src/domain/patient/events.ts';
import { evolve, initialState, type PatientState } from '../../../src/domain/patient/state.ts';
import { STATES_VERSION } from '../../../src/projections/schema.ts';
import { fact } from '../../support/given.ts';
import { PATIENT_EXAMPLES } from '../eventstore/goldenExamples.ts';

/** What was folded is decided on, so a fold that changes raises `STATES_VERSION`, with which comes a file of its own. */
const FILE = join(import.meta.dirname, `../../golden/states.v${STATES_VERSION}.json`);

const isType = (type: string): type is PatientEventType => type in PATIENT_EXAMPLES;

const exampleOf = (type: string): PatientEvent => {
  if (!isType(type)) throw new Error(`no example of ${type}`);
  return fact(type, PATIENT_EXAMPLES[type]);
};

it('every event folds to what was kept of it', () => {
  const golden: Record<string, PatientState> = JSON.parse(readFileSync(FILE, 'utf8'));
  expect(Object.keys(golden).sort()).toEqual(Object.keys(PATIENT_EXAMPLES).sort());
  let state = initialState();
  for (const [type, after] of Object.entries(golden)) {
    state = evolve(state, exampleOf(type));
    expect({ type, after: JSON.parse(JSON.stringify(state)) }).toEqual({ type, after });
  }
});
