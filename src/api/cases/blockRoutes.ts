import { Type } from '@sinclair/typebox';
import { CASE_TYPES, type CaseTypeName } from '../../domain/catalogue/caseTypes.ts';
import { caseDocumentSchema } from '../../domain/catalogue/derive/caseDocumentSchema.ts';
import type { Body } from '../../domain/catalogue/derive/readCaseBody.ts';
import { blockRequestSchema } from '../../domain/catalogue/derive/requestSchema.ts';
import { rendered, type Answer } from '../dialect/answer.ts';
import { etagOf } from '../dialect/conditions.ts';
import type { Exchange } from '../dialect/exchange.ts';
import { idParameter } from '../dialect/parameters.ts';
import { route, type Route } from '../dialect/route.ts';
import { answerWrite } from './answerCase.ts';
import { blockIn } from './blockIn.ts';
import type { CaseServices } from './caseServices.ts';
import { changeThroughBody } from './changeThroughBody.ts';
import { detailJson } from './detailJson.ts';
import { getShownCase } from './findCases.ts';
import { valueErrors } from './sentBody.ts';

const APOPLEXY: CaseTypeName = 'apoplexy';

/** The names under which clients reach a block of a stroke case by itself (E-CASE-12, E-CASE-15, A-12, D-12). */
const BLOCKS: readonly (readonly [segment: string, block: string, summary: string])[] = [
  ['examination', 'assist_examination', '检查与入院'],
  ['thrombolysis', 'thrombolysis', '静脉溶栓'],
  ['threapy', 'therapy', '介入治疗'],
  ['therapy', 'therapy', '介入治疗'],
];

const answerSchema = (block: string, unknown: CaseServices['unknownFields']) => {
  const { properties } = caseDocumentSchema(APOPLEXY, { unknown });
  return Type.Unsafe(typeof properties === 'object' && properties !== null ? Reflect.get(properties, block) : {});
};

const readBlock = async (
  caseId: number,
  block: string,
  { services, origin }: { services: CaseServices; origin: string },
) => {
  const { row, revision } = await getShownCase(services.db, { caseType: APOPLEXY, caseId });
  return rendered(blockIn(detailJson(APOPLEXY, row, origin), block), { ETag: etagOf(revision) });
};

const writeBlock = async (
  { caseId, block, body }: { caseId: number; block: string; body: Body },
  exchange: Exchange,
  services: CaseServices,
): Promise<Answer> => {
  const reference = { caseType: APOPLEXY, caseId };
  const handled = await changeThroughBody({ reference, body, block }, exchange, services);
  const answer = await answerWrite(handled, services, { status: 200, origin: exchange.origin });
  return { ...answer, json: blockIn(answer.json ?? '{}', block) };
};

/** GET and PUT of one block of a stroke case. */
export const blockRoutes = (services: CaseServices): readonly Route[] =>
  BLOCKS.flatMap(([segment, block, summary]) => {
    const shared = {
      path: `/api/${CASE_TYPES[APOPLEXY].route}/${segment}/{id}/`,
      summary,
      tag: CASE_TYPES[APOPLEXY].permission,
      params: Type.Object({ id: idParameter('病历id') }),
      responses: { 200: { description: summary, schema: answerSchema(block, services.unknownFields) } },
    };
    const body = Type.Unsafe<Body>(blockRequestSchema(APOPLEXY, block, { unknown: services.unknownFields }) ?? {});
    return [
      route({
        ...shared,
        method: 'get',
        handler: ({ params, origin }) => readBlock(params.id, block, { services, origin }),
      }),
      route({
        ...shared,
        method: 'put',
        body,
        moreErrors: valueErrors({ caseType: APOPLEXY, block }, services.zone),
        handler: (exchange) =>
          writeBlock({ caseId: exchange.params.id, block, body: exchange.body }, exchange, services),
      }),
    ];
  });
