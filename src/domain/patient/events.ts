import type { CaseTypeName } from '../catalogue/caseTypes.ts';

/** What a field can hold once it is stored: instants as ISO 8601 in UTC with whole seconds, codes, never labels. */
export type FieldValue = string | number | boolean | readonly (string | number)[];

/** By catalogue path; `null` clears. */
export type Values = Readonly<Record<string, FieldValue | null>>;

export type EcgList = 'pre_ecg' | 'inside_ecg';

export interface EcgRow {
  /** Unique within the patient, handed out in order. */
  readonly id: number;
  readonly imgs: readonly string[];
  readonly ecg_fetch_time: string | null;
  readonly ecg_diagnosis_time: string | null;
}

/** A case as one type sees it: the id is a number of that type (design, "Aggregates"). */
export interface CaseReference {
  readonly caseType: CaseTypeName;
  readonly caseId: number;
}

/** What nobody may do to an archived case, beside changing its fields. */
export type WholeCaseAttempt = 'delete' | 'switch';

/** The data of each event, by type. Names and shapes are for ever; a new shape is a new upcast step. */
export interface PatientEvents {
  CaseRegistered: CaseReference & {
    readonly patientId: number;
    /** ISO instant; never changes afterwards (D-30). */
    readonly createdTime: string;
  };
  MilestoneRecorded: { readonly path: string; readonly at: string };
  MilestoneCleared: { readonly path: string };
  FieldsRecorded: { readonly values: Values };
  /** Fields that no catalogue names, kept because the hospital asked for it (D-03); `null` clears. */
  UnknownFieldsRecorded: { readonly values: Readonly<Record<string, unknown>> };
  EcgAdded: { readonly list: EcgList; readonly row: EcgRow };
  EcgChanged: { readonly list: EcgList; readonly row: EcgRow };
  EcgRemoved: { readonly list: EcgList; readonly id: number };
  ArchiveRequested: { readonly reason?: string };
  ArchiveWithdrawn: { readonly reason?: string };
  ArchiveAccepted: { readonly reason?: string };
  ArchiveRefused: { readonly reason?: string };
  /**
   * Somebody tried to change an archived case (D-08): the paths that the attempt named, none for what concerns the case as
   * a whole, which events of earlier releases do not name either.
   */
  ChangeRefused: {
    readonly code: 'case_archived';
    readonly paths: readonly string[];
    readonly attempted?: WholeCaseAttempt;
  };
  CaseSwitched: {
    readonly from: CaseReference;
    readonly to: CaseReference;
    /** Paths that the new type has too; the rest stays in history only (D-09). */
    readonly carried: readonly string[];
    /** The same of fields that no catalogue names; all of them where it is not there. */
    readonly carriedUnknown?: readonly string[];
  };
  CaseDeleted: CaseReference;
  CaseRestored: CaseReference;
}

export type PatientEventType = keyof PatientEvents;

/** The prefix of the streams that hold these events. */
export const PATIENT_STREAMS = 'patient-';

/** The union of the events named; of all by default. */
export type PatientEvent<Type extends PatientEventType = PatientEventType> = {
  [Each in Type]: { readonly type: Each; readonly data: PatientEvents[Each] };
}[Type];
