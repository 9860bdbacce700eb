import { isMilestone } from '../../src/domain/catalogue/catalogue.ts';
import type { CaseTypeName } from '../../src/domain/catalogue/caseTypes.ts';
import { arrive } from './visit.ts';
import { flaw } from './flaws.ts';
import { leave } from './leave.ts';
import { apoplexy, apoplexyDischarge } from './pathways/apoplexy.ts';
import { chestPain, chestPainDischarge } from './pathways/chestPain.ts';
import { basic, gib, toxic } from './pathways/general.ts';
import { trauma } from './pathways/trauma.ts';
import type { Step, Story } from './story.ts';

const ARRIVE = 'assist_examination.hospital_arrive_time';

const PATHWAYS: Readonly<Record<CaseTypeName, (story: Story) => void>> = {
  chestpain: chestPain,
  apoplexy,
  trauma,
  toxic,
  basic,
  gib,
};

const DISCHARGES: Partial<Record<CaseTypeName, (story: Story) => void>> = {
  chestpain: chestPainDischarge,
  apoplexy: apoplexyDischarge,
};

/** With the registration and the fields, a dozen events. */
const MILESTONES = 10;

/** What is done for everybody, and recorded where little else is. */
const ROUTINE: readonly Step[] = [
  ['vital_signs.ecg_collect_time', ARRIVE, 4, 20, 1],
  ['vital_signs.ecg_diagnosis_time', ARRIVE, 21, 30, 1],
  ['vital_signs.collect_blood_time', ARRIVE, 4, 20, 1],
  ['assist_examination.blood_send_time', ARRIVE, 8, 40, 1],
  ['assist_examination.blood_recieve_time', ARRIVE, 15, 55, 1],
  ['assist_examination.biomarker_advice_time', ARRIVE, 5, 30, 1],
  ['assist_examination.liver_kidney_advice_time', ARRIVE, 5, 30, 1],
  ['assist_examination.coagulation_advice_time', ARRIVE, 5, 30, 1],
  ['assist_examination.collect_blood_advice_time', ARRIVE, 5, 30, 1],
  ['assist_examination.ct_head_time', ARRIVE, 5, 40, 1],
  ['assist_examination.color_ct_advice_time', ARRIVE, 10, 60, 1],
];

const milestonesIn = ({ values }: Story): number => Object.keys(values).filter(isMilestone).length;

const addRoutine = (story: Story): void => {
  for (const step of ROUTINE) if (milestonesIn(story) < MILESTONES) story.follow([step]);
};

/** Lets a visit of this type happen, with everything that was recorded of it and how wrongly. */
export const tellVisit = (story: Story, type: CaseTypeName): void => {
  arrive(story, type);
  PATHWAYS[type](story);
  leave(story, type);
  DISCHARGES[type]?.(story);
  flaw(story);
  addRoutine(story);
};
