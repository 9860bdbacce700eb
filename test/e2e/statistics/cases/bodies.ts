import type { Random } from '../../../support/random.ts';
import type { TypeName } from '../oracle/caseTypes.ts';

/** A body as a client sends it. */
export type Body = ReturnType<typeof JSON.parse>;

/** Around what a case's times lie. */
interface Scene {
  readonly door: number;
  /** How often a time is far behind or before the others. */
  readonly tilt: Tilt;
}

/** Usual cases, and such whose times are mostly far too late or too early. */
export const TILTS = {
  usual: { late: 0.05, early: 0.05 },
  late: { late: 0.6, early: 0 },
  early: { late: 0.1, early: 0.4 },
} as const;

export type Tilt = keyof typeof TILTS;

type Draw = (random: Random, scene: Scene) => unknown;

/** One field of a generated case; drawn as undefined it is left out. */
type Drawn = readonly [path: string, draw: Draw];

const MINUTE = 60_000;
const two = (number: number): string => String(number).padStart(2, '0');

/** `2026-05-01 08:00:00` of an instant that is read as if UTC were the hospital's zone. */
export const wallTime = (at: number): string => new Date(at).toISOString().slice(0, 19).replace('T', ' ');

/** Past every cap: of hours, of a day, of a week, of a year. */
const FAR_MINUTES = [13 * 60, 26 * 60, 9 * 1440, 400 * 1440] as const;
/** On a limit or one beside it: targets, classes, caps. */
const EDGES = [0, 5, 6, 10, 30, 31, 45, 60, 61, 90, 91, 120, 121, 240, 241, 480, 481, 720, 1440, 1441, 10_080] as const;

interface When {
  /** Minutes after the door. */
  readonly from: number;
  readonly to: number;
}

const minutesAfter = (random: Random, { from, to }: When, tilt: Tilt): number => {
  const { late, early } = TILTS[tilt];
  if (random.chance(late)) return random.pick(FAR_MINUTES) + random.integer(60);
  if (random.chance(early)) return -1 - random.integer(90);
  if (random.chance(0.15)) return random.pick(EDGES);
  return from + random.integer(to - from + 1);
};

const time =
  (empty: number, from: number, to: number): Draw =>
  (random, { door, tilt }) =>
    random.chance(empty)
      ? undefined
      : wallTime(door + minutesAfter(random, { from, to }, tilt) * MINUTE + random.integer(60) * 1_000);

const oneOf =
  (empty: number, ...values: readonly [unknown, ...unknown[]]): Draw =>
  (random) =>
    random.chance(empty) ? undefined : random.pick(values);

const someOf =
  (empty: number, ...values: readonly [unknown, ...unknown[]]): Draw =>
  (random) => {
    if (random.chance(empty)) return random.chance(0.5) ? undefined : [];
    return [...new Set(Array.from({ length: 1 + random.integer(3) }, () => random.pick(values)))];
  };

const number =
  (empty: number, from: number, to: number): Draw =>
  (random) =>
    random.chance(empty) ? undefined : from + random.integer(to - from + 1);

const yes =
  (empty: number, likely = 0.5): Draw =>
  (random) =>
    random.chance(empty) ? undefined : random.chance(likely);

const ecgs: Draw = (random, scene) =>
  random.chance(0.35)
    ? undefined
    : Array.from({ length: 1 + random.integer(2) }, () => ({
        ecg_fetch_time: time(0.1, -30, 40)(random, scene),
        ecg_diagnosis_time: time(0.2, 0, 60)(random, scene),
      }));

const A = 'assist_examination';
const P = 'patient';

const COMMON: readonly Drawn[] = [
  [`${P}.come_from`, oneOf(0.12, '1', '1', '2', '2', '3', '3', '4', '8')],
  [`${P}.tran_hos_type`, oneOf(0.4, '1', '2', '外院120转诊')],
  [`${P}.disease_type`, oneOf(0.25, '1', '2', '3', '9')],
  [`${P}.disease_time`, time(0.15, -600, -10)],
  [`${P}.is_null_attack_detail_time`, yes(0.5, 0.2)],
  [`${P}.pre_warning.is_start_mdt`, yes(0.4)],
  [`${P}.pre_warning.alert_time`, time(0.6, -40, 5)],
  [`${A}.hospital_arrive_time`, time(0.25, 0, 3)],
  [`${A}.triage_time`, time(0.3, 0, 20)],
  [`${A}.register_time`, time(0.3, 0, 30)],
  [`${A}.arrive_emrescue_room_time`, time(0.4, 0, 30)],
  [`${A}.leave_emergency_time`, time(0.5, 30, 600)],
  [`${A}.into_hospital_time`, time(0.4, 60, 2_000)],
  [`${P}.inside_roadmap.eme_trans_depart_time`, time(0.6, 30, 600)],
  [`${P}.inside_roadmap.eme_outcome`, oneOf(0.4, '01', '02', '03', '05', '06', '04')],
  [`${P}.leave_hospital.leave_hos_time`, time(0.5, 1_440, 30_000)],
  [`${P}.leave_hospital.leave_hos_way`, oneOf(0.5, '1', '2', '3', '4', '9', '1', '5', '8')],
  [`${P}.leave_hospital.dead_time`, time(0.95, 10, 3_000)],
  [`${P}.leave_hospital.hospital_day`, oneOf(0.6, 0, 1, 3, 7, 12, 31, 365, 366, 500)],
  [`${P}.leave_hospital.hospital_cost`, number(0.4, 0, 99_999)],
  [`${P}.precpr.heart_attack_time`, time(0.5, -30, 0)],
  [`${P}.precpr.witness_start_pcr_time`, time(0.5, -30, 5)],
  [`${P}.precpr.doctor_start_pcr_time`, time(0.5, -20, 20)],
  [`${P}.precpr.first_defibrate_time`, time(0.5, -20, 20)],
  [`${P}.precpr.first_use_drug_time`, time(0.5, -20, 30)],
  [`${P}.precpr.set_breath_way_time`, time(0.5, -20, 40)],
  [`${P}.precpr.rosc_time`, time(0.5, -10, 60)],
];

