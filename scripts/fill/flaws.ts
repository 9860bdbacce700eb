import type { FieldPath } from '../../src/domain/catalogue/catalogue.ts';
import { isoOf } from '../../src/domain/shared/times.ts';
import type { Story } from './story.ts';

type Pair = readonly [start: FieldPath, end: FieldPath];

const ARRIVE = 'assist_examination.hospital_arrive_time';

/** The ends of intervals that hospitals are judged by (clinical.md 1.2 to 1.5). */
const PAIRS: readonly Pair[] = [
  ['patient.disease_time', ARRIVE],
  ['patient.disease_time', 'patient.first_touch_time'],
  ['leave_scene_time', ARRIVE],
  ['patient.into_tran_hos_time', 'patient.leave_tran_hos_time'],
  ['assist_examination.arrive_emrescue_room_time', 'assist_examination.leave_emergency_time'],
  ['assist_examination.biomarker_time', 'assist_examination.biomarker_report_time'],
  [ARRIVE, 'thrombolysis.medication_time'],
  [ARRIVE, 'therapy.puncture_time'],
  [ARRIVE, 'therapy.recanalization_time'],
  [ARRIVE, 'assist_examination.first_nerve_recieve_time'],
  [ARRIVE, 'assist_examination.ct_scan_time'],
  ['thrombolysis.talking_time', 'thrombolysis.sign_time'],
  [ARRIVE, 'special_treat.wire_pass_time'],
  ['patient.first_touch_time', 'special_treat.first_drug_time'],
  ['special_treat.cath_start_time', 'special_treat.cath_activate_time'],
  ['special_treat.surgery_talk_time', 'special_treat.surgery_sign_time'],
  [ARRIVE, 'special_treat.stemi.lysis_start_time'],
  ['special_treat.stemi.lysis_start_time', 'special_treat.stemi.lysis_affect_time'],
  [ARRIVE, 'patient.inside_roadmap.td_arrive_eme_time'],
  [ARRIVE, 'patient.inside_roadmap.fast_time'],
  [ARRIVE, 'patient.inside_roadmap.eme_trans_depart_time'],
  ['patient.other_info.advice_transfusion_time', 'patient.other_info.exec_transfusion_time'],
  ['patient.other_info.advice_build_airway_time', 'patient.other_info.success_build_airway_time'],
  ['patient.other_info.advice_eme_surg_time', 'patient.other_info.start_eme_surg_time'],
  ['assist_examination.arrive_micu_time', 'patient.inside_roadmap.leave_micu_time'],
  ['assist_examination.into_hospital_time', 'patient.leave_hospital.leave_hos_time'],
];

const FLAWED = 0.06;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Stays may be long, so only another year is implausible. */
const LONG: readonly FieldPath[] = ['patient.inside_roadmap.leave_micu_time', 'patient.leave_hospital.leave_hos_time'];

const DOOR: readonly FieldPath[] = [
  ARRIVE,
  'assist_examination.triage_time',
  'assist_examination.register_time',
  'assist_examination.arrive_emrescue_room_time',
];

const forget = ({ values }: Story, paths: readonly FieldPath[]): void => paths.forEach((path) => delete values[path]);

const before = ({ values, random }: Story, [later, earlier]: readonly [FieldPath, FieldPath], ms: number): void => {
  const at = values[later];
  if (typeof at === 'string') values[earlier] = isoOf(Date.parse(at) - random.skewed(ms, 4 * ms));
};

const ofDoor = (path: FieldPath): readonly FieldPath[] => (path === ARRIVE ? DOOR : [path]);

const FLAWS: Readonly<Record<string, (story: Story, pair: Pair) => void>> = {
  negative: (story, [start, end]) => before(story, [start, end], (start === ARRIVE ? 30 : 2) * MINUTE_MS),
  implausible: (story, [start, end]) => before(story, [end, start], (LONG.includes(end) ? 370 : 9) * DAY_MS),
  missingEnd: (story, [, end]) => forget(story, ofDoor(end)),
  missingStart: (story, [start]) => forget(story, ofDoor(start)),
};

const WEIGHTS = { negative: 35, implausible: 25, missingEnd: 20, missingStart: 20 };

/** Some records are wrong: a time before the one it follows, a wrong day, a time that nobody wrote down. */
export const flaw = (story: Story): void => {
  if (!story.random.chance(FLAWED)) return;
  const found = PAIRS.filter(([start, end]) => start in story.values && end in story.values);
  const pair = story.random.pick(found);
  if (pair) FLAWS[story.random.weighted(WEIGHTS)]?.(story, pair);
};
