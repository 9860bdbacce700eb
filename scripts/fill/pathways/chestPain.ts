import { isoOf } from '../../../src/domain/shared/times.ts';
import type { Step, Story } from '../story.ts';

const MINUTE_MS = 60_000;
const ARRIVE = 'assist_examination.hospital_arrive_time';
const DECIDED = 'special_treat.decide_pci_time';

const WORK_UP: readonly Step[] = [
  ['patient.first_touch_time', ARRIVE, 0, 8],
  ['assist_examination.biomarker_time', ARRIVE, 3, 20],
  ['assist_examination.biomarker_report_time', 'assist_examination.biomarker_time', 8, 45],
  ['assist_examination.blood_time', ARRIVE, 3, 20, 0.8],
  ['assist_examination.blood_report_time', 'assist_examination.blood_time', 12, 50],
  ['special_treat.ci_consult_time', ARRIVE, 5, 45],
  ['patient.inside_roadmap.ultrasound_check_time', ARRIVE, 15, 90, 0.5],
];

const CATHETER: readonly Step[] = [
  ['special_treat.first_drug_time', ARRIVE, 4, 40],
  [DECIDED, ARRIVE, 8, 40],
  ['special_treat.surgery_talk_time', DECIDED, 1, 15],
  ['special_treat.surgery_sign_time', 'special_treat.surgery_talk_time', 2, 25],
  ['special_treat.cath_start_time', DECIDED, 1, 10],
  ['special_treat.cath_activate_time', 'special_treat.cath_start_time', 8, 45],
  ['special_treat.cath_arrive_time', 'special_treat.cath_activate_time', 1, 20],
  ['special_treat.wire_pass_time', 'special_treat.cath_arrive_time', 10, 55, 0.92],
  ['special_treat.stent_release_time', 'special_treat.wire_pass_time', 5, 35, 0.8],
  ['special_treat.surgery_end_time', 'special_treat.wire_pass_time', 20, 80],
];

const LYSIS: readonly Step[] = [
  ['special_treat.stemi.lysis_talk_time', ARRIVE, 8, 30],
  ['special_treat.stemi.lysis_sign_time', 'special_treat.stemi.lysis_talk_time', 2, 20],
  ['special_treat.stemi.lysis_start_time', 'special_treat.stemi.lysis_sign_time', 2, 20],
  ['special_treat.stemi.lysis_end_time', 'special_treat.stemi.lysis_start_time', 10, 40],
  ['special_treat.stemi.lysis_affect_time', 'special_treat.stemi.lysis_start_time', 120, 1500, 0.7],
];

const recordEcg = (story: Story): void => {
  const touched = story.find('patient.first_touch_time');
  if (touched === undefined || story.random.chance(0.03)) return;
  const taken = touched + story.random.skewed(1, 16) * MINUTE_MS;
  const read = taken + story.random.skewed(1, 14) * MINUTE_MS;
  const isRead = story.random.chance(0.95);
  story.ecg.inside_ecg = [{ imgs: [], ecg_fetch_time: isoOf(taken), ecg_diagnosis_time: isRead ? isoOf(read) : null }];
};

const explainDelay = (story: Story): void => {
  const { random } = story;
  const [arrived, wired] = [story.find(ARRIVE), story.find('special_treat.wire_pass_time')];
  if (arrived === undefined || wired === undefined || wired - arrived < 90 * MINUTE_MS) return;
  story.maybe(0.8, () => ({
    d2wdelayreason: [random.pick(['01', '02', '05', '09', '11', '14', '15', '影像设备故障']) ?? '99'],
  }));
};

const infarction = (story: Story): void => {
  const { random } = story;
  const way = random.weighted({ 1: 74, 2: 10, 3: 6, 4: 2, 5: 3, 保守治疗: 3, '': 2 });
  if (way !== '') story.say({ 'special_treat.stemi.stemi_treat_method': way });
  if (way === '1') story.follow(CATHETER);
  if (way === '2') {
    story.say({
      'special_treat.stemi.is_sift': true,
      'special_treat.stemi.lysis_medicine': random.weighted({ 2: 3, 3: 7 }),
    });
    story.follow(LYSIS);
  }
  explainDelay(story);
};

const withoutElevation = (story: Story): void => {
  const { random } = story;
  story.maybe(0.08, () => ({ 'special_treat.grace_very_high': [String(1 + random.below(5))] }));
  story.maybe(0.85, () => ({ 'special_treat.grace_score': 60 + random.below(150) }));
  const strategy = random.weighted({ 1: 22, 2: 30, 3: 22, 4: 22, 5: 4 });
  story.maybe(0.95, () => ({ 'special_treat.acs_invasive_strategy': strategy }));
  if (strategy === '1') story.follow(CATHETER);
  explainDelay(story);
};

/** Chest pain (clinical.md 1.3). */
export const chestPain = (story: Story): void => {
  const { random } = story;
  const diagnosis = random.weighted({ 1: 27, 2: 15, 3: 17, 4: 4, 5: 4, 6: 13, 7: 15, 8: 5 });
  story.maybe(0.98, () => ({ first_diagnosis: diagnosis }));
  story.follow(WORK_UP);
  recordEcg(story);
  if (diagnosis === '1') infarction(story);
  if (diagnosis === '2' || diagnosis === '3') withoutElevation(story);
  if (Number(diagnosis) < 4)
    story.say({
      'special_treat.killip': random.weighted({ 1: 70, 2: 18, 3: 7, 4: 5 }),
      'special_treat.is_pass_em': random.chance(0.3),
      'special_treat.is_pass_ccu': random.chance(0.6),
    });
  story.maybe(0.9, () => ({ 'patient.is_remote_ecg': random.chance(0.35) }));
};

export const chestPainDischarge = (story: Story): void => {
  if (story.find('patient.leave_hospital.leave_hos_time') === undefined) return;
  const diagnosis = Number(story.values['first_diagnosis'] ?? 9);
  story.say({
    'special_treat.out_diagnosis': diagnosis < 7 ? String(diagnosis) : '9',
    'patient.inside_roadmap.chestpain_outcome': story.random.weighted({ 1: 88, 2: 3, 3: 5, 4: 4 }),
  });
};
