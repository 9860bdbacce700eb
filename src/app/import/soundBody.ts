import { Type } from '@sinclair/typebox';
import { Problem } from '../../api/problems/problem.ts';
import { problemOf } from '../../api/problems/problemOf.ts';
import { refuseBadText } from '../../api/dialect/textGuard.ts';
import { checkOf, type Check } from '../../api/dialect/validation.ts';
import { CASE_TYPE_NAMES, type CaseTypeName } from '../../domain/catalogue/caseTypes.ts';
import type { Body } from '../../domain/catalogue/derive/readCaseBody.ts';
import { caseRequestSchema } from '../../domain/catalogue/derive/requestSchema.ts';
import { remembering } from '../../domain/shared/remembering.ts';
import type { NestedBody } from '../../integrations/eventLog/visitBody.ts';

const KINDS_OF_RULES = 2;

const checks = remembering(KINDS_OF_RULES, (unknown: 'refuse' | 'keep') =>
  remembering(CASE_TYPE_NAMES.length, (caseType: CaseTypeName): Check<Body> =>
    checkOf(Type.Unsafe<Body>(caseRequestSchema(caseType, { unknown }))),
  ),
);

/**
 * The body, if a POST with it would be read: the same guards in the same order (D-06, D-40).
 * @throws Problem bad_text, validation_failed
 */
export const soundBody = (caseType: CaseTypeName, body: NestedBody, unknownFields: 'refuse' | 'keep'): Body => {
  refuseBadText(body);
  const checked = checks(unknownFields)(caseType)(body);
  if ('errors' in checked) throw new Problem('validation_failed', { errors: checked.errors });
  return checked.value;
};

/** The sentences with which a client would be refused, by path where there is one; undefined for what is no refusal. */
export const findRefusal = (error: unknown): string | undefined => {
  const { status, row, details } = problemOf(error);
  if (status >= 500) return undefined;
  const errors = Object.entries({ ...row.errors?.(details.facts ?? {}), ...details.errors });
  return errors.length === 0 ? row.msg : errors.map(([path, said]) => `${path}: ${said.join(', ')}`).join('; ');
};
