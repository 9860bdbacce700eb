import { Type } from '@sinclair/typebox';
import { rendered } from '../dialect/answer.ts';
import { etagOf } from '../dialect/conditions.ts';
import { route, type Route } from '../dialect/route.ts';
import { detailJson } from './detailJson.ts';
import { answerAsOf, asOfErrors } from './asOf.ts';
import type { CaseRouting } from './caseRouting.ts';
import { getCase, getRow } from './findCases.ts';

/** One case with every catalogued field, `null` where unset; `?as_of=` shows it as it was known then (D-11). */
export const detailRoute = ({ caseType, root, tag, services, id, documentSchema }: CaseRouting): Route =>
  route({
    method: 'get',
    path: `${root}{id}/`,
    summary: '病历详情',
    tag,
    params: id,
    query: Type.Object({ as_of: Type.Optional(Type.String({ description: '按此时刻已录入的内容显示' })) }),
    moreParameterErrors: (query) => asOfErrors(query['as_of'], services.zone),
    responses: { 200: { description: '病历', schema: documentSchema } },
    handler: async (exchange) => {
      const { params, query, origin } = exchange;
      const reference = { caseType, caseId: params.id };
      const found = await getCase(services.db, reference);
      const { patientId } = found;
      if (query.as_of !== undefined) return answerAsOf({ patientId, reference, asOf: query.as_of }, services, exchange);
      const { row, revision } = getRow(found);
      return rendered(detailJson(caseType, row, origin), { ETag: etagOf(revision) });
    },
  });
