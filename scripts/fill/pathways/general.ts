import type { Step, Story } from '../story.ts';

const ARRIVE = 'assist_examination.hospital_arrive_time';

const LABORATORY: readonly Step[] = [
  ['assist_examination.blood_advice_time', ARRIVE, 4, 30, 0.3],
  ['assist_examination.blood_time', ARRIVE, 6, 40],
  ['assist_examination.blood_report_time', 'assist_examination.blood_time', 12, 60],
];

const IMAGING: readonly Step[] = [
  ['assist_examination.ct_start_time', ARRIVE, 15, 120],
  ['assist_examination.ct_report_time', 'assist_examination.ct_start_time', 15, 80],
];

const POISON: readonly Step[] = [
  ['assist_examination.collect_blood_time', ARRIVE, 3, 20],
  ['assist_examination.collect_blood_report_time', 'assist_examination.collect_blood_time', 5, 30],
  ['assist_examination.arrive_eicu_time', ARRIVE, 60, 400, 0.5],
];

const BLEEDING: readonly Step[] = [
  ['assist_examination.coagulation_time', ARRIVE, 6, 40],
  ['assist_examination.coagulation_report_time', 'assist_examination.coagulation_time', 20, 70],
  ['assist_examination.liver_kidney_electrolyte_report_time', ARRIVE, 40, 140, 0.7],
];

/** Whatever came through the door. */
export const basic = (story: Story): void => {
  const { random } = story;
  story.maybe(0.9, () => ({ 'patient.disease_type': random.weighted({ 1: 6, 2: 8, 3: 1, 9: 85 }) }));
  story.maybe(0.8, () => ({
    'vital_signs.symptoms_multi': [...new Set([1 + random.below(18), 1 + random.below(18)])],
  }));
  story.follow(LABORATORY);
  if (random.chance(0.4)) story.follow(IMAGING);
};

/** Poisoning. */
export const toxic = (story: Story): void => {
  story.say({ 'vital_signs.symptoms_multi': [18] });
  story.maybe(0.6, () => ({ 'patient.disease_type': '9' }));
  story.follow(LABORATORY);
  story.follow(POISON);
};

/** Bleeding of the digestive tract. */
export const gib = (story: Story): void => {
  const { random } = story;
  const codes = [random.weighted({ 1: 35, 2: 25, 3: 12, 4: 6, 5: 10, 6: 8, 8: 3, 异物: 1 })];
  story.maybe(0.9, () => ({ gib_history: codes, 'patient.disease_type': '1' }));
  story.maybe(0.9, () => ({ 'patient.inside_rescue_info.bleed_symptom': [random.pick(['1', '2', '3', '4']) ?? '2'] }));
  story.maybe(0.8, () => ({ 'patient.disease_evalute.gib_score': random.below(18) }));
  story.follow(LABORATORY);
  story.follow(BLEEDING);
};