const STROKE: readonly Drawn[] = [
  ['treatment_type', someOf(0.25, 429, 429, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1099, 2001)],
  ['stroke_type', oneOf(0.2, '1', '1', '1', '2', '3', '4', '9')],
  ['toast', oneOf(0.3, '1', '2', '3', '4', '5', '隐源性')],
  ['nihss_before_therapy', oneOf(0.3, 0, 1, 4, 5, 15, 16, 20, 21, 42)],
  ['nihss_discharge', oneOf(0.3, 0, 1, 4, 5, 15, 16, 20, 21, 42)],
  ['dntdelayreason', someOf(0.6, '1', '2', '3', '9', '16', '99', '电梯故障')],
  [`${A}.first_nerve_recieve_time`, time(0.3, 1, 25)],
  [`${A}.ct_scan_time`, time(0.4, 5, 60)],
  [`${A}.ct_start_time`, time(0.4, 5, 50)],
  [`${A}.ct_report_time`, time(0.4, 15, 90)],
  [`${A}.collect_blood_time`, time(0.4, 5, 40)],
  [`${A}.collect_blood_report_time`, time(0.4, 20, 90)],
  [`${A}.coagulation_time`, time(0.4, 5, 40)],
  [`${A}.coagulation_report_time`, time(0.4, 20, 90)],
  ['thrombolysis.talking_time', time(0.4, 10, 50)],
  ['thrombolysis.sign_time', time(0.4, 20, 70)],
  ['thrombolysis.medication_time', time(0.5, 20, 120)],
  ['therapy.puncture_time', time(0.5, 30, 180)],
  ['therapy.embolectomy_time', time(0.5, 40, 200)],
  ['therapy.recanalization_time', time(0.4, 60, 260)],
  ['therapy.tici', oneOf(0.4, '0', '1', '2a', '2b', '3', '3')],
];

const lysisBlock = (block: string): readonly Drawn[] => [
  [`${block}.is_sift`, yes(0.3, 0.7)],
  [`${block}.lysis_start_time`, time(0.5, -20, 90)],
  [`${block}.lysis_affect_time`, time(0.4, 60, 1_500)],
];

const CHEST_PAIN: readonly Drawn[] = [
  ['first_diagnosis', oneOf(0.1, '1', '1', '1', '1', '2', '2', '3', '3', '4', '5', '6', '7', '8')],
  ['d2wdelayreason', someOf(0.6, '01', '02', '13', '20', '99', '门禁故障')],
  [`${P}.first_touch_time`, time(0.25, -60, 10)],
  [`${P}.un_first_touch_time`, oneOf(0.7, false, false, true, '2026-05-01 08:00:00')],
  [`${P}.into_tran_hos_time`, time(0.3, -200, -90)],
  [`${P}.leave_tran_hos_time`, time(0.3, -100, -20)],
  [`${P}.un_into_tran_hos_time`, yes(0.6, 0.2)],
  [`${P}.un_leave_tran_hos_time`, yes(0.6, 0.2)],
  [`${A}.biomarker_time`, time(0.3, 5, 40)],
  [`${A}.biomarker_report_time`, time(0.3, 20, 90)],
  ['special_treat.stemi.stemi_treat_method', oneOf(0.3, '1', '1', '1', '2', '3', '4', '5', '杂交手术')],
  ['special_treat.acs_invasive_strategy', oneOf(0.4, '1', '1', '2', '3', '4', '5')],
  ['special_treat.wire_pass_time', time(0.5, 40, 130)],
  ['special_treat.stent_release_time', time(0.4, 50, 150)],
  ['special_treat.is_pass_em', yes(0.3)],
  ['special_treat.is_pass_ccu', yes(0.3)],
  [`${P}.is_remote_ecg`, yes(0.3)],
  ['special_treat.cath_start_time', time(0.3, 5, 40)],
  ['special_treat.cath_activate_time', time(0.3, 20, 90)],
  ['special_treat.first_drug_time', time(0.3, 0, 40)],
  ['special_treat.surgery_talk_time', time(0.4, 10, 40)],
  ['special_treat.surgery_sign_time', time(0.4, 15, 60)],
  ['special_treat.pci_time', time(0.6, 40, 120)],
  ['special_treat.grace_score', oneOf(0.3, 1, 50, 108, 109, 120, 140, 141, 200, 372)],
  ['special_treat.grace_very_high', someOf(0.8, '1', '2', '3', '4', '5')],
  ...lysisBlock('special_treat.stemi'),
  ...lysisBlock(`${P}.inside_rescue_info_chestpain`),
  ['pre_ecg', ecgs],
  ['inside_ecg', ecgs],
];

