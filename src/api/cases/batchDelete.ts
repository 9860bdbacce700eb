import { Type } from '@sinclair/typebox';
import { v5 as uuidV5 } from 'uuid';
import { deleteCase } from '../../domain/patient/deleteCase.ts';
import type { PatientEvent } from '../../domain/patient/events.ts';
import type { PatientState } from '../../domain/patient/state.ts';
import { Rejection } from '../../domain/shared/rejection.ts';
import type { CommandContext } from '../../eventstore/command.ts';
import type { Position } from '../../eventstore/port.ts';
import { findCasesByIds, type FoundCase } from '../../projections/cases/queries.ts';
import { ok } from '../dialect/answer.ts';
import type { Exchange } from '../dialect/exchange.ts';
import { route, type Route } from '../dialect/route.ts';
import { Problem } from '../problems/problem.ts';
import { PROBLEMS } from '../problems/sentences.ts';
import type { CaseRouting } from './caseRouting.ts';
import { patientStream, type CaseServices } from './caseServices.ts';
import { commandContextOf } from './commandContext.ts';
import { settled } from './readYourWrites.ts';

const MOST_IDS = 1_000;
/** Ids joined with commas (E-GEN-10). */
const ID_LIST = `^[1-9][0-9]{0,9}(,[1-9][0-9]{0,9}){0,${MOST_IDS - 1}}$`;

/** A command of its own for each case of the request. */
const contextFor = ({ caseType, caseId }: FoundCase, exchange: Exchange): CommandContext => {
  const context = commandContextOf(exchange);
  return { ...context, commandId: uuidV5(`${caseType}/${caseId}`, context.commandId) };
};

/** `If-Match` names the revisions of all the cases, in any order. */
const commandFor = (found: FoundCase, exchange: Exchange) => ({
  stream: patientStream(found.patientId),
  context: contextFor(found, exchange),
  ifRevisions: exchange.ifMatch,
});

/**
 * Why one case cannot be deleted, in the words of the person who asked; undefined when it can be, or is already.
 * Nothing is deleted here, but the attempt on an archived case is recorded (D-08).
 */
const refusalOf = async (
  found: FoundCase,
  exchange: Exchange,
  { commands }: CaseServices,
): Promise<string | undefined> => {
  const decide = (state: PatientState): readonly PatientEvent[] => {
    deleteCase(found, state);
    return [];
  };
  try {
    await commands.handle({ ...commandFor(found, exchange), decide });
    return undefined;
  } catch (error) {
    if (error instanceof Rejection) return PROBLEMS[error.code].msg;
    throw error;
  }
};

/** One failure refuses all, each id with its reason (D-10). @throws Problem ids_refused */
const getDeletable = async ({ caseType, services }: CaseRouting, ids: readonly number[], exchange: Exchange) => {
  const cases = await findCasesByIds(services.db, { caseType, caseIds: ids });
  const known = new Set(cases.map(({ caseId }) => caseId));
  const reasons = new Map(ids.filter((id) => !known.has(id)).map((id) => [id, PROBLEMS.case_unknown.msg]));
  for (const found of cases) {
    const reason = await refusalOf(found, exchange, services);
    if (reason !== undefined) reasons.set(found.caseId, reason);
  }
  if (reasons.size === 0) return cases;
  throw new Problem('ids_refused', { errors: Object.fromEntries([...reasons].map(([id, reason]) => [id, [reason]])) });
};

/** One append a case; what a crash left undone, a repetition of the request finishes (D-10). */
const deleteAll = async (cases: readonly FoundCase[], exchange: Exchange, { commands }: CaseServices) => {
  let last: Position | undefined;
  for (const found of cases) {
    const decide = (state: PatientState): readonly PatientEvent[] => deleteCase(found, state);
    const { position } = await commands.handle({ ...commandFor(found, exchange), decide });
    last = position ?? last;
  }
  return last;
};

/** Deletes several cases by id: `…/patient_batch_delete/?ids=1,2,3` (E-CASE-11). */
export const batchDeleteRoute = (routing: CaseRouting): Route => {
  const { root, tag, services } = routing;
  return route({
    method: 'delete',
    path: `${root}patient_batch_delete/`,
    summary: '批量删除病历',
    tag,
    query: Type.Object({ ids: Type.String({ pattern: ID_LIST, description: '病历id,以逗号分隔' }) }),
    responses: {
      200: {
        description: '已删除',
        schema: Type.Object({ msg: Type.String(), ids: Type.Array(Type.Integer()) }, { additionalProperties: false }),
      },
    },
    handler: async (exchange) => {
      const ids = [...new Set(exchange.query.ids.split(',').map(Number))];
      const cases = await getDeletable(routing, ids, exchange);
      const position = await deleteAll(cases, exchange, services);
      return ok({ msg: '批量删除成功!', ids }, await settled(services.progress, position));
    },
  });
};
