import { Type, type TObject, type TProperties } from '@sinclair/typebox';
import { RATE_NAMES } from '../../domain/statistics/countTypes.ts';

const NUMBER_OR_NULL = Type.Union([Type.Number(), Type.Null()]);
const COUNT = Type.Integer({ minimum: 0 });

/** Which period an item tells of: one of these, none for `all`. */
const PERIOD_KEYS = {
  day: Type.Optional(Type.String({ format: 'date', description: '日期' })),
  week: Type.Optional(Type.String({ pattern: '^\\d{4}-W\\d{2}$', description: 'ISO 周' })),
  month: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}$', description: '月份' })),
  year: Type.Optional(Type.String({ pattern: '^\\d{4}$', description: '年份' })),
} as const;

const closed = <Properties extends TProperties>(properties: Properties): TObject<Properties> =>
  Type.Object(properties, { additionalProperties: false });

const DETAIL = Type.Record(Type.String(), COUNT, { description: '各取值的病历数' });

/** Cases of each period, divided (E-STAT-02, E-STAT-05, E-STAT-08). */
export const TREND = Type.Array(
  closed({
    ...PERIOD_KEYS,
    count: COUNT,
    detail: DETAIL,
    unscored: Type.Optional(Type.Integer({ minimum: 0, description: '未评ISS的病历数,已计入 normal' })),
  }),
);

/** The slices of a pie (E-STAT-06). */
export const SLICES = Type.Array(
  closed({
    count: COUNT,
    zh_name: Type.String(),
    name: Type.Union([Type.String(), Type.Null()]),
    cases: Type.Optional(Type.Integer({ minimum: 0, description: '多选时的病历总数,一份病历计一次' })),
  }),
);

const COMPLIANCE = {
  met: COUNT,
  due: COUNT,
  compliance: NUMBER_OR_NULL,
} as const;

const STATUS_COUNTS = {
  n: COUNT,
  n_missing: COUNT,
  n_missing_start: COUNT,
  n_missing_end: COUNT,
  n_negative: COUNT,
  n_implausible: COUNT,
  n_zone_only: COUNT,
  n_not_applicable: COUNT,
  n_fallback: COUNT,
  n_fallback_end: COUNT,
  n_unticked: COUNT,
  n_early: COUNT,
  total: COUNT,
} as const;

/** A mean or median with everything that stands behind it (clinical.md 1.1, D-22, D-24). */
const AVERAGE = {
  count: Type.Number({ description: '平均数或中位数,无病例时为0' }),
  value: NUMBER_OR_NULL,
  mean: NUMBER_OR_NULL,
  median: NUMBER_OR_NULL,
  value_real: NUMBER_OR_NULL,
  ...STATUS_COUNTS,
  unit: Type.String(),
  target: NUMBER_OR_NULL,
  ...COMPLIANCE,
  goals: Type.Array(closed({ target: NUMBER_OR_NULL, ...COMPLIANCE })),
} as const;

export const AVERAGE_ITEM = closed(AVERAGE);

export const AVERAGES = Type.Array(closed({ ...PERIOD_KEYS, ...AVERAGE }));

const RATE_DETAIL = Type.Union([closed({ count: COUNT, of: COUNT, unknown: COUNT }), AVERAGE_ITEM]);

const rateProperties = Object.fromEntries(RATE_NAMES.map((name) => [name, NUMBER_OR_NULL]));

/** The figures of trauma care side by side (E-STAT-10, A-25). */
export const RATE = Type.Object(
  { ...PERIOD_KEYS, ...rateProperties, detail: Type.Record(Type.String(), RATE_DETAIL) },
  { additionalProperties: false },
);
