import type { Metric } from '../catalogue/intervals/metric.ts';
import { figureOf, TARGET_FIGURES, type Figure, type Figures } from './figures.ts';
import { quotient } from './rounding.ts';

/** What the cases of a period make of a metric, in its unit (D-22 to D-25). */
export interface Average {
  readonly mean: number | null;
  readonly median: number | null;
  /** Mean over the cases whose start is no fallback. */
  readonly mean_real: number | null;
  readonly median_real: number | null;
  readonly n: number;
  readonly n_missing: number;
  readonly n_missing_start: number;
  readonly n_missing_end: number;
  readonly n_negative: number;
  readonly n_implausible: number;
  readonly n_zone_only: number;
  readonly n_not_applicable: number;
  readonly n_fallback: number;
  readonly n_fallback_end: number;
  readonly n_unticked: number;
  readonly n_early: number;
  /** Of the list. */
  readonly total: number;
  /** Of each case's own target, then of each goal that all cases share. */
  readonly targets: readonly Compliance[];
}

export interface Compliance {
  readonly met: number;
  readonly due: number;
  /** Fraction with four decimals; null when nothing is due. */
  readonly compliance: number | null;
}

/** Digits of a share of cases. */
export const SHARE_DECIMALS = 4;

/** Twice the medians as they are stored. */
interface TwiceMedians {
  readonly all: number | null;
  readonly real: number | null;
}

const complianceOf = (figures: Figures, [dueName, metName]: readonly [Figure, Figure]): Compliance => {
  const [due, met] = [figureOf(figures, dueName), figureOf(figures, metName)];
  return { met, due, compliance: quotient(met, due, SHARE_DECIMALS) };
};

type Shown = Pick<Metric, 'divisor' | 'decimals'>;

const medianOf = (twice: number | null, { divisor, decimals }: Shown): number | null =>
  twice === null ? null : quotient(twice, 2 * divisor, decimals);

/** @param cases all cases of the period, so that those that are not eligible are what the statuses leave */
export const averageOf = (metric: Shown, figures: Figures, more: { cases: number; medians: TwiceMedians }): Average => {
  const of = (name: Figure): number => figureOf(figures, name);
  const [n, n_missing] = [of('n'), of('n_missing_start') + of('n_missing_end')];
  const applicable = n + n_missing + of('n_negative') + of('n_implausible') + of('n_zone_only');
  const { divisor, decimals } = metric;
  return {
    mean: quotient(of('sum'), n * divisor, decimals),
    median: medianOf(more.medians.all, metric),
    mean_real: quotient(of('sum_real'), of('n_real') * divisor, decimals),
    median_real: medianOf(more.medians.real, metric),
    n,
    n_missing,
    n_missing_start: of('n_missing_start'),
    n_missing_end: of('n_missing_end'),
    n_negative: of('n_negative'),
    n_implausible: of('n_implausible'),
    n_zone_only: of('n_zone_only'),
    n_not_applicable: more.cases - applicable,
    n_fallback: n - of('n_real'),
    n_fallback_end: of('n_fallback_end'),
    n_unticked: of('n_unticked'),
    n_early: of('n_early'),
    total: more.cases,
    targets: TARGET_FIGURES.map((names) => complianceOf(figures, names)),
  };
};
