import { findChoiceLabel, type ChoiceListName } from '../choices.ts';
import type { FindEnd } from './ends.ts';
import type { CaseFacts, CaseValues } from './facts.ts';

export const UNITS = ['min', 'h', 'd', 'yuan'] as const;

export type Unit = (typeof UNITS)[number];

/** A target with the day from which it holds; the one in force at the case's arrival applies (clinical.md 1.1 rule 8). */
export interface Target {
  /** `YYYY-MM-DD` on the hospital's calendar. */
  readonly from: string;
  /** Minutes to keep within: the first is the target, the others are further goals (D-26). */
  readonly limits: readonly number[];
  /** Instead, for patients who come from another hospital. */
  readonly ofTransferred?: readonly number[];
  /** Minutes before which it is too early. */
  readonly atLeast?: number;
}

interface Rules {
  readonly label: string;
  readonly unit: Unit;
  /** Where the definition and its targets come from; the keys are those of clinical.md part 0. */
  readonly standard: string;
  /** Above it a value is implausible; minutes, or the quantity itself. */
  readonly cap: number;
  /** A case that is not eligible has the status `not_applicable`. */
  readonly isEligible: (values: CaseValues) => boolean;
  /** Eligible as the standard writes it; the others are let in by what was done (D-23). */
  readonly isTicked?: (values: CaseValues) => boolean;
}

interface Shown {
  /** Digits after the point in what people read. */
  readonly decimals: number;
  /** What the stored value is divided by to be read in `unit`. */
  readonly divisor: number;
}

interface IntervalRules extends Rules {
  readonly start: FindEnd;
  readonly end: FindEnd;
  /** Oldest first. */
  readonly targets?: readonly Target[];
  /** Starts at onset, which may be known only as a part of the day (D-22). */
  readonly fromOnset?: boolean;
  /** Up to so many minutes too early are a readiness of 0 minutes. */
  readonly earlyAllowed?: number;
  /** Intervals that this one is made of, shown beside it. */
  readonly parts?: readonly Interval[];
}

/** Whole minutes between two milestones. */
export interface Interval<Key extends string = string> extends IntervalRules, Shown {
  readonly kind: 'interval';
  readonly key: Key;
}

/** A number that a case has. */
export interface Amount {
  readonly value: number;
  /** The path from which it was worked out instead. */
  readonly fallback?: string;
}

interface QuantityRules extends Rules {
  readonly decimals: number;
  readonly amountOf: (facts: CaseFacts) => Amount | undefined;
}

/** Days or money of a stay. */
export interface Quantity<Key extends string = string> extends QuantityRules, Shown {
  readonly kind: 'quantity';
  readonly key: Key;
}

export type Metric<Key extends string = string> = Interval<Key> | Quantity<Key>;

export const HOUR = 60;
export const DAY = 24 * HOUR;
/** A target of which no earlier figure is known. */
export const ALWAYS = '1900-01-01';

const DIVISORS: Readonly<Record<Unit, number>> = { min: 1, h: HOUR, d: DAY, yuan: 1 };

export const interval = <const Key extends string>(key: Key, rules: IntervalRules): Interval<Key> => ({
  kind: 'interval',
  key,
  decimals: 1,
  divisor: DIVISORS[rules.unit],
  ...rules,
});

export const quantity = <const Key extends string>(key: Key, rules: QuantityRules): Quantity<Key> => ({
  kind: 'quantity',
  key,
  divisor: 1,
  ...rules,
});

/** The target that holds since ever. */
export const target = (...limits: readonly number[]): readonly Target[] => [{ from: ALWAYS, limits }];

/** What people read for a metric that has its place in a list of choices. */
export const listed = (list: ChoiceListName, key: string): string => findChoiceLabel(list, key) ?? key;
