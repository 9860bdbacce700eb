import type { CaseTypeName } from './caseTypes.ts';
import { APOPLEXY, APOPLEXY_NODES } from './intervals/apoplexy.ts';
import { CHESTPAIN } from './intervals/chestpain.ts';
import { hospitalCost, hospitalDays, onsetToDoor, resuscitationStay } from './intervals/everyType.ts';
import type { Interval, Metric } from './intervals/metric.ts';
import { RESUSCITATION } from './intervals/resuscitation.ts';
import { TRAUMA, TRAUMA_QUALITY } from './intervals/trauma.ts';

const UNNAMED = [onsetToDoor, resuscitationStay, hospitalDays, hospitalCost, ...RESUSCITATION] as const;

const BY_TYPE = {
  chestpain: [...CHESTPAIN, ...RESUSCITATION],
  apoplexy: [...APOPLEXY, ...RESUSCITATION],
  trauma: [...TRAUMA, ...RESUSCITATION],
  toxic: UNNAMED,
  basic: UNNAMED,
  gib: UNNAMED,
} as const satisfies Record<CaseTypeName, readonly Metric[]>;

export type MetricKey = (typeof BY_TYPE)[CaseTypeName][number]['key'];

/** Every metric of each type, in the order people read them (clinical.md 1.2 to 1.5). */
export const METRICS_OF: Readonly<Record<CaseTypeName, readonly Metric<MetricKey>[]>> = BY_TYPE;

const isInterval = (metric: Metric<MetricKey>): metric is Interval<MetricKey> => metric.kind === 'interval';

const TIME_NODES: Partial<Record<CaseTypeName, readonly Interval<MetricKey>[]>> = { apoplexy: APOPLEXY_NODES };

/** The time nodes of a type, in the order clients show them; of stroke exactly those of E-NODE-02. */
export const timeNodesOf = (caseType: CaseTypeName): readonly Interval<MetricKey>[] =>
  TIME_NODES[caseType] ?? METRICS_OF[caseType].filter(isInterval);

const QUALITY: Partial<Record<CaseTypeName, readonly Metric<MetricKey>[]>> = { trauma: TRAUMA_QUALITY };

/** What the quality sheet of a type shows; of trauma exactly the keys of E-QC-01. */
export const qualityOf = (caseType: CaseTypeName): readonly Metric<MetricKey>[] =>
  QUALITY[caseType] ?? METRICS_OF[caseType];
