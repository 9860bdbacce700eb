import type { Step, Story } from '../story.ts';

const ARRIVE = 'assist_examination.hospital_arrive_time';

const IMAGING: readonly Step[] = [
  ['patient.inside_roadmap.fast_time', ARRIVE, 6, 60, 0.75],
  ['patient.inside_roadmap.chest_xray_time', ARRIVE, 8, 80, 0.8],
  ['patient.inside_roadmap.pelvic_xray_time', ARRIVE, 8, 80, 0.7],
  ['assist_examination.ct_start_time', ARRIVE, 10, 90],
  ['assist_examination.ct_scan_time', 'assist_examination.ct_start_time', 1, 6, 0.9],
  ['assist_examination.ct_report_time', 'assist_examination.ct_start_time', 12, 60],
  ['assist_examination.blood_time', ARRIVE, 4, 30],
  ['assist_examination.blood_report_time', 'assist_examination.blood_time', 12, 50],
];

const TRANSFUSION: readonly Step[] = [
  ['patient.other_info.advice_transfusion_time', ARRIVE, 5, 60],
  ['patient.other_info.exec_transfusion_time', 'patient.other_info.advice_transfusion_time', 12, 90],
];

const AIRWAY: readonly Step[] = [
  ['patient.other_info.advice_build_airway_time', ARRIVE, 2, 30],
  ['patient.other_info.success_build_airway_time', 'patient.other_info.advice_build_airway_time', 1, 15],
];

const SURGERY: readonly Step[] = [
  ['patient.other_info.advice_eme_surg_time', ARRIVE, 15, 120],
  ['patient.other_info.start_eme_surg_time', 'patient.other_info.advice_eme_surg_time', 20, 150],
  ['assist_examination.arrive_emsg_room_time', 'patient.other_info.advice_eme_surg_time', 10, 60],
];

const CARE: readonly Step[] = [
  ['assist_examination.arrive_micu_time', ARRIVE, 120, 600],
  ['patient.inside_roadmap.leave_micu_time', 'assist_examination.arrive_micu_time', 1_440, 17_280, 0.9],
];

const MILD = [1, 2, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14];
const SEVERE = [16, 17, 18, 20, 22, 25, 27, 29, 34, 41, 50, 75];

const sayScores = (story: Story, severe: boolean): void => {
  const { random } = story;
  story.maybe(0.9, () => ({
    'patient.disease_evalute.is_eme_iss': true,
    'patient.disease_evalute.eme_iss': random.pick(severe ? SEVERE : MILD) ?? 1,
  }));
  story.maybe(0.88, () => ({
    'patient.disease_evalute.is_eme_gcs': true,
    'patient.disease_evalute.eme_gcs': severe ? 3 + random.below(13) : 12 + random.below(4),
  }));
  story.maybe(0.8, () => ({
    'patient.disease_evalute.is_eme_ti': true,
    'patient.disease_evalute.eme_ti': severe ? 10 + random.below(18) : random.below(12),
  }));
};

const gatherTeam = (story: Story): void => {
  const arrived = story.find(ARRIVE);
  if (arrived === undefined) return;
  // A team that was warned stands ready before the patient comes (clinical.md 1.4, eme_get_ready).
  const minutes = story.random.chance(0.25) ? -story.random.skewed(1, 25) : story.random.skewed(1, 20);
  story.happen('patient.inside_roadmap.td_arrive_eme_time', arrived + minutes * 60_000, 0.85);
};

/** How often each is needed, by how severe it is. */
const NEEDS: readonly { readonly steps: readonly Step[]; readonly severe: number; readonly mild: number }[] = [
  { steps: TRANSFUSION, severe: 0.6, mild: 0.06 },
  { steps: AIRWAY, severe: 0.4, mild: 0.03 },
  { steps: SURGERY, severe: 0.45, mild: 0.1 },
  { steps: CARE, severe: 0.7, mild: 0 },
];

/** Trauma (clinical.md 1.4). */
export const trauma = (story: Story): void => {
  const isSevere = story.random.chance(0.24);
  sayScores(story, isSevere);
  gatherTeam(story);
  story.follow(IMAGING);
  for (const { steps, severe, mild } of NEEDS) if (story.random.chance(isSevere ? severe : mild)) story.follow(steps);
};
