import type { CaseReference, EcgList, Values } from './events.ts';

/** A row as a client sends it: with an id it changes that row, without it is a new one; what is absent is unchanged. */
export interface EcgRowSent {
  readonly id?: number;
  readonly imgs?: readonly string[];
  readonly ecg_fetch_time?: string | null;
  readonly ecg_diagnosis_time?: string | null;
}

/** What one case body asks for, checked and converted: absent is unchanged, `null` clears (D-02). */
export interface CaseChanges {
  readonly values: Values;
  readonly ecg: Readonly<Partial<Record<EcgList, readonly EcgRowSent[]>>>;
  /** Fields that no catalogue names (D-03); `null` clears. */
  readonly unknown: Readonly<Record<string, unknown>>;
  /** The triage grade from each of the places that carry it (D-07). */
  readonly illnessGrades: readonly (string | null)[];
}

export interface RegisterCase extends CaseReference {
  readonly patientId: number;
  /** ISO instant. */
  readonly createdTime: string;
  readonly changes: CaseChanges;
}

export interface ChangeCase {
  readonly reference: CaseReference;
  readonly changes: CaseChanges;
}

export interface SwitchCase {
  readonly from: CaseReference;
  readonly to: CaseReference;
}

export interface ReasonGiven {
  readonly reason?: string;
}

export const NO_CHANGES: CaseChanges = { values: {}, ecg: {}, unknown: {}, illnessGrades: [] };
