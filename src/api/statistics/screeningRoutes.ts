import { Type } from '@sinclair/typebox';
import { findMetricNamed, TREND_SHARES } from '../../domain/statistics/countTypes.ts';
import { localMonth } from '../../domain/shared/times.ts';
import { readTallies } from '../../projections/statistics/tallies.ts';
import type { CaseServices } from '../cases/caseServices.ts';
import { findShare } from '../../domain/statistics/shares.ts';
import { ok } from '../dialect/answer.ts';
import { route, type Route } from '../dialect/route.ts';
import { averageItem } from './averages.ts';
import { countedOf, createdOf, periodParameter } from './countQuery.ts';
import { periodKey } from './periodKey.ts';
import { AVERAGE_ITEM } from './schemas.ts';
import { trendOf } from './trend.ts';

const TYPE = 'chestpain';
const AVERAGES = ['d2wmean', 'hosdaymean', 'hosfeemean'] as const;

const SCREENING = Type.Object(
  {
    month: Type.String(),
    count: Type.Integer(),
    detail: Type.Record(Type.String(), Type.Integer()),
    ...Object.fromEntries(AVERAGES.map((name) => [name, AVERAGE_ITEM])),
  },
  { additionalProperties: false },
);

const metricOf = (name: string) => {
  const metric = findMetricNamed(TYPE, name);
  if (!metric) throw new Error(`no metric ${name}`);
  return metric;
};

/** This month's key figures of the chest pain centre. */
const screen = async (services: CaseServices): Promise<object> => {
  const { db, zone, now } = services;
  const month = localMonth(now().toISOString(), zone);
  const created = createdOf({ month: `${month}-01` }, zone);
  const counted = await countedOf({ kind: 'month', created, caseTypes: [TYPE] }, services);
  const share = findShare(TYPE, TREND_SHARES[TYPE]);
  const metrics = AVERAGES.map((name) => metricOf(name).key);
  const tallies = await readTallies(db, {
    caseType: TYPE,
    metrics,
    shares: share ? [share.name] : [],
    ...counted,
    zone,
  });
  const [trend] = share ? trendOf(share, 'month', tallies) : [];
  const averages = tallies.flatMap((tally) =>
    AVERAGES.map((name) => [name, averageItem(metricOf(name), tally, 'mean')] as const),
  );
  return { ...trend, ...Object.fromEntries(averages) };
};

const screeningRoute = (services: CaseServices): Route =>
  route({
    method: 'get',
    path: '/api/chestpain/data_screening/',
    summary: '胸痛本月关键指标',
    tag: '统计',
    responses: { 200: { description: '本月病历数、构成与平均数', schema: SCREENING } },
    handler: async () => ok(await screen(services)),
  });

const UNITS = ['day', 'week', 'month', 'year'] as const;

const DETAIL = Type.Array(
  Type.Object(
    {
      ...Object.fromEntries(UNITS.map((unit) => [unit, Type.Optional(Type.String())])),
      count: Type.Integer({ minimum: 0 }),
    },
    { additionalProperties: false },
  ),
);

const detailRoute = (services: CaseServices): Route =>
  route({
    method: 'get',
    path: '/api/chestpain/data_screening_detail/',
    summary: '胸痛病历数趋势',
    tag: '统计',
    query: Type.Object({
      unit: Type.Optional(Type.Unsafe<(typeof UNITS)[number]>({ ...periodParameter, enum: [...UNITS] })),
      start_time: Type.Optional(Type.String({ description: '创建时间不早于' })),
      end_time: Type.Optional(Type.String({ description: '创建时间不晚于' })),
    }),
    responses: { 200: { description: '各周期的病历数', schema: DETAIL } },
    handler: async ({ query }) => {
      const kind = query.unit ?? 'month';
      const created = createdOf(query, services.zone);
      const counted = await countedOf({ kind, created, caseTypes: [TYPE] }, services);
      const request = { caseType: TYPE, metrics: [], shares: [], ...counted, zone: services.zone } as const;
      const tallies = await readTallies(services.db, request);
      return ok(tallies.map(({ period, cases }) => ({ ...periodKey(kind, period), count: cases })));
    },
  });

/** The chest pain centre's screen (E-STAT-14, E-STAT-15, A-49). */
export const screeningRoutes = (services: CaseServices): readonly Route[] => [
  screeningRoute(services),
  detailRoute(services),
];
