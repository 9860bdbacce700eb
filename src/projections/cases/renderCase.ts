import { caseDocument } from '../../domain/catalogue/derive/caseDocument.ts';
import { derivedValues } from '../../domain/patient/derived.ts';
import type { CaseReference, FieldValue } from '../../domain/patient/events.ts';
import type { PatientState } from '../../domain/patient/state.ts';

/** The live case of a patient with everything that is shown of it. */
export interface ShownCase {
  readonly state: PatientState;
  readonly current: CaseReference;
  readonly patientId: number;
  /** ISO instant of the last save. */
  readonly modifiedAt: string;
}

/** Recorded and derived values together, by catalogue path. */
export const shownValues = ({ state, modifiedAt }: ShownCase, zone: string): Readonly<Record<string, FieldValue>> => ({
  ...state.values,
  ...derivedValues(state, zone),
  'assist_examination.last_modified': modifiedAt,
});

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/**
 * A case in the clients' shape: the detail with nulls, the list row with unset fields left out and every block present.
 * Beside the catalogued fields the root carries the case's id, the name of its type and the triage grade (A-05), the
 * patient the visit's id.
 */
export const renderCase = (
  shown: ShownCase,
  { unset, zone }: { unset: 'omit' | 'null'; zone: string },
  values = shownValues(shown, zone),
): Record<string, unknown> => {
  const { state, current, patientId } = shown;
  const { ecg, unknown } = state;
  const document = caseDocument(current.caseType, { values, ecg, unknown }, { unset, zone });
  const patient = isRecord(document['patient']) ? document['patient'] : {};
  return {
    id: current.caseId,
    case_type: current.caseType,
    ...document,
    illness_grade: patient['illness_grade'] ?? (unset === 'null' ? null : undefined),
    patient: { id: patientId, ...patient },
  };
};
