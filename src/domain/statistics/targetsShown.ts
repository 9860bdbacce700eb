import type { Metric } from '../catalogue/intervals/metric.ts';
import { sharedGoals } from '../catalogue/targets.ts';

/**
 * The target in force now and the goals that all cases share, as figures of many cases name them; each case was held
 * against those that were in force when it arrived. A target that is not the same for all cases is shown as none.
 */
export const targetsShown = (metric: Metric): readonly (number | null)[] => {
  const target = metric.kind === 'interval' ? metric.targets?.at(-1) : undefined;
  if (!target) return [];
  const [first = null] = target.limits;
  return [target.ofTransferred ? null : first, ...sharedGoals(target)];
};
