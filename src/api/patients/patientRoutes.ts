import { Type } from '@sinclair/typebox';
import type { Body } from '../../domain/catalogue/derive/readCaseBody.ts';
import { CASE_TYPE_NAMES, type CaseTypeName } from '../../domain/catalogue/caseTypes.ts';
import { blockRequestSchema } from '../../domain/catalogue/derive/requestSchema.ts';
import type { CaseReference } from '../../domain/patient/events.ts';
import { Rejection } from '../../domain/shared/rejection.ts';
import { findPatientState } from '../../projections/patientState.ts';
import { answerWrite } from '../cases/answerCase.ts';
import { blockIn } from '../cases/blockIn.ts';
import { changeThroughBody } from '../cases/changeThroughBody.ts';
import type { CaseServices } from '../cases/caseServices.ts';
import { detailJson } from '../cases/detailJson.ts';
import { getShownCase } from '../cases/findCases.ts';
import { valueErrors } from '../cases/sentBody.ts';
import { rendered } from '../dialect/answer.ts';
import { etagOf } from '../dialect/conditions.ts';
import { withMoreErrors } from '../dialect/moreErrors.ts';
import { idParameter } from '../dialect/parameters.ts';
import { route, type Route } from '../dialect/route.ts';
import { checkOf, type Check } from '../dialect/validation.ts';
import { Problem } from '../problems/problem.ts';

const BLOCK = 'patient';

const PARAMS = Type.Object({ patientId: idParameter('patient.id') });
const ANSWER = Type.Object({ id: Type.Integer() }, { additionalProperties: true });

/** The live case behind a patient's id and the revision of its record. @throws Rejection case_unknown, case_deleted */
const getVisit = async (patientId: number, { db }: CaseServices): Promise<CaseReference & { revision: number }> => {
  const known = await findPatientState(db, patientId);
  if (!known?.state.current) throw new Rejection('case_unknown');
  return { ...known.state.current, revision: known.revision };
};

const readRoute = (services: CaseServices): Route =>
  route({
    method: 'get',
    path: '/api/patient/patient/{patientId}/',
    summary: '患者信息',
    tag: '患者',
    params: PARAMS,
    responses: { 200: { description: '患者', schema: ANSWER } },
    handler: async ({ params, origin }) => {
      const { revision, ...reference } = await getVisit(params.patientId, services);
      const { row } = await getShownCase(services.db, reference);
      return rendered(blockIn(detailJson(reference.caseType, row, origin), BLOCK), { ETag: etagOf(revision) });
    },
  });

const checksOf = ({ unknownFields: unknown }: CaseServices): ReadonlyMap<string, Check<Body>> =>
  new Map(
    CASE_TYPE_NAMES.map((caseType) => [
      caseType,
      checkOf(Type.Unsafe<Body>(blockRequestSchema(caseType, BLOCK, { unknown }) ?? {})),
    ]),
  );

/** The body once it fits the type's patient. @throws Problem validation_failed naming every path at once */
const bodyCheckOf = (services: CaseServices): ((caseType: CaseTypeName, body: Body) => Body) => {
  const checks = checksOf(services);
  return (caseType, body) => {
    const checked = checks.get(caseType)?.(body);
    if (checked && 'value' in checked) return checked.value;
    const more = valueErrors({ caseType, block: BLOCK }, services.zone)(body);
    throw new Problem('validation_failed', { errors: withMoreErrors(checked?.errors ?? {}, more) });
  };
};

/** The fields of `patient` alone; which there are depends on the type of the live case. */
const writeRoute = (method: 'put' | 'patch', services: CaseServices): Route => {
  const checkedBody = bodyCheckOf(services);
  return route({
    method,
    path: '/api/patient/patient/{patientId}/',
    summary: '修改患者信息',
    tag: '患者',
    params: PARAMS,
    body: Type.Unsafe<Body>({ type: 'object' }),
    responses: { 200: { description: '修改后的患者', schema: ANSWER } },
    handler: async (exchange) => {
      const { caseType, caseId } = await getVisit(exchange.params.patientId, services);
      const body = checkedBody(caseType, exchange.body);
      const change = { reference: { caseType, caseId }, body, block: BLOCK };
      const handled = await changeThroughBody(change, exchange, services);
      const answer = await answerWrite(handled, services, { status: 200, origin: exchange.origin });
      return { ...answer, json: blockIn(answer.json ?? '{}', BLOCK) };
    },
  });
};

/** Reading and changing the patient behind a visit (E-CASE-30, A-64). */
export const patientRoutes = (services: CaseServices): readonly Route[] => [
  readRoute(services),
  writeRoute('put', services),
  writeRoute('patch', services),
];
