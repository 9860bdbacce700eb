import { roundedQuotient } from '../shared/rounding.ts';
import { wholeMinute, type End } from './intervals/ends.ts';
import type { CaseFacts } from './intervals/facts.ts';
import type { Interval, Metric, Quantity } from './intervals/metric.ts';

/** Every case has exactly one (D-22), decided in the order of clinical.md 1.1 rule 2. */
export const STATUSES = [
  'not_applicable',
  'zone_only',
  'missing_start',
  'missing_end',
  'negative',
  'implausible',
  'ok',
] as const;

export type IntervalStatus = (typeof STATUSES)[number];

export interface Measured {
  readonly status: IntervalStatus;
  /** Whole minutes, or the quantity itself; only when `ok`. */
  readonly value: number | null;
  /** The difference as it is, where it is not the value: negative, implausible or early. */
  readonly raw: number | undefined;
  /** ISO instants of the ends found, whatever the status. */
  readonly start: string | undefined;
  readonly end: string | undefined;
  /** The path that stood in for an end found, whatever the status (clinical.md 1.1 rule 4). */
  readonly startFallback: string | undefined;
  readonly endFallback: string | undefined;
  /** Let in by what was done, though nobody ticked it (D-23). */
  readonly isUnticked: boolean;
  /** Ready before the patient came: counted as 0 minutes. */
  readonly early: true | undefined;
}

type Judged = Pick<Measured, 'status' | 'value'> & Partial<Pick<Measured, 'raw' | 'early'>>;

const judged = (value: number, cap: number, earlyAllowed = 0): Judged => {
  if (value < -earlyAllowed) return { status: 'negative', value: null, raw: value };
  if (value < 0) return { status: 'ok', value: 0, raw: value, early: true };
  return value > cap ? { status: 'implausible', value: null, raw: value } : { status: 'ok', value };
};

const isZoneOnly = ({ fromOnset }: Interval, { values }: CaseFacts): boolean =>
  fromOnset === true && values['patient.is_null_attack_detail_time'] === true;

interface Ends {
  readonly start: End | undefined;
  readonly end: End | undefined;
}

const NOT_APPLICABLE: Judged = { status: 'not_applicable', value: null };

const judgedInterval = (interval: Interval, facts: CaseFacts, { start, end }: Ends): Judged => {
  if (!interval.isEligible(facts.values)) return NOT_APPLICABLE;
  if (isZoneOnly(interval, facts)) return { status: 'zone_only', value: null };
  if (!start) return { status: 'missing_start', value: null };
  if (!end) return { status: 'missing_end', value: null };
  return judged(wholeMinute(end.at) - wholeMinute(start.at), interval.cap, interval.earlyAllowed);
};

type Found = Partial<Pick<Measured, 'start' | 'end' | 'startFallback' | 'endFallback'>>;

const fallbackOf = (end: End | undefined): string | undefined => (end?.isFallback ? end.path : undefined);

/** Of one shape whatever was found: millions of them are made, and gone at once. */
const measured = (judgement: Judged, found: Found, isUnticked: boolean): Measured => ({
  status: judgement.status,
  value: judgement.value,
  raw: judgement.raw,
  start: found.start,
  end: found.end,
  startFallback: found.startFallback,
  endFallback: found.endFallback,
  isUnticked,
  early: judgement.early,
});

const isUnticked = ({ isTicked }: Metric, { values }: CaseFacts, { status }: Judged): boolean =>
  status !== 'not_applicable' && isTicked !== undefined && !isTicked(values);

const measureInterval = (interval: Interval, facts: CaseFacts): Measured => {
  const start = interval.start(facts);
  const end = interval.end(facts);
  const judgement = judgedInterval(interval, facts, { start, end });
  const found = { start: start?.at, end: end?.at, startFallback: fallbackOf(start), endFallback: fallbackOf(end) };
  return measured(judgement, found, isUnticked(interval, facts, judgement));
};

const NOTHING_FOUND: Found = {};

/** What a quantity is worked out from stands in for its start: the figure of the real ones leaves it out (D-24). */
const measureQuantity = (quantity: Quantity, facts: CaseFacts): Measured => {
  if (!quantity.isEligible(facts.values)) return measured(NOT_APPLICABLE, NOTHING_FOUND, false);
  const amount = quantity.amountOf(facts);
  const judgement: Judged = amount ? judged(amount.value, quantity.cap) : { status: 'missing_start', value: null };
  return measured(judgement, { startFallback: amount?.fallback }, isUnticked(quantity, facts, judgement));
};

/** A metric of one case. */
export const measure = (metric: Metric, facts: CaseFacts): Measured =>
  metric.kind === 'interval' ? measureInterval(metric, facts) : measureQuantity(metric, facts);

/** A value of one case as people read it: stays in days or hours, to one decimal (clinical.md 1.1 rule 1). */
export const inUnit = ({ divisor, decimals }: Metric, value: number): number =>
  roundedQuotient({ numerator: value, denominator: divisor }, decimals);
