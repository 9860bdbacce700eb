import type { Measured, Metric } from './measuring.ts';
import type { Row } from './row.ts';

/** `sum / by`, half up once to so many decimals, by whole numbers (D-25). */
const quotient = (sum: number, by: number, decimals: number): number | null => {
  const shift = 10 ** decimals;
  return by === 0 ? null : Math.floor((2 * sum * shift + by) / (2 * by)) / shift;
};

export const share = (part: number, whole: number): number | null => quotient(part, whole, 4);

export const meanOf = (values: readonly number[], { perUnit, decimals }: Metric): number | null =>
  quotient(
    values.reduce((sum, value) => sum + value, 0),
    values.length * perUnit,
    decimals,
  );

/** The middle value, or the mean of the two middle ones. */
export const medianOf = (values: readonly number[], { perUnit, hasMedian }: Metric): number | null => {
  if (!hasMedian) return null;
  const sorted = [...values].sort((one, other) => one - other);
  const middle = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]].filter((value) => value !== undefined);
  return quotient(
    middle.reduce((sum, value) => sum + value, 0),
    middle.length * perUnit,
    1,
  );
};

type Kind = 'mean' | 'median';

type TargetOf = (measured: Measured) => number | null;

/** Only a real start is held against a target (D-24). */
const reaching = (real: readonly Measured[], targetOf: TargetOf, from = 0) => {
  const due = real.filter((each) => targetOf(each) !== null);
  const met = due.filter((each) => (each.value ?? 0) >= from && (each.value ?? 0) <= (targetOf(each) ?? 0));
  return { met: met.length, due: due.length, compliance: share(met.length, due.length) };
};

const goalOf =
  (goal: number): TargetOf =>
  ({ goals }) =>
    goals.includes(goal) ? goal : null;

const valuesOf = (measured: readonly Measured[]): readonly number[] =>
  measured.map(({ value }) => value).filter((value) => value !== null);

const known = new WeakMap<Metric, WeakMap<Row, Measured>>();

/** Measured once: rows do not change, and each stands in many periods. */
const measureOnce = (metric: Metric, row: Row): Measured => {
  const ofMetric = known.get(metric) ?? new WeakMap<Row, Measured>();
  known.set(metric, ofMetric);
  const measured = ofMetric.get(row) ?? metric.measure(row);
  ofMetric.set(row, measured);
  return measured;
};

/** What an average chart says of these cases: every case under exactly one status (D-22, D-24, D-25). */
export const figuresOf = (metric: Metric, rows: readonly Row[], kind: Kind = 'mean') => {
  const measured = rows.map((row) => measureOnce(metric, row));
  const count = (status: string): number => measured.filter((each) => each.status === status).length;
  const ok = measured.filter(({ status }) => status === 'ok');
  const real = ok.filter(({ hasFallbackStart }) => !hasFallbackStart);
  const figure = kind === 'mean' ? meanOf : medianOf;
  const value = figure(valuesOf(ok), metric);
  return {
    count: value ?? 0,
    value,
    mean: meanOf(valuesOf(ok), metric),
    median: medianOf(valuesOf(ok), metric),
    n: ok.length,
    n_missing: count('missing_start') + count('missing_end'),
    n_missing_start: count('missing_start'),
    n_missing_end: count('missing_end'),
    n_negative: count('negative'),
    n_implausible: count('implausible'),
    n_zone_only: count('zone_only'),
    n_not_applicable: count('not_applicable'),
    n_fallback: ok.length - real.length,
    n_fallback_end: ok.filter(({ hasFallbackEnd }) => hasFallbackEnd).length,
    value_real: figure(valuesOf(real), metric),
    n_unticked: measured.filter(({ isUnticked }) => isUnticked).length,
    n_early: ok.filter(({ isEarly }) => isEarly).length,
    total: rows.length,
    unit: metric.unit,
    target: metric.target,
    ...reaching(real, ({ target }) => target, metric.targetFrom),
    goals: metric.goals.map((target) => ({ target, ...reaching(real, goalOf(target)) })),
  };
};

export type Figures = ReturnType<typeof figuresOf>;
