import { localDay } from '../shared/times.ts';
import type { CaseFacts } from './intervals/facts.ts';
import type { Metric, Target } from './intervals/metric.ts';
import { isTransferredIn } from './intervals/populations.ts';
import type { Measured } from './measure.ts';

/** What a case is to keep within, in minutes. */
export interface Targets {
  readonly target: number | null;
  /** Further figures of the standard (D-26). */
  readonly goals: readonly number[];
  readonly atLeast?: number;
}

const NONE: Targets = { target: null, goals: [] };

const arrivalDay = ({ values, createdTime, zone }: CaseFacts): string | undefined => {
  const at = values['assist_examination.hospital_arrive_time'] ?? createdTime;
  return typeof at === 'string' ? localDay(at, zone) : undefined;
};

/** The last one whose day has come; without any known day the newest. */
const inForce = (targets: readonly Target[], facts: CaseFacts): Target | undefined => {
  const day = targets.length > 1 ? arrivalDay(facts) : undefined;
  return targets.findLast(({ from }) => day === undefined || from <= day);
};

/** The target in force at the case's arrival with its further goals (clinical.md 1.1 rule 8). */
export const targetsOf = (metric: Metric, facts: CaseFacts): Targets => {
  const found = metric.kind === 'interval' && metric.targets ? inForce(metric.targets, facts) : undefined;
  if (!found) return NONE;
  const [target = null, ...goals] =
    found.ofTransferred && isTransferredIn(facts.values) ? found.ofTransferred : found.limits;
  return { target, goals, ...(found.atLeast !== undefined && { atLeast: found.atLeast }) };
};

export interface Judgement {
  readonly target: number | null;
  /** Null where there is no target, no value, or no real start to judge (D-24). */
  readonly met: boolean | null;
  readonly goals: readonly { readonly target: number; readonly met: boolean | null }[];
}

/** How a case stands against its target and goals; only a real start is judged (D-24). */
export const judge = (metric: Metric, facts: CaseFacts, { value, startFallback }: Measured): Judgement => {
  const { target, goals, atLeast = 0 } = targetsOf(metric, facts);
  const isWithin = (limit: number): boolean | null =>
    value === null || startFallback !== undefined ? null : value >= atLeast && value <= limit;
  return {
    target,
    met: target === null ? null : isWithin(target),
    goals: goals.map((goal) => ({ target: goal, met: isWithin(goal) })),
  };
};
