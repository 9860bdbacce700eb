import type { PatientState } from '../../domain/patient/state.ts';
import { Rejection } from '../../domain/shared/rejection.ts';
import type { Handled, Loaded } from '../../eventstore/command.ts';
import { withAbsoluteMedia } from '../../projections/cases/mediaUrls.ts';
import { renderCase } from '../../projections/cases/renderCase.ts';
import type { Answer } from '../dialect/answer.ts';
import { etagOf } from '../dialect/conditions.ts';
import type { CaseServices } from './caseServices.ts';
import { settled } from './readYourWrites.ts';

/** The whole detail of the live case, every catalogued field in it, as JSON text (D-02). */
export const caseJson = ({ state, lastChangedAt = '' }: Loaded<PatientState>, zone: string, origin: string): string => {
  const { current, patientId } = state;
  if (!current || patientId === undefined) throw new Rejection('case_unknown');
  const shown = { state, current, patientId, modifiedAt: lastChangedAt };
  return withAbsoluteMedia(JSON.stringify(renderCase(shown, { unset: 'null', zone })), origin);
};

/** Answers a write with the detail, once the read models show it. */
export const answerWrite = async (
  handled: Handled<PatientState>,
  { progress, zone }: Pick<CaseServices, 'progress' | 'zone'>,
  { status, origin }: { readonly status: 200 | 201; readonly origin: string },
): Promise<Answer> => ({
  status,
  headers: { ETag: etagOf(handled.revision), ...(await settled(progress, handled.position)) },
  json: caseJson(handled, zone, origin),
});
