import { localDay } from '../../domain/shared/times.ts';
import type { CaseReference } from '../../domain/patient/events.ts';
import type { PatientState } from '../../domain/patient/state.ts';
import type { PatientStep } from '../projection.ts';
import { facetsOf, type Facets } from './facets.ts';
import type { SearchedTexts } from './grams.ts';

/** What one batch did to one patient. */
export interface CaseChange {
  readonly patientId: number;
  readonly before: PatientState;
  readonly after: PatientState;
  /** ISO instant of entry of the last event that changed something. */
  readonly modifiedAt: string;
}

/** What the columns of a case say: everything that other rows than its own depend on. */
export interface Listed {
  readonly reference: CaseReference;
  readonly createdTime: string;
  readonly localDay: string;
  readonly deleted: boolean;
  readonly facets: Facets;
  readonly texts: SearchedTexts;
}

/** An attempt that was refused is history, not a save (D-08). */
const isSave = ({ event }: PatientStep): boolean => event.type !== 'ChangeRefused';

/** Adds the steps of a batch to what earlier ones did, one change per patient: from the state before all to that after all. */
export const addChanges = (changes: Map<number, CaseChange>, steps: readonly PatientStep[]): void => {
  for (const step of steps) {
    if (!isSave(step)) continue;
    const { patientId, event, after } = step;
    const before = changes.get(patientId)?.before ?? step.before;
    changes.set(patientId, { patientId, before, after, modifiedAt: event.metadata.recordedAt });
  }
};

const textOf = ({ values }: PatientState, path: string): string | null => {
  const value = values[path];
  return value === undefined ? null : String(value);
};

/** What stands in the columns for this state; undefined before registration. */
const listedOf = (state: PatientState, zone: string): Listed | undefined => {
  const { current: reference, createdTime, deleted } = state;
  if (!reference || createdTime === undefined) return undefined;
  return {
    reference,
    createdTime,
    localDay: localDay(createdTime, zone),
    deleted,
    facets: facetsOf(reference.caseType, state, zone),
    texts: {
      name: textOf(state, 'patient.name'),
      pat_med_card: textOf(state, 'patient.pat_med_card'),
      inpatient_no: textOf(state, 'patient.inpatient_no'),
    },
  };
};

/** Before and after of the columns, for those patients of whom they differ. */
export interface ListedChange {
  readonly before: Listed | undefined;
  readonly after: Listed | undefined;
}

export const listedChange = ({ before, after }: CaseChange, zone: string): ListedChange | undefined => {
  const change = { before: listedOf(before, zone), after: listedOf(after, zone) };
  return JSON.stringify(change.before) === JSON.stringify(change.after) ? undefined : change;
};

/** The cases that this patient left behind by a switch in the batch; all of them, because each now leads to the newest (D-09). */
export const casesLeft = ({ before, after }: CaseChange): readonly CaseReference[] =>
  before.formerCases.length === after.formerCases.length ? [] : after.formerCases;
