import { Type } from '@sinclair/typebox';
import { CASE_TYPE_NAMES, CASE_TYPES, type CaseTypeName } from '../../domain/catalogue/caseTypes.ts';
import { timeNodesOf } from '../../domain/catalogue/intervals.ts';
import type { CaseFacts } from '../../domain/catalogue/intervals/facts.ts';
import type { Interval } from '../../domain/catalogue/intervals/metric.ts';
import type { CaseServices } from '../cases/caseServices.ts';
import { ok } from '../dialect/answer.ts';
import { idParameter } from '../dialect/parameters.ts';
import { route, type Route } from '../dialect/route.ts';
import { named } from '../openapi/schemas.ts';
import { getCaseFacts } from './caseFacts.ts';
import { MEASURED, measuredJson, TEXT_OR_NULL } from './measuredJson.ts';
import { milestonesOf } from './milestones.ts';

const NODE = named(
  'TimeNode',
  Type.Object(
    {
      name: Type.String(),
      filed_name: Type.String(),
      ...MEASURED,
      minutes: Type.Union([Type.Integer(), Type.Null()]),
      raw: Type.Optional(Type.Integer({ description: '不计入统计的实际差值,分钟' })),
      early: Type.Optional(Type.Literal(true, { description: '先于病人就位,按0分钟计' })),
    },
    { additionalProperties: false, description: '时间节点' },
  ),
);

const MILESTONE = Type.Object(
  { field: Type.String(), label: Type.String(), time: TEXT_OR_NULL },
  { additionalProperties: false },
);

/** One interval in the words of clients; the difference itself is added where it is not the value. */
const nodeOf = (interval: Interval, facts: CaseFacts) => {
  const { measured, json } = measuredJson(interval, facts);
  const { value, raw, early } = measured;
  return {
    name: interval.label,
    filed_name: interval.key,
    ...json,
    minutes: value,
    ...(raw !== undefined && { raw }),
    ...(early && { early }),
  };
};

/** What a type lacks reads as empty, also after a switch (E-NODE-04). */
const timeNodeRoute = (caseType: CaseTypeName, services: CaseServices): Route =>
  route({
    method: 'get',
    path: `/api/${CASE_TYPES[caseType].route}/time_node/{id}/`,
    summary: '时间节点',
    tag: CASE_TYPES[caseType].permission,
    params: Type.Object({ id: idParameter('病历id') }),
    query: Type.Object({
      milestones: Type.Optional(Type.String({ pattern: '^(1|[Tt]rue)$', description: '同时返回各时间点' })),
    }),
    responses: {
      200: {
        description: '各时间节点;带 milestones=1 时同时返回各时间点',
        schema: Type.Union([
          Type.Array(NODE),
          Type.Object({ nodes: Type.Array(NODE), milestones: Type.Array(MILESTONE) }, { additionalProperties: false }),
        ]),
      },
    },
    handler: async ({ params, query }) => {
      const facts = await getCaseFacts(caseType, params.id, services);
      const nodes = timeNodesOf(caseType).map((interval) => nodeOf(interval, facts));
      if (query.milestones === undefined) return ok(nodes);
      return ok({ nodes, milestones: milestonesOf(caseType, facts) });
    },
  });

/** Time nodes on all six types (E-NODE-01 to E-NODE-04). */
export const timeNodeRoutes = (services: CaseServices): readonly Route[] =>
  CASE_TYPE_NAMES.map((caseType) => timeNodeRoute(caseType, services));
