import type { CaseTypeName } from '../catalogue/caseTypes.ts';
import { METRICS_OF } from '../catalogue/intervals.ts';
import { factsOf, type CaseFacts } from '../catalogue/intervals/facts.ts';
import type { Metric } from '../catalogue/intervals/metric.ts';
import { measure, type IntervalStatus, type Measured } from '../catalogue/measure.ts';
import { verdictsOf } from '../catalogue/targets.ts';
import type { PatientState } from '../patient/state.ts';
import { localDay } from '../shared/times.ts';
import { figuresFrom, TARGET_FIGURES, type Figure } from './figures.ts';
import { sharesOf } from './shares.ts';
import { ALL_CASES, type Contribution, type MetricPart, type SharePart } from './tally.ts';

type Some = Partial<Record<Figure, number>>;

/** Ticked and unticked; the same objects every time, since nearly every metric of nearly every case is one of them. */
const notOk = (figure: Figure) => ({
  ticked: figuresFrom({ [figure]: 1 }),
  unticked: figuresFrom({ [figure]: 1, n_unticked: 1 }),
});

const NOT_OK: Readonly<Record<Exclude<IntervalStatus, 'ok' | 'not_applicable'>, ReturnType<typeof notOk>>> = {
  missing_start: notOk('n_missing_start'),
  missing_end: notOk('n_missing_end'),
  negative: notOk('n_negative'),
  implausible: notOk('n_implausible'),
  zone_only: notOk('n_zone_only'),
};

/** Only a real start is held against the targets (D-24). */
const targetFigures = (metric: Metric, facts: CaseFacts, measured: Measured): Some => {
  const verdicts = verdictsOf(metric, facts, measured);
  const figures: Some = {};
  for (const [place, [due, kept]] of TARGET_FIGURES.entries()) {
    const verdict = verdicts[place];
    if (verdict === null || verdict === undefined) continue;
    figures[due] = 1;
    figures[kept] = Number(verdict);
  }
  return figures;
};

const okFigures = (metric: Metric, facts: CaseFacts, measured: Measured & { readonly value: number }): Some => {
  const { value, startFallback, endFallback, early, isUnticked } = measured;
  const isReal = startFallback === undefined;
  return {
    n: 1,
    sum: value,
    n_real: Number(isReal),
    sum_real: isReal ? value : 0,
    n_fallback_end: Number(endFallback !== undefined),
    n_unticked: Number(isUnticked),
    n_early: Number(early === true),
    ...targetFigures(metric, facts, measured),
  };
};

/** Money has no histogram: hardly two stays cost the same. */
const hasMedian = ({ unit }: Metric): boolean => unit !== 'yuan';

const valued = (metric: Metric, facts: CaseFacts, measured: Measured & { readonly value: number }): MetricPart => {
  const { value, startFallback } = measured;
  const figures = figuresFrom(okFigures(metric, facts, measured));
  const bin = hasMedian(metric) && { value, isReal: startFallback === undefined };
  return { metric: metric.key, status: 'ok', figures, ...bin };
};

/** None for a case that is not eligible: how many those are is what the others leave of all cases (D-22). */
const metricPart = (metric: Metric, facts: CaseFacts): readonly MetricPart[] => {
  const measured = measure(metric, facts);
  const { status, value, isUnticked } = measured;
  if (status === 'not_applicable') return [];
  if (status === 'ok') return value === null ? [] : [valued(metric, facts, { ...measured, value })];
  return [{ metric: metric.key, status, figures: NOT_OK[status][isUnticked ? 'unticked' : 'ticked'] }];
};

const ONE_CASE: MetricPart = { metric: ALL_CASES, status: 'ok', figures: figuresFrom({ n: 1 }) };

const sharePartsOf = (caseType: CaseTypeName, facts: CaseFacts): readonly SharePart[] =>
  sharesOf(caseType).flatMap(({ name, valuesOf }) => valuesOf(facts).map((value) => ({ share: name, value })));

/** How a visit stands under each metric and share of its type, also while it is deleted; undefined before registration. */
export const standingOf = (state: PatientState, zone: string): Contribution | undefined => {
  const { current, createdTime } = state;
  if (!current || createdTime === undefined) return undefined;
  const facts = factsOf(state, zone);
  const { caseType } = current;
  return {
    caseType,
    day: localDay(createdTime, zone),
    metrics: [ONE_CASE, ...METRICS_OF[caseType].flatMap((metric) => metricPart(metric, facts))],
    shares: sharePartsOf(caseType, facts),
  };
};

/** What a visit adds to the statistics of its type; nothing while it is deleted (D-10). */
export const contributionOf = (state: PatientState, zone: string): Contribution | undefined =>
  state.deleted ? undefined : standingOf(state, zone);
