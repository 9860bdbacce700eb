import type { CaseTypeName } from '../../src/domain/catalogue/caseTypes.ts';
import type { Step, Story } from './story.ts';

const ARRIVE = 'assist_examination.hospital_arrive_time';
const LEFT = 'assist_examination.leave_emergency_time';
const ADMITTED = 'assist_examination.into_hospital_time';
const DISCHARGED = 'patient.leave_hospital.leave_hos_time';
const DAY_MINUTES = 1_440;
const DAY_MS = 86_400_000;

const EMERGENCY: readonly Step[] = [
  [LEFT, ARRIVE, 45, 900],
  ['patient.inside_roadmap.eme_trans_depart_time', LEFT, -10, 10, 0.4],
];

const RESCUE_ROOM: readonly Step[] = [['assist_examination.arrive_emrescue_room_time', ARRIVE, 1, 15]];

const WARD: readonly Step[] = [
  ['assist_examination.get_certificate_time', LEFT, -40, -5, 0.6],
  [ADMITTED, LEFT, 5, 90],
  [DISCHARGED, ADMITTED, DAY_MINUTES, 28 * DAY_MINUTES],
];

const DEATH: readonly Step[] = [['patient.leave_hospital.dead_time', LEFT, -5, 0, 0.95]];
const LATER_DEATH: readonly Step[] = [['patient.leave_hospital.dead_time', DISCHARGED, -60, 0, 0.95]];

const OUTCOMES: Readonly<Record<CaseTypeName, Readonly<Record<string, number>>>> = {
  basic: { '01': 70, '02': 18, '03': 3, '04': 1, '05': 7, '06': 1 },
  chestpain: { '01': 22, '02': 68, '03': 3, '04': 2, '05': 5 },
  apoplexy: { '01': 10, '02': 82, '03': 4, '04': 2, '05': 2 },
  trauma: { '01': 42, '02': 48, '03': 4, '04': 3, '05': 3 },
  toxic: { '01': 40, '02': 40, '03': 4, '04': 3, '05': 13 },
  gib: { '01': 18, '02': 70, '03': 4, '04': 2, '05': 6 },
};

/** Only whoever has left is known by days and cost. */
const sayStay = (story: Story): void => {
  const { random } = story;
  const [admitted, discharged] = [story.find(ADMITTED), story.find(DISCHARGED)];
  if (admitted === undefined || discharged === undefined) return;
  const days = Math.round((discharged - admitted) / DAY_MS);
  story.maybe(0.92, () => ({ 'patient.leave_hospital.hospital_day': days }));
  story.maybe(0.9, () => ({ 'patient.leave_hospital.hospital_cost': 1_500 + days * (600 + random.below(2_500)) }));
  const way = random.weighted({ 1: 86, 2: 4, 3: 3, 4: 3, 5: 4 });
  story.maybe(0.95, () => ({ 'patient.leave_hospital.leave_hos_way': way }));
  if (way === '5') story.follow(LATER_DEATH);
};

const admit = (story: Story): void => {
  story.say({ 'assist_examination.into_hospital_status': true });
  story.maybe(0.8, () => ({ 'patient.inpatient_no': `Z${1_000_000 + story.random.below(9_000_000)}` }));
  story.follow(WARD);
  sayStay(story);
};

const turnAway = (story: Story, outcome: string): void => {
  const reasons: Readonly<Record<string, string>> = { '01': '3', '03': '2', '04': '5', '05': '1' };
  story.maybe(0.8, () => ({
    'assist_examination.into_hospital_status': false,
    'assist_examination.not_into_hospital_reason': reasons[outcome] ?? '9',
  }));
  if (outcome === '04') story.follow(DEATH);
};

/** How the patient left the emergency department, and the hospital if that was long enough ago. */
export const leave = (story: Story, type: CaseTypeName): void => {
  const { random, values } = story;
  const grade = values['patient.illness_grade'];
  if (grade === '1' || grade === '2') story.follow(RESCUE_ROOM);
  story.follow(EMERGENCY);
  if (story.find(LEFT) === undefined) return;
  const outcome = random.weighted(OUTCOMES[type]);
  story.maybe(0.95, () => ({ 'patient.inside_roadmap.eme_outcome': outcome }));
  if (outcome === '02') admit(story);
  else turnAway(story, outcome);
};
