import type { CaseTypeName } from '../../src/domain/catalogue/caseTypes.ts';
import type { Step, Story } from './story.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;
const ARRIVE = 'assist_examination.hospital_arrive_time';
const TRIAGE = 'assist_examination.triage_time';

const RESCUE: readonly Step[] = [
  ['send_car_time', 'call_time', 1, 4],
  ['car_start_time', 'send_car_time', 1, 5],
  ['arrive_scene_time', 'car_start_time', 4, 30],
  ['patient.first_touch_time', 'arrive_scene_time', 0, 4],
  ['vital_signs.pre_ecg_collect_time', 'arrive_scene_time', 3, 15, 0.4],
  ['leave_scene_time', 'arrive_scene_time', 6, 35],
  [ARRIVE, 'leave_scene_time', 5, 60, 0.985],
];

const FROM_HOSPITAL: readonly Step[] = [
  ['patient.decide_tran_hos_time', 'patient.into_tran_hos_time', 10, 120],
  ['patient.tran_ambulance_arrive_time', 'patient.decide_tran_hos_time', 5, 60],
  ['patient.leave_tran_hos_time', 'patient.decide_tran_hos_time', 10, 120],
  [ARRIVE, 'patient.leave_tran_hos_time', 15, 120, 0.985],
];

const DOOR: readonly Step[] = [
  [TRIAGE, ARRIVE, 0, 6, 0.985],
  ['assist_examination.register_time', ARRIVE, 1, 12, 0.9],
  ['patient.inside_roadmap.first_doctor_time', ARRIVE, 2, 25],
];

const grades = (type: CaseTypeName): Readonly<Record<string, number>> =>
  type === 'basic' ? { 1: 4, 2: 16, 3: 45, 4: 35 } : { 1: 20, 2: 45, 3: 30, 4: 5 };

/** Others than the four, as hospitals have added them (E-CFG-02). */
const comeFrom = (story: Story, type: CaseTypeName): string =>
  story.random.weighted(type === 'basic' ? { 1: 25, 2: 7, 3: 64, 4: 3, 5: 1 } : { 1: 42, 2: 17, 3: 34, 4: 6, 5: 1 });

/**
 * Where the pathway begins, so that it reaches the hospital about when the case is registered. Who falls ill in the
 * hospital passes no door (clinical.md 1.1 rule 9), but everything follows from then.
 */
const begin = (story: Story, from: string): void => {
  const {
    random: { skewed },
    createdMs,
  } = story;
  if (from === '1') story.happen('call_time', createdMs - skewed(15, 60) * MINUTE_MS);
  else if (from === '2') story.happen('patient.into_tran_hos_time', createdMs - skewed(60, 240) * MINUTE_MS);
  else story.happen(ARRIVE, createdMs - skewed(1, 9) * MINUTE_MS, from === '4' ? 0 : 0.985);
  story.follow(from === '1' ? RESCUE : FROM_HOSPITAL);
  if (from !== '4') story.follow(DOOR);
};

const beforeAll = ({ find, createdMs }: Story): number =>
  Math.min(...[find('call_time'), find('patient.into_tran_hos_time'), find(ARRIVE)].map((ms) => ms ?? createdMs));

const ZONES = ['1', '2', '3', '4', '5', '6', '7'];

/** Most know when it began; some only the part of the day. */
const fallIll = (story: Story): void => {
  const { random } = story;
  const longest = random.chance(0.1) ? 4 * DAY_MINUTES : 360;
  const onset = beforeAll(story) - random.skewed(10, longest) * MINUTE_MS;
  story.say({ 'patient.disease_date': new Date(onset).toISOString().slice(0, 10) });
  if (random.chance(0.93)) return story.happen('patient.disease_time', onset, 0.97);
  story.say({
    'patient.is_null_attack_detail_time': true,
    'patient.disease_time_type': random.pick(ZONES) ?? '1',
  });
};

const sayArrival = (story: Story, type: CaseTypeName, from: string): void => {
  const { random } = story;
  story.maybe(0.99, () => ({ 'patient.come_from': from }));
  if (from === '1') {
    story.say({ 'patient.have_call': true, 'patient.out_car_depart': random.weighted({ 1: 7, 2: 3, 3: 1 }) });
    story.maybe(0.3, () => ({ 'patient.pre_warning.is_start_mdt': random.chance(0.6) }));
  }
  if (from === '2') story.say({ 'patient.tran_hos_type': random.weighted({ 1: 50, 2: 45, 乡镇卫生院: 5 }) });
  if (from === '4') story.happen('patient.first_touch_time', story.find(ARRIVE) ?? story.createdMs);
  story.maybe(0.02, () => ({ 'patient.un_first_touch_time': true }));
  story.maybe(0.97, () => ({ 'patient.illness_grade': random.weighted(grades(type)) }));
  story.maybe(0.7, () => ({ 'patient.disease_address': random.weighted({ 1: 60, 2: 12, 3: 15, 4: 10, 6: 3 }) }));
};

const warn = (story: Story): void => {
  const left = story.find('leave_scene_time');
  if (left !== undefined && story.random.chance(0.5))
    story.happen('patient.pre_warning.alert_time', left + story.random.skewed(1, 40) * MINUTE_MS);
};

const saySigns = (story: Story): void => {
  const { random } = story;
  const systolic = 90 + random.below(100);
  story.maybe(0.95, () => ({
    'vital_signs.conscious': random.weighted({ 1: 82, 2: 9, 3: 5, 4: 4 }),
    'vital_signs.breathe': 12 + random.below(16),
    'vital_signs.pulse': 55 + random.below(75),
    'vital_signs.heart_rate': 55 + random.below(75),
    'vital_signs.hight_mmhg': systolic,
    'vital_signs.bottom_mmhg': Math.round(systolic * 0.6),
    'vital_signs.blood_oxygen': 88 + random.below(13),
    'vital_signs.temperature': (36 + random.fraction() * 2.5).toFixed(1),
  }));
};

/** How the patient fell ill, came and was received, whatever the type. */
export const arrive = (story: Story, type: CaseTypeName): void => {
  const from = comeFrom(story, type);
  begin(story, from);
  fallIll(story);
  sayArrival(story, type, from);
  if (from === '1') warn(story);
  saySigns(story);
};
