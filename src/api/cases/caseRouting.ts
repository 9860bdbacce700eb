import { Type } from '@sinclair/typebox';
import { CASE_TYPES, type CaseTypeName } from '../../domain/catalogue/caseTypes.ts';
import { caseDocumentSchema } from '../../domain/catalogue/derive/caseDocumentSchema.ts';
import { caseRequestSchema } from '../../domain/catalogue/derive/requestSchema.ts';
import type { Body } from '../../domain/catalogue/derive/readCaseBody.ts';
import { named } from '../openapi/schemas.ts';
import { idParameter } from '../dialect/parameters.ts';
import type { CaseServices } from './caseServices.ts';

/** What the routes of one case type share. */
export interface CaseRouting {
  readonly caseType: CaseTypeName;
  /** `/api/apoplexy/`. */
  readonly root: string;
  readonly tag: string;
  readonly services: CaseServices;
  readonly id: ReturnType<typeof caseIdParameter>;
  readonly requestSchema: ReturnType<typeof requestSchemaOf>;
  readonly documentSchema: ReturnType<typeof documentSchemaOf>;
}

const caseIdParameter = () => Type.Object({ id: idParameter('病历id') });

const requestSchemaOf = (caseType: CaseTypeName, unknown: CaseServices['unknownFields']) =>
  named(`${caseType}_request`, Type.Unsafe<Body>(caseRequestSchema(caseType, { unknown })));

const documentSchemaOf = (caseType: CaseTypeName, unknown: CaseServices['unknownFields']) =>
  named(caseType, Type.Unsafe(caseDocumentSchema(caseType, { unknown })));

export const caseRoutingOf = (caseType: CaseTypeName, services: CaseServices): CaseRouting => ({
  caseType,
  root: `/api/${CASE_TYPES[caseType].route}/`,
  tag: CASE_TYPES[caseType].permission,
  services,
  id: caseIdParameter(),
  requestSchema: requestSchemaOf(caseType, services.unknownFields),
  documentSchema: documentSchemaOf(caseType, services.unknownFields),
});
