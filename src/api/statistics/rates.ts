import { findMetricNamed, RATE_NAMES } from '../../domain/statistics/countTypes.ts';
import { SHARE_DECIMALS } from '../../domain/statistics/average.ts';
import type { PeriodKind } from '../../domain/statistics/periods.ts';
import { quotient } from '../../domain/statistics/rounding.ts';
import { findShare } from '../../domain/statistics/shares.ts';
import { UNKNOWN } from '../../domain/statistics/unknown.ts';
import type { Tally } from '../../projections/statistics/tallies.ts';
import { averageItem } from './averages.ts';
import { periodKey } from './periodKey.ts';

const TYPE = 'trauma';

interface Rate {
  readonly value: number | null;
  readonly detail: object;
}

/** A fraction of those of whom it is known (A-25, R6). */
const fraction = (name: string, tally: Tally): Rate => {
  const counts = tally.share(name);
  const count = counts.get('True') ?? 0;
  const of = count + (counts.get('False') ?? 0);
  return { value: quotient(count, of, SHARE_DECIMALS), detail: { count, of, unknown: counts.get(UNKNOWN) ?? 0 } };
};

const rateOf = (name: string, tally: Tally): Rate => {
  const metric = findShare(TYPE, name) ? undefined : findMetricNamed(TYPE, name);
  if (!metric) return fraction(name, tally);
  const detail = averageItem(metric, tally, 'mean');
  return { value: detail.value, detail };
};

/** What the counters must hold for the rates. */
export const RATE_SHARES = RATE_NAMES.filter((name) => findShare(TYPE, name));
export const RATE_METRICS = RATE_NAMES.filter((name) => !findShare(TYPE, name)).flatMap(
  (name) => findMetricNamed(TYPE, name)?.key ?? [],
);

/** The figures of trauma care of one period side by side (E-STAT-10). */
export const ratesOf = (kind: PeriodKind, tally: Tally): object => {
  const rates = RATE_NAMES.map((name) => [name, rateOf(name, tally)] as const);
  return {
    ...periodKey(kind, tally.period),
    ...Object.fromEntries(rates.map(([name, { value }]) => [name, value])),
    detail: Object.fromEntries(rates.map(([name, { detail }]) => [name, detail])),
  };
};
