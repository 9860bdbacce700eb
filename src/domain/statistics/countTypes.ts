import type { CaseTypeName } from '../catalogue/caseTypes.ts';
import { getField } from '../catalogue/catalogue.ts';
import { METRICS_OF } from '../catalogue/intervals.ts';
import type { Metric } from '../catalogue/intervals/metric.ts';
import { getChoiceList } from '../catalogue/choices.ts';
import { findShare, sharesOf, type Share } from './shares.ts';

/** What a `count_type` asks for (E-STAT-06 to E-STAT-12). */
export type CountType =
  | { readonly kind: 'share'; readonly share: Share }
  | { readonly kind: 'average'; readonly metric: Metric; readonly shows: 'mean' | 'median' };

interface Average {
  readonly metric: string;
  readonly shows: 'mean' | 'median';
}

const mean = (metric: string): Average => ({ metric, shows: 'mean' });
const median = (metric: string): Average => ({ metric, shows: 'median' });

/** The stay in the resuscitation room is told by its median [S32] (clinical.md 1.5); every other metric by its mean. */
const BY_MEDIAN: ReadonlySet<string> = new Set(['RESUS_STAY']);

/** The averages that clients ask for by another name than the metric's own. */
const AVERAGES: Partial<Record<CaseTypeName, Readonly<Record<string, Average>>>> = {
  chestpain: { d2wmean: mean('D2W') },
  apoplexy: { dntmean: mean('DNT'), dntmedian: median('DNT'), dptmean: mean('DPT'), dptmedian: median('DPT') },
  trauma: {
    transfer_count: mean('tranfer'),
    blood_ready: mean('eme_tranfusion_ready'),
    airway_ready: mean('airway'),
    advice_eme_surg_time: mean('surg_ready'),
    doctor_ready_waste: mean('eme_get_ready'),
    tranfer_mean: mean('tranfer'),
  },
};

/** The shares of all cases, which the charts call a total. */
const TOTALS: Partial<Record<CaseTypeName, string>> = { apoplexy: 'treatment_type' };

const findMetric = (caseType: CaseTypeName, key: string): Metric | undefined =>
  METRICS_OF[caseType].find((metric) => metric.key === key);

const ownAverage = (name: string): Average => (BY_MEDIAN.has(name) ? median(name) : mean(name));

const findAverage = (caseType: CaseTypeName, name: string): Average | undefined =>
  AVERAGES[caseType]?.[name] ?? (findMetric(caseType, name) ? ownAverage(name) : undefined);

/** The metric that a name means, its own or that of an average over it. */
export const findMetricNamed = (caseType: CaseTypeName, name: string): Metric | undefined => {
  const average = findAverage(caseType, name);
  return average && findMetric(caseType, average.metric);
};

/** @returns undefined for a name that this type's charts do not know */
export const findCountType = (caseType: CaseTypeName, name: string): CountType | undefined => {
  const share = findShare(caseType, name === 'total_count' ? (TOTALS[caseType] ?? '') : name);
  if (share) return { kind: 'share', share };
  const average = findAverage(caseType, name);
  const metric = average && findMetric(caseType, average.metric);
  return metric && { kind: 'average', metric, shows: average.shows };
};

/** Every `count_type` of a type that answers slices or averages, in the order of the charts. */
export const countTypeNames = (caseType: CaseTypeName): readonly string[] => [
  ...(TOTALS[caseType] ? ['total_count'] : []),
  ...sharesOf(caseType).map(({ name }) => name),
  ...Object.keys(AVERAGES[caseType] ?? {}),
  ...METRICS_OF[caseType].map(({ key }) => key),
];

/** What a count type tells of, in words. */
export const describeCountType = (caseType: CaseTypeName, name: string): string => {
  const countType = findCountType(caseType, name);
  if (!countType) return '各项比例与平均数';
  if (countType.kind === 'average')
    return `${countType.metric.label}的${countType.shows === 'mean' ? '平均数' : '中位数'}`;
  const { path } = countType.share;
  return path ? `${getField(path).label}的构成` : '构成';
};

/** By which share a type's plain trend is divided (E-STAT-02, E-STAT-05, E-STAT-08, A-38). */
export const TREND_SHARES: Readonly<Record<CaseTypeName, string>> = {
  chestpain: 'first_diagnosis',
  apoplexy: 'treatment_type',
  trauma: 'critical',
  toxic: 'disease_type',
  basic: 'disease_type',
  gib: 'disease_type',
};

/** The figures of trauma care that `count_type=rate` shows side by side (E-STAT-10). */
export const RATE_NAMES: readonly string[] = getChoiceList('TRAUMA_RATE_KEY').values.map(([name]) => String(name));
