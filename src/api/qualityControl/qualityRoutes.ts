import { Type, type TSchema } from '@sinclair/typebox';
import { CASE_TYPE_NAMES, CASE_TYPES, type CaseTypeName } from '../../domain/catalogue/caseTypes.ts';
import { qualityOf } from '../../domain/catalogue/intervals.ts';
import type { CaseFacts } from '../../domain/catalogue/intervals/facts.ts';
import { DAY, UNITS, type Metric } from '../../domain/catalogue/intervals/metric.ts';
import { inUnit, type Measured } from '../../domain/catalogue/measure.ts';
import type { CaseServices } from '../cases/caseServices.ts';
import { ok } from '../dialect/answer.ts';
import { idParameter } from '../dialect/parameters.ts';
import { route, type Route } from '../dialect/route.ts';
import { named } from '../openapi/schemas.ts';
import { getCaseFacts } from '../timeNodes/caseFacts.ts';
import { MEASURED, measuredJson } from '../timeNodes/measuredJson.ts';

const NUMBER_OR_NULL = Type.Union([Type.Number(), Type.Null()]);

const LINE = {
  label: Type.String(),
  value: NUMBER_OR_NULL,
  unit: Type.String({ enum: [...UNITS] }),
  raw: Type.Union([Type.Number(), Type.Null()], { description: '不计入统计的实际差值,分钟;费用为元' }),
  ...MEASURED,
  early: Type.Boolean({ description: '先于病人就位,按0分钟计' }),
} as const;

const PART = named('QualityPart', Type.Object(LINE, { additionalProperties: false, description: '组成部分' }));
const DETAIL = named(
  'QualityDetail',
  Type.Object(
    { ...LINE, parts: Type.Optional(Type.Record(Type.String(), PART, { description: '各组成部分' })) },
    { additionalProperties: false, description: '质控指标明细' },
  ),
);

const byKey = <T>(metrics: readonly Metric[], of: (metric: Metric) => T): Record<string, T> =>
  Object.fromEntries(metrics.map((metric) => [metric.key, of(metric)]));

const schemaOf = (metrics: readonly Metric[]): TSchema =>
  Type.Object(
    {
      ...byKey(metrics, ({ label, unit }) => ({ ...NUMBER_OR_NULL, description: `${label}, ${unit}` })),
      detail: Type.Object(
        byKey(metrics, () => DETAIL),
        { additionalProperties: false },
      ),
    },
    { additionalProperties: false },
  );

/** In minutes, so that what is a part of an hour or a day is not rounded away (clinical.md 1.1 rules 1 and 2). */
const rawOf = ({ kind, unit }: Metric, { raw }: Measured): number | null => {
  if (raw === undefined) return null;
  return kind === 'quantity' && unit === 'd' ? Math.round(raw * DAY) : raw;
};

const lineOf = (metric: Metric, facts: CaseFacts) => {
  const { measured, json } = measuredJson(metric, facts);
  const shown = (value: number | null | undefined): number | null =>
    value === null || value === undefined ? null : inUnit(metric, value);
  return {
    label: metric.label,
    value: shown(measured.value),
    unit: metric.unit,
    raw: rawOf(metric, measured),
    ...json,
    early: measured.early ?? false,
  };
};

const detailOf = (metric: Metric, facts: CaseFacts) => {
  const parts = metric.kind === 'interval' ? metric.parts : undefined;
  return { ...lineOf(metric, facts), ...(parts && { parts: byKey(parts, (part) => lineOf(part, facts)) }) };
};

/** The plain numbers that old clients read, and beside them what each is made of. */
const sheetOf = (metrics: readonly Metric[], facts: CaseFacts) => {
  const detail = byKey(metrics, (metric) => detailOf(metric, facts));
  return { ...byKey(metrics, ({ key }) => detail[key]?.value ?? null), detail };
};

const qualityRoute = (caseType: CaseTypeName, services: CaseServices): Route => {
  const metrics = qualityOf(caseType);
  return route({
    method: 'get',
    path: `/api/${CASE_TYPES[caseType].route}/quality_control/{id}/`,
    summary: '质控',
    tag: CASE_TYPES[caseType].permission,
    params: Type.Object({ id: idParameter('病历id') }),
    responses: { 200: { description: '各质控指标,及其明细', schema: schemaOf(metrics) } },
    handler: async ({ params }) => ok(sheetOf(metrics, await getCaseFacts(caseType, params.id, services))),
  });
};

/** The quality sheet of a case, on all six types (E-QC-01, E-QC-02). */
export const qualityRoutes = (services: CaseServices): readonly Route[] =>
  CASE_TYPE_NAMES.map((caseType) => qualityRoute(caseType, services));
