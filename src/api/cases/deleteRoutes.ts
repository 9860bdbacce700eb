import { deleteCase, restoreCase } from '../../domain/patient/deleteCase.ts';
import { noContent } from '../dialect/answer.ts';
import { route, type Route } from '../dialect/route.ts';
import { answerWrite } from './answerCase.ts';
import type { CaseRouting } from './caseRouting.ts';
import { patientStream } from './caseServices.ts';
import { commandContextOf } from './commandContext.ts';
import { getCase, getCaseToChange } from './findCases.ts';
import { settled } from './readYourWrites.ts';

const deleteRoute = ({ caseType, root, tag, services, id }: CaseRouting): Route =>
  route({
    method: 'delete',
    path: `${root}{id}/`,
    summary: '删除病历',
    tag,
    params: id,
    responses: { 204: { description: '已删除' } },
    handler: async (exchange) => {
      const reference = { caseType, caseId: exchange.params.id };
      const { patientId } = await getCaseToChange(services.db, reference, exchange);
      const { position } = await services.commands.handle({
        stream: patientStream(patientId),
        decide: (state) => deleteCase(reference, state),
        context: commandContextOf(exchange),
        ifRevisions: exchange.ifMatch,
      });
      return noContent(await settled(services.progress, position));
    },
  });

const restoreRoute = ({ caseType, root, tag, services, id, documentSchema }: CaseRouting): Route =>
  route({
    method: 'post',
    path: `${root}{id}/restore/`,
    summary: '恢复已删除的病历',
    tag,
    access: 'admin',
    params: id,
    responses: { 200: { description: '恢复的病历', schema: documentSchema } },
    handler: async (exchange) => {
      const reference = { caseType, caseId: exchange.params.id };
      const { patientId } = await getCase(services.db, reference);
      const handled = await services.commands.handle({
        stream: patientStream(patientId),
        decide: (state) => restoreCase(reference, state),
        context: commandContextOf(exchange),
        ifRevisions: exchange.ifMatch,
      });
      return answerWrite(handled, services, { status: 200, origin: exchange.origin });
    },
  });

/** Deleting answers 204; restoring is for admins (D-10). */
export const deleteRoutes = (routing: CaseRouting): readonly Route[] => [deleteRoute(routing), restoreRoute(routing)];
