import { isMilestone } from '../../../src/domain/catalogue/catalogue.ts';
import { CASE_TYPE_NAMES } from '../../../src/domain/catalogue/caseTypes.ts';
import { findQuickPath, quickNamesOf } from '../../../src/domain/catalogue/derive/quickNames.ts';

describe('quick names of wristbands (E-WRIST-04, D-13)', () => {
  it.each([
    ['chestpain', 'arrive_emrescue_room_time', 'assist_examination.arrive_emrescue_room_time'],
    ['apoplexy', 'first_nerve_recieve_time', 'assist_examination.first_nerve_recieve_time'],
    ['apoplexy', 'rs_talking_time', 'thrombolysis.talking_time'],
    ['apoplexy', 'rs_sign_time', 'thrombolysis.sign_time'],
    ['apoplexy', 'rs_medication_time', 'thrombolysis.medication_time'],
    ['apoplexy', 'jr_send_to_catheter_time', 'therapy.send_to_catheter_time'],
    ['apoplexy', 'jr_talk_time', 'therapy.talk_time'],
    ['apoplexy', 'jr_sign_time', 'therapy.sign_time'],
    ['apoplexy', 'jr_embolectomy_time', 'therapy.embolectomy_time'],
    ['trauma', 'ir_td_arrive_eme_time', 'patient.inside_roadmap.td_arrive_eme_time'],
    ['trauma', 'ir_fast_time', 'patient.inside_roadmap.fast_time'],
    ['chestpain', 'ir_ct_saomiao_time', 'patient.inside_roadmap.ct_saomiao_time'],
    ['gib', 'ir_first_doctor_time', 'patient.inside_roadmap.first_doctor_time'],
  ] as const)('mean for %s by %s the time %s', (caseType, quickName, path) =>
    expect(findQuickPath(caseType, quickName)).toBe(path),
  );

  it.each([
    ['basic', 'rs_medication_time'],
    ['trauma', 'jr_talk_time'],
    ['basic', 'ir_fast_time'],
    ['basic', 'first_nerve_recieve_time'],
    ['apoplexy', 'medication_time'],
    ['apoplexy', 'rs_is_medication'],
    ['basic', 'triage_nurse'],
    ['basic', 'last_modified'],
    ['basic', 'call_time'],
    ['basic', 'ir_eme_outcome'],
    ['basic', 'constructor'],
  ] as const)('mean for %s nothing by %s', (caseType, quickName) =>
    expect(findQuickPath(caseType, quickName)).toBeUndefined(),
  );

  it.each(CASE_TYPE_NAMES)('are for %s one path each, of a milestone, and found again', (caseType) => {
    const names = quickNamesOf(caseType);
    expect(names.length).toBeGreaterThan(50);
    expect(new Set(names.map(({ quickName }) => quickName)).size).toBe(names.length);
    expect(names.filter(({ quickName, path }) => findQuickPath(caseType, quickName) !== path)).toEqual([]);
    expect(names.filter(({ path }) => !isMilestone(path))).toEqual([]);
  });
});