const score = (name: string, draw: Draw): readonly Drawn[] => [
  [`${P}.disease_evalute.is_eme_${name}`, yes(0.2, 0.8)],
  [`${P}.disease_evalute.eme_${name}`, draw],
];

const TRAUMA: readonly Drawn[] = [
  ...score('gcs', number(0.3, 3, 15)),
  ...score('ti', number(0.3, 0, 30)),
  ...score('iss', oneOf(0.2, 0, 1, 4, 9, 9, 14, 16, 16, 17, 25, 34, 50, 75)),
  ['leave_scene_time', time(0.3, -60, -5)],
  [`${P}.inside_roadmap.td_arrive_eme_time`, time(0.3, -70, 20)],
  [`${P}.inside_roadmap.chest_xray_time`, time(0.25, 5, 60)],
  [`${P}.inside_roadmap.pelvic_xray_time`, time(0.25, 5, 60)],
  [`${P}.inside_roadmap.fast_time`, time(0.25, 5, 60)],
  [`${A}.ct_scan_time`, time(0.25, 5, 60)],
  [`${P}.other_info.advice_transfusion_time`, time(0.4, 5, 60)],
  [`${P}.other_info.exec_transfusion_time`, time(0.4, 30, 120)],
  [`${P}.other_info.advice_build_airway_time`, time(0.4, 0, 20)],
  [`${P}.other_info.success_build_airway_time`, time(0.4, 5, 30)],
  [`${P}.other_info.advice_eme_surg_time`, time(0.4, 5, 60)],
  [`${P}.other_info.start_eme_surg_time`, time(0.4, 30, 180)],
  [`${A}.arrive_micu_time`, time(0.4, 60, 1_440)],
  [`${P}.inside_roadmap.leave_micu_time`, time(0.4, 1_500, 20_000)],
];

const FIELDS: Readonly<Record<TypeName, readonly Drawn[]>> = {
  chestpain: [...COMMON, ...CHEST_PAIN],
  apoplexy: [...COMMON, ...STROKE],
  trauma: [...COMMON, ...TRAUMA],
  toxic: COMMON,
  basic: COMMON,
  gib: COMMON,
};

/** `{a: {b: 1}}` of `a.b`, 1; a value drawn as undefined stands nowhere. */
const place = (body: Body, path: string, value: unknown): void => {
  if (value === undefined) return;
  const keys = path.split('.');
  const last = keys.pop() ?? path;
  keys.reduce((below: Body, key) => (below[key] ??= {}), body)[last] = value;
};

export interface Drawing {
  readonly type: TypeName;
  readonly createdTime: string;
  readonly tilt: Tilt;
}

/** What a client would send of a case that came through the door about the time of its registration. */
export const drawBody = (random: Random, { type, createdTime, tilt }: Drawing): Body => {
  const door = Date.parse(`${createdTime.replace(' ', 'T')}Z`) - random.integer(120) * MINUTE;
  const body: Body = {};
  for (const [path, draw] of FIELDS[type]) place(body, path, draw(random, { door, tilt }));
  return body;
};

/** An edit of some fields: moved, chosen anew, and cleared in both ways that clients know (D-02). */
export const drawEdit = (random: Random, type: TypeName, createdTime: string): Body => {
  const scene = { door: Date.parse(`${createdTime.slice(0, 10)}T23:58:30Z`), tilt: 'usual' } as const;
  const body: Body = {};
  for (const [path, draw] of FIELDS[type]) {
    if (!random.chance(0.25) || path.endsWith('_ecg')) continue;
    place(body, path, random.chance(0.3) ? random.pick([null, '']) : (draw(random, scene) ?? null));
  }
  return body;
};

export const monthsUpTo = (today: string, howMany: number): readonly string[] => {
  const [year = 0, month = 0] = today.split('-').map(Number);
  return Array.from({ length: howMany }, (_, index) => {
    const first = new Date(Date.UTC(year, month - howMany + index, 1));
    return `${first.getUTCFullYear()}-${two(first.getUTCMonth() + 1)}`;
  });
};
