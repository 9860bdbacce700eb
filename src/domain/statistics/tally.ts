import type { CaseTypeName } from '../catalogue/caseTypes.ts';
import type { IntervalStatus } from '../catalogue/measure.ts';
import type { Figures } from './figures.ts';

/** How many cases there are stands under this name, beside the metrics. */
export const ALL_CASES = '';

/** What a case says of one metric. */
export interface MetricPart {
  readonly metric: string;
  readonly status: IntervalStatus;
  readonly figures: Figures;
  /** Present when the value enters means and medians; `isReal` without a fallback start. */
  readonly value?: number;
  readonly isReal?: boolean;
}

/** That a case counts under a value of a share. */
export interface SharePart {
  readonly share: string;
  readonly value: string;
}

/** Everything that one live case adds to the statistics of its type. */
export interface Contribution {
  readonly caseType: CaseTypeName;
  /** The local day on which the case was created: numerator and denominator go by it (clinical.md 1.1 rule 7). */
  readonly day: string;
  readonly metrics: readonly MetricPart[];
  readonly shares: readonly SharePart[];
}
