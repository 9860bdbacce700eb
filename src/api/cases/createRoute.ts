import { isoOf } from '../../domain/shared/times.ts';
import { route, type Route } from '../dialect/route.ts';
import { Problem } from '../problems/problem.ts';
import { answerWrite } from './answerCase.ts';
import type { CaseRouting } from './caseRouting.ts';
import { commandContextOf } from './commandContext.ts';
import { registerThroughBody } from './registerThroughBody.ts';
import { valueErrors } from './sentBody.ts';

/** Registers a visit with its case in one request (E-CASE-01, E-GEN-18); answers 201 with the detail (D-02). */
export const createRoute = ({ caseType, root, tag, services, requestSchema, documentSchema }: CaseRouting): Route =>
  route({
    method: 'post',
    path: root,
    summary: '新建病历',
    tag,
    body: requestSchema,
    moreErrors: valueErrors({ caseType }, services.zone),
    responses: { 201: { description: '新建的病历', schema: documentSchema } },
    handler: async (exchange) => {
      const ids = await exchange.ticket.reserve(async () => {
        const [patientId = 0, caseId = 0] = await services.nextIds(['patient', `case_${caseType}`]);
        return { patientId, caseId };
      });
      const { patientId = 0, caseId = 0 } = ids;
      const createdTime = isoOf(services.now().getTime());
      const context = commandContextOf(exchange);
      const registration = { caseType, body: exchange.body, patientId, caseId, createdTime, context };
      const handled = await registerThroughBody(registration, services);
      // Somebody else has that number: nothing was stored, and nobody may be answered with another's record.
      if (handled.position === undefined) throw new Problem('number_taken');
      return answerWrite(handled, services, { status: 201, origin: exchange.origin });
    },
  });
