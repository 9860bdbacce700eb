import type { CaseReference } from '../../domain/patient/events.ts';
import { getLiveCase } from '../../domain/patient/liveCase.ts';
import { Rejection } from '../../domain/shared/rejection.ts';
import { parseInstant } from '../../domain/shared/times.ts';
import type { Exchange } from '../dialect/exchange.ts';
import { Problem } from '../problems/problem.ts';
import type { FieldErrors } from '../problems/sentences.ts';
import { rendered, type Answer } from '../dialect/answer.ts';
import { etagOf } from '../dialect/conditions.ts';
import { caseJson } from './answerCase.ts';
import { patientStream, type CaseServices } from './caseServices.ts';
import { sentencesOf } from './valueProblems.ts';

/** What is wrong with the instant that `as_of` names; what is no text is refused by its schema. */
export const asOfErrors = (asOf: unknown, zone: string): FieldErrors => {
  if (typeof asOf !== 'string') return {};
  const read = parseInstant(asOf, zone);
  return 'problem' in read ? sentencesOf({ as_of: [read.problem] }) : {};
};

const FRACTION = /[.,](\d{1,3})\d*/;

/**
 * The instant that `as_of` names, with milliseconds. One without a fraction is taken through the end of its second,
 * because the history shows times of entry by the second.
 * @throws Problem validation_failed
 */
const asOfInstant = (text: string, zone: string): string => {
  const read = parseInstant(text, zone);
  if ('problem' in read) throw new Problem('validation_failed', { errors: asOfErrors(text, zone) });
  const fraction = FRACTION.exec(text)?.[1]?.padEnd(3, '0') ?? '999';
  return read.at.replace('Z', `.${fraction}Z`);
};

/** A case as it was known then, from the log itself (D-11). @throws Rejection not_yet, case_deleted, case_switched */
export const answerAsOf = async (
  { patientId, reference, asOf }: { patientId: number; reference: CaseReference; asOf: string },
  { commands, zone }: CaseServices,
  { origin }: Pick<Exchange, 'origin'>,
): Promise<Answer> => {
  const known = await commands.loadAsOf(patientStream(patientId), asOfInstant(asOf, zone));
  if (!known || isYetToCome(reference, known.state)) throw new Rejection('not_yet');
  getLiveCase(reference, known.state);
  return rendered(caseJson(known, zone, origin), { ETag: etagOf(known.revision) });
};

/** The case came from a switch that had not been made then. */
const isYetToCome = (
  { caseType, caseId }: CaseReference,
  { current, formerCases }: { current?: CaseReference; formerCases: readonly CaseReference[] },
): boolean => ![...formerCases, current].some((each) => each?.caseType === caseType && each.caseId === caseId);
