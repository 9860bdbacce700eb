import { Type } from '@sinclair/typebox';
import { fieldsOf } from '../../domain/catalogue/catalogue.ts';
import { CASE_TYPE_NAMES, CASE_TYPES, type CaseTypeName } from '../../domain/catalogue/caseTypes.ts';
import { timeNodesOf } from '../../domain/catalogue/intervals.ts';
import { factsOf, type CaseFacts, type CaseValues } from '../../domain/catalogue/intervals/facts.ts';
import type { Interval } from '../../domain/catalogue/intervals/metric.ts';
import { measure } from '../../domain/catalogue/measure.ts';
import { judge } from '../../domain/catalogue/targets.ts';
import { initialState } from '../../domain/patient/state.ts';
import { formatInstant } from '../../domain/shared/times.ts';
import { findPatientState } from '../../projections/patientState.ts';
import type { CaseServices } from '../cases/caseServices.ts';
import { getShownCase } from '../cases/findCases.ts';
import { ok } from '../dialect/answer.ts';
import { idParameter } from '../dialect/parameters.ts';
import { route, type Route } from '../dialect/route.ts';

const TEXT_OR_NULL = Type.Union([Type.String(), Type.Null()]);
const MINUTES_OR_NULL = Type.Union([Type.Integer(), Type.Null()]);

const NODE = Type.Object(
  {
    name: Type.String(),
    filed_name: Type.String(),
    start_time: TEXT_OR_NULL,
    end_time: TEXT_OR_NULL,
    minutes: MINUTES_OR_NULL,
    status: Type.String(),
    target: MINUTES_OR_NULL,
    met: Type.Union([Type.Boolean(), Type.Null()]),
    goals: Type.Array(Type.Integer({ description: '更高目标,分钟' })),
    fallback: TEXT_OR_NULL,
  },
  { additionalProperties: false },
);

const MILESTONE = Type.Object(
  { field: Type.String(), label: Type.String(), time: TEXT_OR_NULL },
  { additionalProperties: false },
);

const shownTime = (at: string | undefined, zone: string): string | null =>
  at === undefined ? null : formatInstant(at, zone);

/** One interval in the words of clients. */
const nodeOf = (interval: Interval, facts: CaseFacts) => {
  const measured = measure(interval, facts);
  const { status, start, end, value, startFallback, endFallback } = measured;
  const { target, met, goals } = judge(interval, facts, measured);
  return {
    name: interval.label,
    filed_name: interval.key,
    start_time: shownTime(start, facts.zone),
    end_time: shownTime(end, facts.zone),
    minutes: value,
    status,
    target,
    met,
    goals: goals.map((goal) => goal.target),
    fallback: startFallback ?? endFallback ?? null,
  };
};

/** The milestones of a type in the order they happened, those not yet set after them in catalogue order (D-26). */
const milestonesOf = (caseType: CaseTypeName, values: CaseValues, zone: string) => {
  const all = fieldsOf(caseType)
    .filter(({ milestone, path }) => milestone && !path.includes('[]'))
    .map(({ path, label }) => ({ field: path, label, at: values[path] }));
  const set = all.flatMap((each) => (typeof each.at === 'string' ? [{ ...each, at: each.at }] : []));
  const open = all.filter(({ at }) => at === undefined);
  return [
    ...set
      .sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)))
      .map(({ field, label, at }) => ({ field, label, time: formatInstant(at, zone) })),
    ...open.map(({ field, label }) => ({ field, label, time: null })),
  ];
};

const getFacts = async (caseType: CaseTypeName, caseId: number, { db, zone }: CaseServices): Promise<CaseFacts> => {
  const { patientId } = await getShownCase(db, { caseType, caseId });
  const known = await findPatientState(db, patientId);
  return factsOf(known?.state ?? initialState(), zone);
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
      const facts = await getFacts(caseType, params.id, services);
      const nodes = timeNodesOf(caseType).map((interval) => nodeOf(interval, facts));
      if (query.milestones === undefined) return ok(nodes);
      return ok({ nodes, milestones: milestonesOf(caseType, facts.values, services.zone) });
    },
  });

/** Time nodes on all six types (E-NODE-01 to E-NODE-04). */
export const timeNodeRoutes = (services: CaseServices): readonly Route[] =>
  CASE_TYPE_NAMES.map((caseType) => timeNodeRoute(caseType, services));
