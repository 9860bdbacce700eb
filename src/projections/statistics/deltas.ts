import { NO_FIGURES, plus, type Figures } from '../../domain/statistics/figures.ts';
import { monthOf } from '../../domain/statistics/periods.ts';
import type { Contribution, MetricPart, SharePart } from '../../domain/statistics/tally.ts';
import type { Grain } from './tables.ts';

/** Where a row stands, without its last key column. */
interface Place {
  readonly caseType: string;
  /** Of a metric or a share. */
  readonly name: string;
  readonly grain: Grain;
  readonly start: string;
}

export interface FiguresDelta extends Place {
  figures: Figures;
}

export interface BinDelta extends Place {
  readonly value: number;
  total: number;
  real: number;
}

export interface ShareDelta extends Place {
  readonly value: string;
  total: number;
}

/** What a batch adds to each row. */
export interface Deltas {
  readonly figures: readonly FiguresDelta[];
  readonly bins: readonly BinDelta[];
  readonly shares: readonly ShareDelta[];
}

export interface ContributionChange {
  readonly before: Contribution | undefined;
  readonly after: Contribution | undefined;
}

/** Taken back or put. */
type Times = 1 | -1;

interface Gathering {
  readonly figures: Map<string, FiguresDelta>;
  readonly bins: Map<string, BinDelta>;
  readonly shares: Map<string, ShareDelta>;
  readonly times: Times;
}

const GRAINS: readonly Grain[] = ['day', 'month'];

const entryOf = <Entry>(map: Map<string, Entry>, key: string, make: () => Entry): Entry => {
  const known = map.get(key);
  if (known) return known;
  const made = make();
  map.set(key, made);
  return made;
};

const keyOf = ({ caseType, name, grain, start }: Place, value: string | number = ''): string =>
  `${caseType}\u001e${name}\u001e${grain}\u001e${start}\u001e${value}`;

const addMetric = ({ figures, bins, times }: Gathering, part: MetricPart, at: Omit<Place, 'name'>): void => {
  const place = { ...at, name: part.metric };
  const entry = entryOf(figures, keyOf(place), () => ({ ...place, figures: NO_FIGURES }));
  entry.figures = plus(entry.figures, part.figures, times);
  const { value } = part;
  if (value === undefined) return;
  const bin = entryOf(bins, keyOf(place, value), () => ({ ...place, value, total: 0, real: 0 }));
  bin.total += times;
  if (part.isReal) bin.real += times;
};

const addShare = ({ shares, times }: Gathering, { share, value }: SharePart, at: Omit<Place, 'name'>): void => {
  const place = { ...at, name: share };
  entryOf(shares, keyOf(place, value), () => ({ ...place, value, total: 0 })).total += times;
};

const isSameMetric = (a: MetricPart, b: MetricPart | undefined): boolean =>
  b !== undefined &&
  a.status === b.status &&
  a.value === b.value &&
  a.isReal === b.isReal &&
  (a.figures === b.figures || a.figures.every((figure, place) => figure === b.figures[place]));

const keyOfShare = ({ share, value }: SharePart): string => `${share}\u001e${value}`;

/** What did not change is not taken back and put anew. */
const unlikeMetrics = (parts: readonly MetricPart[], others: readonly MetricPart[]): readonly MetricPart[] => {
  const known = new Map(others.map((part) => [part.metric, part]));
  return parts.filter((part) => !isSameMetric(part, known.get(part.metric)));
};

const unlikeShares = (parts: readonly SharePart[], others: readonly SharePart[]): readonly SharePart[] => {
  const known = new Set(others.map(keyOfShare));
  return parts.filter((part) => !known.has(keyOfShare(part)));
};

const isAlike = (a: Contribution, b: Contribution): boolean => a.caseType === b.caseType && a.day === b.day;

const without = (from: Contribution | undefined, other: Contribution | undefined): Contribution | undefined =>
  from && other && isAlike(from, other)
    ? { ...from, metrics: unlikeMetrics(from.metrics, other.metrics), shares: unlikeShares(from.shares, other.shares) }
    : from;

const add = (gathering: Gathering, contribution: Contribution | undefined): void => {
  if (!contribution) return;
  const { caseType, day, metrics, shares } = contribution;
  for (const grain of GRAINS) {
    const at = { caseType, grain, start: grain === 'day' ? day : monthOf(day) };
    for (const part of metrics) addMetric(gathering, part, at);
    for (const part of shares) addShare(gathering, part, at);
  }
};

const isSome = (figures: Figures): boolean => figures.some((each) => each !== 0);

/** The difference between what the cases of a batch gave before it and give after it. */
export const deltasOf = (changes: readonly ContributionChange[]): Deltas => {
  const gathering = {
    figures: new Map<string, FiguresDelta>(),
    bins: new Map<string, BinDelta>(),
    shares: new Map<string, ShareDelta>(),
  };
  for (const { before, after } of changes) {
    add({ ...gathering, times: -1 }, without(before, after));
    add({ ...gathering, times: 1 }, without(after, before));
  }
  return {
    figures: [...gathering.figures.values()].filter(({ figures }) => isSome(figures)),
    bins: [...gathering.bins.values()].filter(({ total, real }) => total !== 0 || real !== 0),
    shares: [...gathering.shares.values()].filter(({ total }) => total !== 0),
  };
};
