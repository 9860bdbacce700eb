import type { FieldValue } from '../../patient/events.ts';
import type { PatientState } from '../../patient/state.ts';

/** The set values of a case by path. */
export type CaseValues = Readonly<Record<string, FieldValue | undefined>>;

/** What intervals, classes and slices look at; nothing else decides them. */
export interface CaseFacts {
  readonly values: CaseValues;
  readonly ecg: PatientState['ecg'];
  /** ISO instant of registration. */
  readonly createdTime?: string;
  /** The hospital's zone (D-41). */
  readonly zone: string;
}

export const factsOf = ({ values, ecg, createdTime }: PatientState, zone: string): CaseFacts => ({
  values,
  ecg,
  zone,
  ...(createdTime !== undefined && { createdTime }),
});
