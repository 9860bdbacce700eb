import { Type } from '@sinclair/typebox';
import { CASE_TYPES, findCaseTypeByCode, type CaseTypeName } from '../../domain/catalogue/caseTypes.ts';
import type { CaseReference } from '../../domain/patient/events.ts';
import { switchedTo } from '../../domain/patient/liveCase.ts';
import { switchCase } from '../../domain/patient/switchCase.ts';
import { Rejection } from '../../domain/shared/rejection.ts';
import { patientStream, type CaseServices } from '../cases/caseServices.ts';
import { commandContextOf } from '../cases/commandContext.ts';
import { getCase } from '../cases/findCases.ts';
import { settled } from '../cases/readYourWrites.ts';
import { ok } from '../dialect/answer.ts';
import type { Exchange } from '../dialect/exchange.ts';
import { route, type Route } from '../dialect/route.ts';
import { responsesWith } from '../openapi/refusals.ts';

/** Clients send ids and codes as numbers or as the texts that their selects hold. */
const id = (description: string) =>
  Type.Union([Type.Integer({ minimum: 1, maximum: 2_147_483_647 }), Type.String({ pattern: '^[1-9][0-9]{0,8}$' })], {
    description,
  });
const code = (description: string) =>
  Type.Union([Type.String({ minLength: 1, maxLength: 2 }), Type.Integer({ minimum: 0, maximum: 99 })], { description });

const CODES = Object.values(CASE_TYPES)
  .map(({ code: each, permission }) => `${each} ${permission}`)
  .join('、');

const BODY = Type.Object(
  {
    patient_id: Type.Optional(id('patient.id')),
    case_id: id('现病历id'),
    from_type: code(`现类型代码:${CODES}`),
    to_type: code(`目标类型代码:${CODES}`),
  },
  { additionalProperties: false },
);

const ANSWER = Type.Object(
  { msg: Type.String(), case_type: Type.String(), case_id: Type.Integer() },
  { additionalProperties: false },
);

/** @throws Rejection unknown_case_type naming each code that no type has */
const getCaseTypes = (fromCode: string, toCode: string): { fromType: CaseTypeName; toType: CaseTypeName } => {
  const [fromType, toType] = [findCaseTypeByCode(fromCode), findCaseTypeByCode(toCode)];
  if (fromType && toType) return { fromType, toType };
  throw new Rejection('unknown_case_type', {
    ...(!fromType && { from_type: fromCode }),
    ...(!toType && { to_type: toCode }),
  });
};

const newCase = async (caseType: CaseTypeName, { ticket }: Exchange, { nextIds }: CaseServices) => {
  const { caseId = 0 } = await ticket.reserve(async () => {
    const [drawn = 0] = await nextIds([`case_${caseType}`]);
    return { caseId: drawn };
  });
  return { caseType, caseId };
};

const getPatientId = async (from: CaseReference, claimed: number | string | undefined, { db }: CaseServices) => {
  const { patientId } = await getCase(db, from, 'case_id');
  if (claimed !== undefined && Number(claimed) !== patientId)
    throw new Rejection('case_unknown', { patient_id: claimed });
  return patientId;
};

/** Makes a case one of any other type under the same patient (E-SWITCH-01, D-09). */
export const switchRoute = (services: CaseServices): Route =>
  route({
    method: 'post',
    path: '/api/common/switchcase/',
    summary: '切换病历类型',
    tag: '病历切换',
    body: BODY,
    responses: responsesWith({ 200: { description: '新病历', schema: ANSWER } }, 404, 410),
    handler: async (exchange) => {
      const { from_type, to_type, case_id, patient_id } = exchange.body;
      const { fromType, toType } = getCaseTypes(String(from_type), String(to_type));
      const from = { caseType: fromType, caseId: Number(case_id) };
      if (fromType === toType) throw new Rejection('same_case_type', { to_type: String(to_type) });
      const patientId = await getPatientId(from, patient_id, services);
      const to = await newCase(toType, exchange, services);
      const { position } = await services.commands.handle({
        stream: patientStream(patientId),
        decide: (state) => switchCase({ from, to }, state),
        context: commandContextOf(exchange),
        ifRevisions: exchange.ifMatch,
      });
      const msg = `已切换为${CASE_TYPES[toType].permission}!`;
      return ok({ msg, ...switchedTo(to) }, await settled(services.progress, position));
    },
  });
