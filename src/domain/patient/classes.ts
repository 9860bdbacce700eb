import { doorToWire } from '../catalogue/intervals/chestpain.ts';
import type { CaseFacts, CaseValues } from '../catalogue/intervals/facts.ts';
import {
  isDischarged,
  isEndovascular,
  isNstemiOrUa,
  isReopened,
  isThrombolysisChosen,
} from '../catalogue/intervals/populations.ts';
import { UNKNOWN } from '../statistics/unknown.ts';
import { measure } from '../catalogue/measure.ts';
import { graceRisk } from '../scores/grace.ts';
import { nihssBand } from '../scores/nihss.ts';

/** A class code, `unknown` for a case that belongs to the population without having a class, undefined outside it. */
export type ClassCode = string | undefined;

const bandOf = (value: number, upperBounds: readonly number[]): string => {
  const index = upperBounds.findIndex((bound) => value <= bound);
  return String((index === -1 ? upperBounds.length : index) + 1);
};

/** ≤60, 61–90, 91–120, >120 minutes (clinical.md 2.1). */
export const doorToWireClass = (facts: CaseFacts): ClassCode => {
  const { status, value } = measure(doorToWire, facts);
  if (status === 'not_applicable') return undefined;
  return value === null ? UNKNOWN : bandOf(value, [60, 90, 120]);
};

const isListed = (value: unknown): boolean => Array.isArray(value) && value.length > 0;

const GRACE_CLASSES = { high: '2', intermediate: '3', low: '4' } as const;

/** Very high by condition, otherwise by the score (clinical.md 2.2). */
export const graceClass = (values: CaseValues): ClassCode => {
  if (!isNstemiOrUa(values)) return undefined;
  if (isListed(values['special_treat.grace_very_high'])) return '1';
  const score = values['special_treat.grace_score'];
  if (typeof score !== 'number') return UNKNOWN;
  return GRACE_CLASSES[graceRisk(score)];
};

const nihssClass = (score: unknown): string => (typeof score === 'number' ? nihssBand(score) : UNKNOWN);

/** Of strokes: those of another kind are outside, those of no known kind are slice `unknown` (D-23). */
const ofIschaemic = (values: CaseValues, classOf: (values: CaseValues) => ClassCode): ClassCode => {
  const type = values['stroke_type'];
  if (type === undefined) return UNKNOWN;
  return type === '1' ? classOf(values) : undefined;
};

/** NIHSS before endovascular treatment of an ischaemic stroke (clinical.md 2.3). */
export const nihssBeforeTherapyClass = (values: CaseValues): ClassCode =>
  isEndovascular(values) ? ofIschaemic(values, () => nihssClass(values['nihss_before_therapy'])) : undefined;

/** NIHSS at discharge of any stroke; the label is followed, not the key (clinical.md 2.3). */
export const nihssAtDischargeClass = (values: CaseValues): ClassCode =>
  isDischarged(values) ? nihssClass(values['nihss_discharge']) : undefined;

/** Thrombolysed or not, of ischaemic strokes (clinical.md 2.4). */
export const thrombolysisClass = (values: CaseValues): ClassCode =>
  ofIschaemic(values, () => {
    if (!isListed(values['treatment_type'])) return UNKNOWN;
    return isThrombolysisChosen(values) ? '1' : '0';
  });

/** Recanalised (mTICI 2b or 3) or not, of ischaemic strokes with endovascular treatment (clinical.md 2.4). */
export const recanalisationClass = (values: CaseValues): ClassCode => {
  if (!isEndovascular(values)) return undefined;
  return ofIschaemic(values, () => {
    if (values['therapy.tici'] === undefined) return UNKNOWN;
    return isReopened(values) ? '1' : '0';
  });
};

/** Why an ischaemic stroke happened, as it was entered, also by a hospital's own type (clinical.md 2.4). */
export const toastClass = (values: CaseValues): ClassCode =>
  ofIschaemic(values, () => {
    const type = values['toast'];
    return type === undefined ? UNKNOWN : String(type);
  });
