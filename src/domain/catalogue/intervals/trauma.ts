import type { FieldPath } from '../catalogue.ts';
import { earliestOf, first, latestOfAll, type FindEnd } from './ends.ts';
import { hospitalCost, hospitalDays, HOSPITAL_DAYS, onsetToDoor, resuscitationStay } from './everyType.ts';
import { DAY, HOUR, interval, listed, quantity, target, type Target } from './metric.ts';
import { all, anySet, hasDoor, isBroughtByAmbulance, isDischarged, isSevereTrauma } from './populations.ts';

/** Arrival in the emergency department (clinical.md 1.4). */
export const arrival = first(
  'assist_examination.hospital_arrive_time',
  'assist_examination.triage_time',
  'assist_examination.arrive_emrescue_room_time',
);

const CT = 'assist_examination.ct_scan_time';
const CHEST = 'patient.inside_roadmap.chest_xray_time';
const PELVIS = 'patient.inside_roadmap.pelvic_xray_time';
const FAST = 'patient.inside_roadmap.fast_time';

const imaging = <const Key extends string>(key: Key, end: FindEnd) =>
  interval(key, {
    label: listed('TRAUMA_RATE_KEY', key),
    start: arrival,
    end,
    unit: 'min',
    cap: DAY,
    isEligible: hasDoor,
    standard: 'as reported by [S2]; no figure of its own',
  });

const IMAGES = [
  imaging('first_ct_mean', first(CT)),
  imaging('first_cxray', first(CHEST)),
  imaging('first_pxray', first(PELVIS)),
  imaging('first_fast', first(FAST)),
] as const;

interface Pair {
  readonly advised: FieldPath;
  readonly done: FieldPath;
  readonly cap: number;
  readonly targets?: readonly Target[];
  readonly standard: string;
}

/** From the order to its execution; where neither is known, nothing was ordered (D-23). */
const ordered = <const Key extends string>(key: Key, { advised, done, ...rules }: Pair) =>
  interval(key, {
    label: listed('TRAUMA_QC_KEY', key),
    start: first(advised),
    end: first(done),
    unit: 'min',
    isEligible: anySet(advised, done),
    ...rules,
  });

const ORDERED = [
  ordered('eme_tranfusion_ready', {
    advised: 'patient.other_info.advice_transfusion_time',
    done: 'patient.other_info.exec_transfusion_time',
    cap: DAY,
    targets: target(60),
    standard: '创伤中心建设各时间节点要求 [S29]',
  }),
  ordered('airway', {
    advised: 'patient.other_info.advice_build_airway_time',
    done: 'patient.other_info.success_build_airway_time',
    cap: 4 * HOUR,
    targets: target(5),
    standard: '创伤中心建设各时间节点要求 [S29]',
  }),
  ordered('surg_ready', {
    advised: 'patient.other_info.advice_eme_surg_time',
    done: 'patient.other_info.start_eme_surg_time',
    cap: DAY,
    standard: 'ends of [S2, S30]; the 60 minutes of [S29] run from arrival to theatre',
  }),
] as const;

const ENTERED_MICU = 'assist_examination.arrive_micu_time';
const LEFT_MICU = 'patient.inside_roadmap.leave_micu_time';

const intensiveCare = <const Key extends string>(key: Key, label: string) =>
  interval(key, {
    label,
    start: first(ENTERED_MICU),
    end: first(LEFT_MICU),
    unit: 'd',
    cap: 365 * DAY,
    isEligible: all(isSevereTrauma, anySet(ENTERED_MICU, LEFT_MICU)),
    standard: 'ends of [S30]',
  });

/** From the door to the first way out of the department; a death in it is one. */
export const emergencyStay = interval('eme_stop', {
  label: listed('TRAUMA_QC_KEY', 'eme_stop'),
  start: arrival,
  end: earliestOf(
    'patient.inside_roadmap.eme_trans_depart_time',
    'assist_examination.leave_emergency_time',
    'patient.leave_hospital.dead_time',
  ),
  unit: 'min',
  cap: 7 * DAY,
  isEligible: hasDoor,
  standard: 'ends of the changelog of 2021-12-28; a death in the department ends the stay',
});

/** What the quality sheet of a trauma case shows, in its order and odd spelling (E-QC-01, E-QC-02). */
export const TRAUMA_QUALITY = [
  interval('tranfer', {
    label: listed('TRAUMA_QC_KEY', 'tranfer'),
    start: first('leave_scene_time'),
    end: first('assist_examination.hospital_arrive_time'),
    unit: 'min',
    cap: DAY,
    isEligible: isBroughtByAmbulance,
    standard: 'the transport itself, as [S2] reads it',
  }),
  interval('eme_get_ready', {
    label: listed('TRAUMA_QC_KEY', 'eme_get_ready'),
    start: arrival,
    end: first('patient.inside_roadmap.td_arrive_eme_time'),
    unit: 'min',
    cap: 12 * HOUR,
    earlyAllowed: 60,
    targets: target(5),
    isEligible: hasDoor,
    standard: '创伤中心建设各时间节点要求 [S29]',
  }),
  interval('ctnfast', {
    label: listed('TRAUMA_QC_KEY', 'ctnfast'),
    start: arrival,
    end: latestOfAll(CT, CHEST, PELVIS, FAST),
    unit: 'min',
    cap: DAY,
    targets: target(45),
    parts: IMAGES,
    isEligible: hasDoor,
    standard: '创伤中心建设各时间节点要求 [S29]',
  }),
  ...ORDERED,
  emergencyStay,
  intensiveCare('micu_mean', listed('TRAUMA_QC_KEY', 'micu_mean')),
] as const;

/** Trauma (clinical.md 1.4). */
export const TRAUMA = [
  onsetToDoor,
  ...TRAUMA_QUALITY,
  ...IMAGES,
  intensiveCare('critical_micu_mean', listed('TRAUMA_RATE_KEY', 'critical_micu_mean')),
  quantity('critical_hosday_mean', {
    ...HOSPITAL_DAYS,
    label: listed('TRAUMA_RATE_KEY', 'critical_hosday_mean'),
    isEligible: all(isSevereTrauma, isDischarged),
  }),
  resuscitationStay,
  hospitalDays,
  hospitalCost,
] as const;
