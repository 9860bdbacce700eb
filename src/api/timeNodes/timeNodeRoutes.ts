import { Type } from '@sinclair/typebox';
import { fieldsOf } from '../../domain/catalogue/catalogue.ts';
import { CASE_TYPE_NAMES, CASE_TYPES, type CaseTypeName } from '../../domain/catalogue/caseTypes.ts';
import { TIME_NODES, type CaseValues, type Interval } from '../../domain/catalogue/intervals.ts';
import { measureInterval, type Measured } from '../../domain/catalogue/measureInterval.ts';
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

/** Only a real start counts against the target (D-24). */
const isMet = (interval: Interval, { minutes, fallback }: Measured, target: number | undefined): boolean | null => {
  const hasRealStart = !interval.start.slice(1).includes(fallback ?? '');
  return minutes !== null && target !== undefined && hasRealStart ? minutes <= target : null;
};

const targetsOf = ({ targets }: Interval, values: CaseValues): readonly number[] => targets?.(values) ?? [];

/** One interval in the words of clients. */
const nodeOf = (interval: Interval, values: CaseValues, zone: string) => {
  const measured = measureInterval(interval, values);
  const { status, start, end, minutes, fallback } = measured;
  const { key, label } = interval;
  const [target, ...goals] = targetsOf(interval, values);
  return {
    name: label,
    filed_name: key,
    start_time: shownTime(start, zone),
    end_time: shownTime(end, zone),
    minutes,
    status,
    target: target ?? null,
    met: isMet(interval, measured, target),
    goals,
    fallback: fallback ?? null,
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

const getValues = async (caseType: CaseTypeName, caseId: number, { db }: CaseServices): Promise<CaseValues> => {
  const { patientId } = await getShownCase(db, { caseType, caseId });
  const known = await findPatientState(db, patientId);
  return known?.state.values ?? {};
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
      const values = await getValues(caseType, params.id, services);
      const nodes = TIME_NODES[caseType].map((interval) => nodeOf(interval, values, services.zone));
      if (query.milestones === undefined) return ok(nodes);
      return ok({ nodes, milestones: milestonesOf(caseType, values, services.zone) });
    },
  });

/** Time nodes on all six types (E-NODE-01 to E-NODE-04). */
export const timeNodeRoutes = (services: CaseServices): readonly Route[] =>
  CASE_TYPE_NAMES.map((caseType) => timeNodeRoute(caseType, services));
