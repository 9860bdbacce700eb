import { route, type Route } from '../dialect/route.ts';
import { answerWrite } from './answerCase.ts';
import type { CaseRouting } from './caseRouting.ts';
import { changeThroughBody } from './changeThroughBody.ts';
import { valueErrors } from './sentBody.ts';

/** PUT and PATCH change what is sent and leave the rest (D-02); they answer 200 with the detail. */
export const updateRoutes = (routing: CaseRouting): readonly Route[] => {
  const { caseType, root, tag, services, id, requestSchema, documentSchema } = routing;
  return (['put', 'patch'] as const).map((method) =>
    route({
      method,
      path: `${root}{id}/`,
      summary: '修改病历',
      tag,
      params: id,
      body: requestSchema,
      moreErrors: valueErrors({ caseType }, services.zone),
      responses: { 200: { description: '修改后的病历', schema: documentSchema } },
      handler: async (exchange) => {
        const reference = { caseType, caseId: exchange.params.id };
        const handled = await changeThroughBody({ reference, body: exchange.body }, exchange, services);
        return answerWrite(handled, services, { status: 200, origin: exchange.origin });
      },
    }),
  );
};
