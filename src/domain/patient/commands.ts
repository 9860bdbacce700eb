import type { CaseReference, EcgList, FieldValue, Values } from './events.ts';

export type EcgTime = 'ecg_fetch_time' | 'ecg_diagnosis_time';

/** A row as a client sends it: with an id it changes that row, without it is a new one; what is absent is unchanged. */
export interface EcgRowSent {
  readonly id?: number;
  readonly imgs?: readonly string[];
  readonly ecg_fetch_time?: string | null;
  readonly ecg_diagnosis_time?: string | null;
  /** As in `CaseChanges.laterTimes`. */
  readonly later?: Readonly<Partial<Record<EcgTime, string>>>;
}

/** What one case body asks for, checked and converted: absent is unchanged, `null` clears (D-02). */
export interface CaseChanges {
  readonly values: Values;
  /**
   * Where clocks show a time twice and no offset tells which is meant, `values` has the earlier instant and this the
   * later one, by path. Where the later one is stored, it was sent back as it was read (D-04).
   */
  readonly laterTimes: Readonly<Record<string, string>>;
  readonly ecg: Readonly<Partial<Record<EcgList, readonly EcgRowSent[]>>>;
  /** Fields that no catalogue names (D-03); `null` clears. */
  readonly unknown: Readonly<Record<string, unknown>>;
  /** By path, each value that was sent for it, where places of the body that mean one field do not agree (D-07, A-10, A-61). */
  readonly rivals: Readonly<Record<string, readonly (FieldValue | null)[]>>;
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

export const NO_CHANGES: CaseChanges = { values: {}, laterTimes: {}, ecg: {}, unknown: {}, rivals: {} };
