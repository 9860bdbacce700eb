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

const targetInForce = (metric: Metric, facts: CaseFacts): Target | undefined =>
  metric.kind === 'interval' && metric.targets ? inForce(metric.targets, facts) : undefined;

/** The target in force at the case's arrival with its further goals (clinical.md 1.1 rule 8). */
export const targetsOf = (metric: Metric, facts: CaseFacts): Targets => {
  const found = targetInForce(metric, facts);
  if (!found) return NONE;
  const [target = null, ...goals] =
    found.ofTransferred && isTransferredIn(facts.values) ? found.ofTransferred : found.limits;
  return { target, goals, ...(found.atLeast !== undefined && { atLeast: found.atLeast }) };
};

/**
 * The figures that many cases are counted against beside each one's own target: the further goals, or all figures of a
 * standard that asks another one of patients who come from another hospital, since one share then mixes the two.
 */
export const sharedGoals = ({ limits, ofTransferred }: Target): readonly number[] =>
  ofTransferred ? [...new Set([...limits, ...ofTransferred])] : limits.slice(1);

export interface Judgement {
  readonly target: number | null;
  /** Null where there is no target, no value, or no real start to judge (D-24). */
  readonly met: boolean | null;
  readonly goals: readonly { readonly target: number; readonly met: boolean | null }[];
}

type Within = (limit: number) => boolean | null;

/** Only a real start is judged (D-24). */
const withinOf =
  ({ value, startFallback }: Measured, atLeast = 0): Within =>
  (limit) =>
    value === null || startFallback !== undefined ? null : value >= atLeast && value <= limit;

/** How a case stands against its target and goals; only a real start is judged (D-24). */
export const judge = (metric: Metric, facts: CaseFacts, measured: Measured): Judgement => {
  const { target, goals, atLeast } = targetsOf(metric, facts);
  const isWithin = withinOf(measured, atLeast);
  return {
    target,
    met: target === null ? null : isWithin(target),
    goals: goals.map((goal) => ({ target: goal, met: isWithin(goal) })),
  };
};

/** How a case stands in the figures of many: against its own target, then each shared goal (clinical.md 1.2). */
export const verdictsOf = (metric: Metric, facts: CaseFacts, measured: Measured): readonly (boolean | null)[] => {
  const found = targetInForce(metric, facts);
  if (!found) return [];
  const { met } = judge(metric, facts, measured);
  return [met, ...sharedGoals(found).map(withinOf(measured, found.atLeast))];
};
