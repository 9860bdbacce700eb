import { Type } from '@sinclair/typebox';
import type { CaseFacts } from '../../domain/catalogue/intervals/facts.ts';
import type { Metric } from '../../domain/catalogue/intervals/metric.ts';
import { measure, STATUSES, type Measured } from '../../domain/catalogue/measure.ts';
import { judge } from '../../domain/catalogue/targets.ts';
import { formatInstant } from '../../domain/shared/times.ts';

export const TEXT_OR_NULL = Type.Union([Type.String(), Type.Null()]);
const MINUTES_OR_NULL = Type.Union([Type.Integer(), Type.Null()]);

/** What a time node and a line of a quality sheet say alike. */
export const MEASURED = {
  start_time: TEXT_OR_NULL,
  end_time: TEXT_OR_NULL,
  status: Type.String({ enum: [...STATUSES], description: '只有 ok 才有数值' }),
  target: MINUTES_OR_NULL,
  met: Type.Union([Type.Boolean(), Type.Null()], { description: '是否达标;替代起点不评价' }),
  goals: Type.Array(Type.Integer(), { description: '更高目标,分钟' }),
  fallback: Type.Union([Type.String(), Type.Null()], { description: '替代时间点的字段;起点有替代时为起点的' }),
  end_fallback: Type.Union([Type.String(), Type.Null()], { description: '替代终点的字段' }),
} as const;

const shownTime = (at: string | undefined, zone: string): string | null =>
  at === undefined ? null : formatInstant(at, zone);

interface MeasuredJson {
  readonly start_time: string | null;
  readonly end_time: string | null;
  readonly status: Measured['status'];
  readonly target: number | null;
  readonly met: boolean | null;
  readonly goals: readonly number[];
  readonly fallback: string | null;
  readonly end_fallback: string | null;
}

/** A metric of one case with what was measured, in the words of clients. */
export const measuredJson = (metric: Metric, facts: CaseFacts): { measured: Measured; json: MeasuredJson } => {
  const measured = measure(metric, facts);
  const { status, start, end, startFallback, endFallback } = measured;
  const { target, met, goals } = judge(metric, facts, measured);
  const json = {
    start_time: shownTime(start, facts.zone),
    end_time: shownTime(end, facts.zone),
    status,
    target,
    met,
    goals: goals.map((goal) => goal.target),
    fallback: startFallback ?? endFallback ?? null,
    end_fallback: endFallback ?? null,
  };
  return { measured, json };
};
