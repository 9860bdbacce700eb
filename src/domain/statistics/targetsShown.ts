import type { Metric } from '../catalogue/intervals/metric.ts';

/**
 * The target in force now and its further goals, as figures of many cases name them; each case was held against the one
 * that was in force when it arrived. A target that is not the same for all cases is shown as none.
 */
export const targetsShown = (metric: Metric): readonly (number | null)[] => {
  const target = metric.kind === 'interval' ? metric.targets?.at(-1) : undefined;
  if (!target) return [];
  const [first = null, ...goals] = target.limits;
  return [target.ofTransferred ? null : first, ...goals];
};
