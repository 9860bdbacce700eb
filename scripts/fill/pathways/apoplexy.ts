import type { Step, Story } from '../story.ts';

const ARRIVE = 'assist_examination.hospital_arrive_time';
const CT = 'assist_examination.ct_scan_time';

const WORK_UP: readonly Step[] = [
  ['assist_examination.ask_nerve_huizhen_time', ARRIVE, 1, 10],
  ['assist_examination.first_nerve_recieve_time', ARRIVE, 2, 25],
  ['assist_examination.blood_time', ARRIVE, 3, 20],
  ['assist_examination.blood_report_time', 'assist_examination.blood_time', 12, 50],
  ['assist_examination.coagulation_report_time', 'assist_examination.blood_time', 20, 60, 0.9],
  ['assist_examination.ct_start_time', ARRIVE, 8, 50],
  [CT, 'assist_examination.ct_start_time', 1, 6, 0.9],
  ['assist_examination.ct_report_time', 'assist_examination.ct_start_time', 8, 40],
];

const LYSIS: readonly Step[] = [
  ['thrombolysis.talking_time', 'assist_examination.ct_start_time', 3, 25],
  ['thrombolysis.sign_time', 'thrombolysis.talking_time', 2, 25],
  ['thrombolysis.medication_time', 'thrombolysis.sign_time', 2, 40, 0.97],
];

const CATHETER: readonly Step[] = [
  ['therapy.talk_time', 'assist_examination.ct_start_time', 8, 40, 0.8],
  ['therapy.sign_time', 'therapy.talk_time', 3, 30],
  ['therapy.send_to_catheter_time', 'therapy.sign_time', 4, 35],
  ['therapy.puncture_time', 'therapy.send_to_catheter_time', 8, 35, 0.85],
  ['therapy.embolectomy_time', 'therapy.puncture_time', 5, 25, 0.9],
  ['therapy.recanalization_time', 'therapy.embolectomy_time', 15, 90, 0.8],
];

const REASONS = ['1', '2', '3', '4', '5', '7', '9', '12', '16', '99', '电梯故障'];

const WAYS = { lysis: 34, bridging: 8, catheter: 14, none: 38, other: 3, unsaid: 3 };

const OPTIONS: Readonly<Record<string, readonly number[]>> = {
  lysis: [429],
  bridging: [429, 1001],
  catheter: [1001],
  none: [1004],
  other: [1100],
};

const lyse = (story: Story): void => {
  const { random } = story;
  story.follow(LYSIS);
  if (random.chance(0.25))
    story.say({ dntdelayreason: [...new Set([random.pick(REASONS) ?? '99', random.pick(REASONS) ?? '99'])] });
};

const openVessel = (story: Story): void => {
  const { random } = story;
  story.follow(CATHETER);
  story.maybe(0.85, () => ({ nihss_before_therapy: random.chance(0.05) ? 0 : 4 + random.below(26) }));
  story.maybe(0.85, () => ({ 'therapy.tici': random.weighted({ 0: 4, 1: 3, '2a': 8, '2b': 35, 3: 50 }) }));
};

const treat = (story: Story): void => {
  const way = story.random.weighted(WAYS);
  if (way === 'lysis' || way === 'bridging') lyse(story);
  if (way === 'catheter' || way === 'bridging') openVessel(story);
  const chosen = OPTIONS[way];
  if (chosen) story.say({ treatment_type: chosen });
};

const bleed = (story: Story): void => {
  const { random } = story;
  story.say({ treatment_type: [random.pick([1004, 1007, 1099]) ?? 1004] });
  story.maybe(0.8, () => ({
    'assist_examination.ncx_area': 5 + random.below(60),
    [random.chance(0.5) ? 'assist_examination.ncx_l_site' : 'assist_examination.ncx_r_site']: [
      String(1 + random.below(6)),
    ],
  }));
};

const discharge = (story: Story, type: string): void => {
  const { random } = story;
  if (story.find('patient.leave_hospital.leave_hos_time') === undefined) return;
  story.maybe(0.85, () => ({ nihss_discharge: random.chance(0.2) ? 0 : 1 + Math.floor(random.skewed(0, 35)) }));
  if (type === '1') story.maybe(0.85, () => ({ toast: random.weighted({ 1: 40, 2: 25, 3: 18, 4: 4, 5: 13 }) }));
};

/** Stroke (clinical.md 1.2). */
export const apoplexy = (story: Story): void => {
  const { random } = story;
  const type = random.weighted({ 1: 74, 2: 14, 3: 4, 4: 6, 9: 2 });
  story.maybe(0.96, () => ({ stroke_type: type }));
  story.say({ strok_pre_symptom: [...new Set([1 + random.below(10), 3])] });
  story.follow(WORK_UP);
  if (type === '1') treat(story);
  if (type === '2' || type === '3') bleed(story);
};

export const apoplexyDischarge = (story: Story): void => discharge(story, String(story.values['stroke_type'] ?? ''));
