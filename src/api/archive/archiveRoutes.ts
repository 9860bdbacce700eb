import { Type } from '@sinclair/typebox';
import {
  acceptArchive,
  ARCHIVE_CODES,
  askArchive,
  refuseArchive,
  withdrawArchive,
} from '../../domain/patient/archive.ts';
import type { ReasonGiven } from '../../domain/patient/commands.ts';
import type { PatientEvent } from '../../domain/patient/events.ts';
import type { PatientState } from '../../domain/patient/state.ts';
import { patientStream, type CaseServices } from '../cases/caseServices.ts';
import { commandContextOf } from '../cases/commandContext.ts';
import { settled } from '../cases/readYourWrites.ts';
import { ok } from '../dialect/answer.ts';
import type { Access } from '../dialect/authentication.ts';
import { idParameter } from '../dialect/parameters.ts';
import { route, type Route } from '../dialect/route.ts';

interface Action {
  /** Last segment of the path. */
  readonly name: string;
  readonly summary: string;
  readonly msg: string;
  readonly access: Access;
  readonly decide: (given: ReasonGiven, state: PatientState) => PatientEvent[];
}

/** The four actions (E-ARCH-01 to E-ARCH-04) with their messages; auditing needs an admin. */
const ACTIONS: readonly Action[] = [
  {
    name: 'ask_arch',
    summary: '提交归档',
    msg: '已提交归档申请!',
    access: 'user',
    decide: askArchive,
  },
  {
    name: 'withdraw_arch',
    summary: '撤销归档申请',
    msg: '已撤销归档申请!',
    access: 'user',
    decide: withdrawArchive,
  },
  {
    name: 'accept_arch',
    summary: '归档审核通过',
    msg: '归档审核已通过!',
    access: 'admin',
    decide: acceptArchive,
  },
  {
    name: 'refuse_arch',
    summary: '归档审核拒绝',
    msg: '归档审核已拒绝!',
    access: 'admin',
    decide: refuseArchive,
  },
];

const REASON = Type.Object(
  { reason: Type.Optional(Type.Union([Type.String({ maxLength: 1_000 }), Type.Null()], { description: '原因' })) },
  { additionalProperties: false },
);

const ANSWER = Type.Object(
  { msg: Type.String(), arch_status: Type.String({ enum: Object.values(ARCHIVE_CODES) }) },
  { additionalProperties: false },
);

const archiveRoute = ({ name, summary, msg, access, decide }: Action, services: CaseServices): Route =>
  route({
    method: 'post',
    path: `/api/patient/patient/{patientId}/${name}/`,
    summary,
    tag: '归档',
    access,
    params: Type.Object({ patientId: idParameter('patient.id') }),
    body: REASON,
    responses: { 200: { description: '新的归档状态', schema: ANSWER } },
    handler: async (exchange) => {
      const { reason } = exchange.body;
      const { state, position } = await services.commands.handle({
        stream: patientStream(exchange.params.patientId),
        decide: (known) => decide(reason ? { reason } : {}, known),
        context: commandContextOf(exchange),
        ifRevisions: exchange.ifMatch,
      });
      return ok({ msg, arch_status: ARCHIVE_CODES[state.archive] }, await settled(services.progress, position));
    },
  });

export const archiveRoutes = (services: CaseServices): readonly Route[] =>
  ACTIONS.map((action) => archiveRoute(action, services));
