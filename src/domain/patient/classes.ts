import { DOOR_TO_WIRE, isEndovascular, type CaseValues } from '../catalogue/intervals.ts';
import { measureInterval } from '../catalogue/measureInterval.ts';

/** A class code, `unknown` for a case that belongs to the population without having a class, undefined outside it. */
export type ClassCode = string | undefined;

const UNKNOWN = 'unknown';
const SEVERE_ISS = 16;
const THROMBOLYSIS_OPTION = 429;

const bandOf = (value: number, upperBounds: readonly number[]): string => {
  const index = upperBounds.findIndex((bound) => value <= bound);
  return String((index === -1 ? upperBounds.length : index) + 1);
};

/** ≤60, 61–90, 91–120, >120 minutes (clinical.md 2.1). */
export const doorToWireClass = (values: CaseValues): ClassCode => {
  const { status, minutes } = measureInterval(DOOR_TO_WIRE, values);
  if (status === 'not_applicable') return undefined;
  return minutes === null ? UNKNOWN : bandOf(minutes, [60, 90, 120]);
};

const isListed = (value: unknown): boolean => Array.isArray(value) && value.length > 0;

/** Very high by condition; otherwise high >140, intermediate 109–140, low ≤108 (clinical.md 2.2). */
export const graceClass = (values: CaseValues): ClassCode => {
  if (values['first_diagnosis'] !== '2' && values['first_diagnosis'] !== '3') return undefined;
  if (isListed(values['special_treat.grace_very_high'])) return '1';
  const score = values['special_treat.grace_score'];
  if (typeof score !== 'number') return UNKNOWN;
  if (score > 140) return '2';
  return score >= 109 ? '3' : '4';
};

/** 0, 1–4, 5–15, 16–20, 21–42 (clinical.md 2.3). */
const nihssBand = (score: unknown): string => (typeof score === 'number' ? bandOf(score, [0, 4, 15, 20]) : UNKNOWN);

const isIschaemic = (values: CaseValues): boolean => values['stroke_type'] === '1';

const isDischarged = (values: CaseValues): boolean =>
  values['patient.leave_hospital.leave_hos_time'] !== undefined ||
  values['patient.leave_hospital.hospital_day'] !== undefined;

/** NIHSS before endovascular treatment of an ischaemic stroke. */
export const nihssBeforeTherapyClass = (values: CaseValues): ClassCode =>
  isIschaemic(values) && isEndovascular(values) ? nihssBand(values['nihss_before_therapy']) : undefined;

/** NIHSS at discharge of any stroke; the label is followed, not the key (clinical.md 2.3). */
export const nihssAtDischargeClass = (values: CaseValues): ClassCode =>
  isDischarged(values) ? nihssBand(values['nihss_discharge']) : undefined;

/** Thrombolysed or not, of ischaemic strokes (clinical.md 2.4). */
export const thrombolysisClass = (values: CaseValues): ClassCode => {
  if (!isIschaemic(values)) return undefined;
  const treatment = values['treatment_type'];
  if (!Array.isArray(treatment) || treatment.length === 0) return UNKNOWN;
  return treatment.includes(THROMBOLYSIS_OPTION) ? '1' : '0';
};

/** Recanalised (mTICI 2b or 3) or not, of ischaemic strokes with endovascular treatment (clinical.md 2.4). */
export const recanalisationClass = (values: CaseValues): ClassCode => {
  if (!isIschaemic(values) || !isEndovascular(values)) return undefined;
  const grade = values['therapy.tici'];
  if (grade === undefined) return UNKNOWN;
  return grade === '2b' || grade === '3' ? '1' : '0';
};

/** Severe trauma: ISS of at least 16, compared as a number; an empty score is not severe (A-22, R3). */
export const isSevereTrauma = (values: CaseValues): boolean => {
  const score = values['patient.disease_evalute.eme_iss'];
  return typeof score === 'number' && score >= SEVERE_ISS;
};

/** True when the treatment chosen is thrombolysis, otherwise not ticked (E-CASE-29). */
export const isMedicated = (values: CaseValues): boolean =>
  Array.isArray(values['treatment_type']) && values['treatment_type'].includes(THROMBOLYSIS_OPTION);
