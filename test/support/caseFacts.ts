import type { CaseTypeName } from '../../src/domain/catalogue/caseTypes.ts';
import { METRICS_OF, type MetricKey } from '../../src/domain/catalogue/intervals.ts';
import { factsOf, type CaseFacts, type CaseValues } from '../../src/domain/catalogue/intervals/facts.ts';
import type { Metric } from '../../src/domain/catalogue/intervals/metric.ts';
import { measure, type Measured } from '../../src/domain/catalogue/measure.ts';
import type { EcgRow } from '../../src/domain/patient/events.ts';
import { initialState } from '../../src/domain/patient/state.ts';

/** An instant of one day. @param time `HH:mm:ss` in UTC */
export const at = (time: string): string => `2026-11-23T${time}Z`;

export const factsWith = (values: CaseValues, ecg?: Partial<CaseFacts['ecg']>): CaseFacts => {
  const facts = factsOf(initialState(), 'Asia/Shanghai');
  return { ...facts, values, ecg: { ...facts.ecg, ...ecg } };
};

export const ecgRow = (fetched: string | null, read: string | null = null): EcgRow => ({
  id: 1,
  imgs: [],
  ecg_fetch_time: fetched,
  ecg_diagnosis_time: read,
});

export const metricOf = (caseType: CaseTypeName, key: MetricKey): Metric<MetricKey> => {
  const found = METRICS_OF[caseType].find((metric) => metric.key === key);
  if (!found) throw new Error(`no metric ${key} of ${caseType}`);
  return found;
};

export const measured = (caseType: CaseTypeName, key: MetricKey, values: CaseValues): Measured =>
  measure(metricOf(caseType, key), factsWith(values));
