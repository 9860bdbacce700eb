import { Type } from '@sinclair/typebox';
import { CASE_TYPES, findCaseTypeByCode } from '../../domain/catalogue/caseTypes.ts';
import { ok } from '../dialect/answer.ts';
import type { Exchange } from '../dialect/exchange.ts';
import { route, type Route } from '../dialect/route.ts';
import { responsesWith } from '../openapi/refusals.ts';
import { settled } from '../cases/readYourWrites.ts';
import { patientStream, type CaseServices } from '../cases/caseServices.ts';
import { commandContextOf } from '../cases/commandContext.ts';
import { namingPlaces } from '../cases/refusedPaths.ts';
import { formatInstant, isoOf } from '../../domain/shared/times.ts';
import { changeCase } from '../../domain/patient/changeCase.ts';
import { NO_CHANGES } from '../../domain/patient/commands.ts';
import type { PatientState } from '../../domain/patient/state.ts';
import { findQuickPath } from '../../domain/catalogue/derive/quickNames.ts';
import { Rejection } from '../../domain/shared/rejection.ts';
import { findWearer, type Wearer } from '../../projections/wristlet/queries.ts';
import { Problem } from '../problems/problem.ts';
import { getWristInfo, WRIST_INFO } from './wristInfo.ts';

const WRISTLET = Type.Union([Type.String({ minLength: 1, maxLength: 255 }), Type.Integer({ minimum: 0 })], {
  description: '腕带号',
});

const FIELD = '时间字段;各类型的名称即 get_wrist_info 所答的时间节点,溶栓以 rs_、介入以 jr_、影像以 ir_ 开头';

const RECORDED = Type.Object(
  { msg: Type.String(), field: Type.String(), time: Type.String() },
  { additionalProperties: false },
);

const getWearer = async (db: CaseServices['db'], wristlet: string | number): Promise<Wearer> => {
  const wearer = await findWearer(db, String(wristlet));
  if (!wearer) throw new Problem('wristlet_unknown', { facts: { wristlet } });
  return wearer;
};

const getReserved = (ids: Readonly<Record<string, number>>): Wearer => {
  const { patientId = 0, caseId = 0, code } = ids;
  const caseType = findCaseTypeByCode(String(code));
  if (!caseType) throw new Problem('wristlet_unknown');
  return { patientId, caseId, caseType };
};

/** A repeated scan is for whom its first run found, whoever wears the wristlet now (D-18). @throws Problem wristlet_unknown */
const getScanned = async (wristlet: string | number, { ticket }: Exchange, db: CaseServices['db']): Promise<Wearer> =>
  getReserved(
    await ticket.reserve(async () => {
      const { patientId, caseId, caseType } = await getWearer(db, wristlet);
      return { patientId, caseId, code: Number(CASE_TYPES[caseType].code) };
    }),
  );

/** Who wears a wristlet, with the type's milestones under their quick names (E-WRIST-01, E-WRIST-02, D-13). */
const infoRoute = (services: CaseServices): Route =>
  route({
    method: 'get',
    path: '/api/chestpain/get_wrist_info/',
    summary: '按腕带号查询患者',
    tag: '腕带',
    query: Type.Object({ wristlet: Type.String({ minLength: 1, maxLength: 255, description: '腕带号' }) }),
    responses: responsesWith({ 200: { description: '患者与时间节点', schema: WRIST_INFO } }, 404),
    handler: async ({ query, origin }) =>
      ok(await getWristInfo(await getWearer(services.db, query.wristlet), services, origin)),
  });

/** Records the server's time for the wearer of a wristlet; a later scan overwrites (E-WRIST-03, E-WRIST-04, A-52). */
const arriveRoute = (services: CaseServices): Route =>
  route({
    method: 'post',
    path: '/api/chestpain/update_arrive_time/',
    summary: '扫描腕带记录时间',
    tag: '腕带',
    body: Type.Object(
      { wristlet: WRISTLET, field: Type.String({ minLength: 1, maxLength: 100, description: FIELD }) },
      { additionalProperties: false },
    ),
    responses: responsesWith({ 200: { description: '记录的时间', schema: RECORDED } }, 404, 410),
    handler: async (exchange) => {
      const { wristlet, field } = exchange.body;
      const { patientId, ...reference } = await getScanned(wristlet, exchange, services.db);
      const path = findQuickPath(reference.caseType, field);
      if (path === undefined) throw new Rejection('not_a_milestone', { field });
      const at = isoOf(services.now().getTime());
      const context = commandContextOf(exchange);
      const command = {
        stream: patientStream(patientId),
        decide: (known: PatientState) =>
          changeCase({ reference, changes: { ...NO_CHANGES, values: { [path]: at } } }, known),
        context: { ...context, actor: { ...context.actor, client: 'wristband' as const } },
        ifRevisions: exchange.ifMatch,
      };
      const { state, position } = await namingPlaces(
        () => new Map([[path, ['field']]]),
        () => services.commands.handle(command),
      );
      const headers = await settled(services.progress, position);
      // A repeated scan answers the time that its first run recorded.
      const time = formatInstant(String(state.values[path] ?? at), services.zone);
      return ok({ msg: '时间记录成功!', field, time }, headers);
    },
  });

export const wristletRoutes = (services: CaseServices): readonly Route[] => [
  infoRoute(services),
  arriveRoute(services),
];
