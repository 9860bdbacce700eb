import type { TypeName } from './caseTypes.ts';
import { CHEST_PAIN_METRICS } from './chestPainMetrics.ts';
import { DAY, firstOf, HOUR, interval, STATUSES, type Measured, type Metric } from './measuring.ts';
import { A, isBroughtIn, isDischarged, LEAVE, ROADMAP } from './populations.ts';
import { dayNumberOf, isSet, minuteOf, textAt, valueAt, type Row } from './row.ts';
import { STROKE_METRICS } from './strokeMetrics.ts';
import { traumaMetrics } from './traumaMetrics.ts';

const ODT = interval({
  key: 'ODT',
  start: firstOf('patient.disease_time'),
  end: firstOf(`${A}.hospital_arrive_time`, `${A}.triage_time`, `${A}.register_time`),
  isEligible: isBroughtIn,
  startsAtOnset: true,
  cap: 7 * DAY,
});

const intoRoom = `${A}.arrive_emrescue_room_time`;
const outOfRoom = firstOf(`${A}.leave_emergency_time`, `${ROADMAP}.eme_trans_depart_time`);

/** A death in the emergency department, or one before the patient left the room. */
const diedInRoom = (row: Row): boolean => {
  const [dead, left] = [textAt(row, `${LEAVE}.dead_time`), outOfRoom(row)];
  if (textAt(row, `${ROADMAP}.eme_outcome`) === '04') return true;
  return dead !== undefined && (left === undefined || dead <= left.time);
};

/** Of those who lay in the room and left it alive, as S32 defines it (clinical 1.5). */
const RESUS_STAY = interval({
  key: 'RESUS_STAY',
  start: firstOf(intoRoom),
  end: outOfRoom,
  isEligible: (row) => isSet(row, intoRoom) && !diedInRoom(row),
  never: 'missing_start',
  unit: 'h',
  cap: 7 * DAY,
});

const NOTHING: Measured = {
  status: 'not_applicable',
  value: null,
  hasFallbackStart: false,
  hasFallbackEnd: false,
  isUnticked: false,
  isEarly: false,
  target: null,
  goals: [],
};

/** Whole calendar days between admission and discharge, where nobody entered the number. */
const countDays = (row: Row): Measured => {
  const [into, leave] = [textAt(row, `${A}.into_hospital_time`), textAt(row, `${LEAVE}.leave_hos_time`)];
  if (into === undefined || leave === undefined) return { ...NOTHING, status: 'missing_start' };
  const days = dayNumberOf(leave) - dayNumberOf(into);
  if (minuteOf(leave) < minuteOf(into)) return { ...NOTHING, status: 'negative' };
  return days > 365
    ? { ...NOTHING, status: 'implausible' }
    : { ...NOTHING, status: 'ok', value: days, hasFallbackStart: true };
};

const hosdaymean: Metric = {
  key: 'hosdaymean',
  unit: 'd',
  perUnit: 1,
  decimals: 1,
  statuses: STATUSES.filter((status) => status !== 'zone_only' && status !== 'missing_end'),
  target: null,
  targetFrom: 0,
  goals: [],
  hasMedian: true,
  measure: (row) => {
    if (!isDischarged(row)) return NOTHING;
    const entered = valueAt(row, `${LEAVE}.hospital_day`);
    if (entered === undefined) return countDays(row);
    return entered > 365 ? { ...NOTHING, status: 'implausible' } : { ...NOTHING, status: 'ok', value: entered };
  },
};

/** Money has a mean only: hardly two stays cost the same. */
const hosfeemean: Metric = {
  key: 'hosfeemean',
  unit: 'yuan',
  perUnit: 1,
  decimals: 2,
  statuses: ['not_applicable', 'ok'],
  target: null,
  targetFrom: 0,
  goals: [],
  hasMedian: false,
  measure: (row) => {
    const cost = valueAt(row, `${LEAVE}.hospital_cost`);
    return isDischarged(row) && cost !== undefined ? { ...NOTHING, status: 'ok', value: cost } : NOTHING;
  },
};

const ARREST = 'patient.precpr.heart_attack_time';

/** From the arrest to a step of the resuscitation, of whoever has either (clinical 1.5). */
const fromArrest = (key: string, step: string): Metric => {
  const path = `patient.precpr.${step}`;
  return interval({
    key,
    start: firstOf(ARREST),
    end: firstOf(path),
    isEligible: (row) => isSet(row, ARREST) || isSet(row, path),
    cap: 4 * HOUR,
  });
};

const ALL_TYPES = [
  RESUS_STAY,
  hosdaymean,
  hosfeemean,
  fromArrest('CPR_WITNESS', 'witness_start_pcr_time'),
  fromArrest('CPR_DOCTOR', 'doctor_start_pcr_time'),
  fromArrest('CPR_DEFIBRATE', 'first_defibrate_time'),
  fromArrest('CPR_DRUG', 'first_use_drug_time'),
  fromArrest('CPR_AIRWAY', 'set_breath_way_time'),
  fromArrest('CPR_ROSC', 'rosc_time'),
];

/** Every interval of clinical 1.2 to 1.5 that a type has, by its key. */
export const METRICS: Readonly<Record<TypeName, readonly Metric[]>> = {
  chestpain: [ODT, ...CHEST_PAIN_METRICS, ...ALL_TYPES],
  apoplexy: [ODT, ...STROKE_METRICS, ...ALL_TYPES],
  trauma: [ODT, ...traumaMetrics(hosdaymean), ...ALL_TYPES],
  toxic: [ODT, ...ALL_TYPES],
  basic: [ODT, ...ALL_TYPES],
  gib: [ODT, ...ALL_TYPES],
};

/** Count types that are another name for a metric's mean or median. */
export const AVERAGES: Readonly<
  Partial<Record<TypeName, Readonly<Record<string, readonly [string, 'mean' | 'median']>>>>
> = {
  chestpain: { d2wmean: ['D2W', 'mean'] },
  apoplexy: {
    dntmean: ['DNT', 'mean'],
    dntmedian: ['DNT', 'median'],
    dptmean: ['DPT', 'mean'],
    dptmedian: ['DPT', 'median'],
  },
  trauma: {
    transfer_count: ['tranfer', 'mean'],
    blood_ready: ['eme_tranfusion_ready', 'mean'],
    airway_ready: ['airway', 'mean'],
    advice_eme_surg_time: ['surg_ready', 'mean'],
    doctor_ready_waste: ['eme_get_ready', 'mean'],
    tranfer_mean: ['tranfer', 'mean'],
  },
};

/** By which figure a metric is told under its own name: S32 defines the stay in the room by its median (clinical 1.5). */
export const ownAverageOf = (key: string): 'mean' | 'median' => (key === 'RESUS_STAY' ? 'median' : 'mean');

export const metricOf = (type: TypeName, key: string): Metric => {
  const metric = METRICS[type].find((each) => each.key === key);
  if (!metric) throw new Error(`${type} has no metric ${key}`);
  return metric;
};
